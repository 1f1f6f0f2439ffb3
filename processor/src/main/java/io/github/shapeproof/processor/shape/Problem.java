package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Constraints on symbols, all of which are integers of at least 1, made simple without changing
 * their solutions: an equation {@code c*x = p} with {@code x} nowhere else defines {@code x =
 * floor(p / c)}, leaving {@code p mod c = 0} and {@code x >= 1}; what is obvious is dropped.
 */
final class Problem {
  private final SortedMap<String, Dim> bindings = new TreeMap<>();
  private final SortedSet<String> free;
  private List<Constraint> constraints;
  private final SortedMap<String, SymbolValues> values = new TreeMap<>();

  /** The constraints, on at least these symbols. */
  Problem(Collection<String> symbols, Collection<Constraint> constraints) {
    this.constraints = List.copyOf(constraints);
    free = new TreeSet<>(symbols);
    constraints.forEach(constraint -> free.addAll(constraint.dim().symbols()));
    free.forEach(symbol -> bindings.put(symbol, Dim.symbol(symbol)));
    for (Optional<Map.Entry<String, Dim>> definition = define();
        definition.isPresent();
        definition = define()) {
      Map<String, Dim> binding = Map.ofEntries(definition.get());
      free.remove(definition.get().getKey());
      bindings.replaceAll((symbol, dim) -> dim.substitute(binding));
      this.constraints = this.constraints.stream().map(c -> c.substitute(binding)).toList();
    }
    this.constraints = tightest(this.constraints);
  }

  /** What is not obvious, each once, and of inequalities that differ by a constant the tightest. */
  private static List<Constraint> tightest(List<Constraint> constraints) {
    Map<Dim, BigInteger> least = new TreeMap<>();
    Set<Constraint> tightest = new LinkedHashSet<>();
    for (Constraint constraint : constraints) {
      Constraint normalized = constraint.normalized();
      if (normalized.demand() == Constraint.Demand.NONNEGATIVE && !normalized.dim().isConstant()) {
        BigInteger constant = normalized.dim().constantTerm();
        least.merge(normalized.dim().minus(Dim.of(constant)), constant, BigInteger::min);
      } else {
        tightest.add(normalized);
      }
    }
    least.forEach(
        (dim, constant) -> tightest.add(Constraint.nonnegative(dim.plus(Dim.of(constant)))));
    tightest.removeIf(Constraint::isTrue);
    return List.copyOf(tightest);
  }

  /** The facts that bear on {@code symbols}: those linked to them by shared symbols. */
  static List<Constraint> linked(Collection<String> symbols, List<Constraint> facts) {
    SortedSet<String> reached = new TreeSet<>(symbols);
    List<Constraint> linked = new ArrayList<>();
    List<Constraint> rest = new ArrayList<>(facts);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Constraint fact : List.copyOf(rest)) {
        SortedSet<String> own = fact.dim().symbols();
        if (own.isEmpty() || own.stream().anyMatch(reached::contains)) {
          rest.remove(fact);
          linked.add(fact);
          grown |= reached.addAll(own);
        }
      }
    }
    return linked;
  }

  /** Takes an equation that defines a symbol out of the constraints, if there is one. */
  private Optional<Map.Entry<String, Dim>> define() {
    for (boolean unit : new boolean[] {true, false}) {
      for (Constraint constraint : constraints) {
        if (constraint.demand() != Constraint.Demand.ZERO) {
          continue;
        }
        for (String symbol : constraint.dim().symbols()) {
          Monomial monomial = Monomial.of(new Atom.Symbol(symbol));
          BigInteger c = constraint.dim().coefficient(monomial);
          Dim rest = constraint.dim().minus(Dim.term(monomial, c));
          boolean defines = c.signum() != 0 && !rest.symbols().contains(symbol);
          if (defines && (c.abs().equals(BigInteger.ONE) || !unit)) {
            Dim dividend = c.signum() > 0 ? rest.times(-1) : rest;
            Dim definition = dividend.floorDiv(c.abs());
            List<Constraint> changed = new ArrayList<>(constraints);
            changed.remove(constraint);
            changed.add(Constraint.zero(dividend.minus(definition.times(c.abs()))));
            changed.add(Constraint.nonnegative(definition.minus(1)));
            constraints = changed;
            return Optional.of(Map.entry(symbol, definition));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** What each symbol is in terms of the free ones. */
  SortedMap<String, Dim> bindings() {
    return bindings;
  }

  /** The symbols that no equation defines. */
  List<String> free() {
    return List.copyOf(free);
  }

  List<Constraint> constraints() {
    return constraints;
  }

  /** The constraints on several symbols at once. */
  List<Constraint> joint() {
    return constraints.stream().filter(c -> c.dim().symbols().size() > 1).toList();
  }

  boolean isLinear() {
    return constraints.stream().allMatch(c -> LinearForm.isLinear(c.dim()));
  }

  /**
   * For each free symbol the values that the constraints on it alone allow, narrowed by what the
   * joint ones imply at the known ends of the other symbols.
   */
  SortedMap<String, SymbolValues> values() {
    if (values.isEmpty()) {
      try {
        findValues();
      } catch (BudgetExceeded exceeded) {
        values.clear();
        throw exceeded;
      }
    }
    return values;
  }

  private void findValues() {
    free.forEach(symbol -> values.put(symbol, SymbolValues.of(symbol, own(symbol))));
    for (int pass = 0; pass < 2; pass++) {
      for (String symbol : free) {
        List<Constraint> more = implied(symbol);
        if (!more.isEmpty()) {
          more.addAll(own(symbol));
          values.put(symbol, SymbolValues.of(symbol, more));
        }
      }
    }
  }

  /**
   * The allowed values of a free symbol, see {@link #values()}.
   *
   * @throws NoSuchElementException if it is not one
   */
  SymbolValues values(String symbol) {
    SymbolValues found = values().get(symbol);
    if (found == null) {
      throw new NoSuchElementException(symbol);
    }
    return found;
  }

  /** The constraints on a symbol alone. */
  List<Constraint> own(String symbol) {
    return constraints.stream()
        .filter(c -> List.of(symbol).equals(List.copyOf(c.dim().symbols())))
        .toList();
  }

  private List<Constraint> implied(String symbol) {
    List<Constraint> implied = new ArrayList<>();
    for (Constraint constraint : joint()) {
      if (constraint.demand() != Constraint.Demand.NONZERO
          && constraint.dim().symbols().contains(symbol)) {
        for (Dim part : constraint.nonnegativeParts()) {
          Dim most = part;
          for (String other : part.symbols()) {
            BigInteger end = other.equals(symbol) ? null : bestEnd(part, other);
            most = end == null ? most : most.substitute(Map.of(other, Dim.of(end)));
          }
          if (List.of(symbol).equals(List.copyOf(most.symbols())) && !most.equals(part)) {
            implied.add(Constraint.nonnegative(most));
          }
        }
      }
    }
    return implied;
  }

  /**
   * The allowed value of {@code symbol} at which {@code dim} is largest, where that is known: its
   * smallest if all terms with it are negative, its largest if all are positive. Atoms grow with
   * all their symbols, for a floor's coefficients are never negative.
   */
  private @Nullable BigInteger bestEnd(Dim dim, String symbol) {
    int sign = 0;
    for (Map.Entry<Monomial, BigInteger> term : dim.terms().entrySet()) {
      if (term.getKey().atoms().stream().anyMatch(a -> Dim.of(a).symbols().contains(symbol))) {
        if (sign * term.getValue().signum() < 0) {
          return null;
        }
        sign = term.getValue().signum();
      }
    }
    SymbolValues set = values.get(symbol);
    return set == null || set.isEmpty() ? null : sign < 0 ? set.smallest() : set.largest();
  }

  /** Whether some constraint alone can't be met. */
  boolean isContradictory() {
    return constraints.stream().anyMatch(Constraint::isFalse)
        || values().values().stream().anyMatch(SymbolValues::isEmpty);
  }

  /** The values of all symbols for values of the free ones. */
  SortedMap<String, BigInteger> complete(Map<String, BigInteger> chosen) {
    SortedMap<String, BigInteger> all = new TreeMap<>();
    bindings.forEach((symbol, dim) -> all.put(symbol, dim.evaluate(chosen)));
    return all;
  }
}
