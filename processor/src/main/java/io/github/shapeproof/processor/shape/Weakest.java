package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Finds the weakest facts under which a claim holds that does not hold without them. These forms
 * are tried, and the first that succeeds is taken:
 *
 * <ol>
 *   <li>for a claim on one symbol, {@link WeakestForOne}: a bound, a congruence, or both;
 *   <li>the claim itself, where it is linear and defines or bounds a symbol, as in {@code H == W}
 *       or {@code H >= K + 2}: nothing can be weaker;
 *   <li>a congruence of a sum or product that the claim divides, as in {@code H*W % 6 == 0}, where
 *       it says the same as the claim;
 *   <li>a congruence of one symbol;
 *   <li>equality of two symbols, or of one and a multiple of another;
 *   <li>congruences of several symbols;
 *   <li>a bound of one symbol.
 * </ol>
 *
 * <p>What is proposed was proved to suffice and to allow some size. It is the weakest of its form:
 * a congruence can't be relaxed to a divisor of its modulus, nor a bound to its neighbor.
 */
final class Weakest {
  private static final int MOST_CELLS = 1 << 10;
  private static final int MOST_BOUND = 1 << 16;
  private static final int MOST_DIVISOR_BITS = 7;
  private static final long[] SAMPLES = {0, 1, 3, 20, 1 << 12, 1 << 24};
  private static final BigInteger MAX_PERIOD = BigInteger.valueOf(Integer.MAX_VALUE);
  private static final int MOST_VALUE = 12;
  private static final int MOST_ATTEMPTS = 128;
  private static final long MOST_POINTS = 1 << 14;
  private static final long[] PROBES = {1, 2, 3, 4, 5, 6, 12, 1 << 10, 1 << 20, 1L << 40};

  private final List<Constraint> facts;
  private final Fact claim;
  private final Constraint constraint;
  private final List<String> symbols;
  private final List<Map<String, BigInteger>> failures = new ArrayList<>();
  private int attempts;

  Weakest(List<Constraint> facts, Fact claim) {
    this.facts = facts;
    this.claim = claim;
    this.constraint = Constraint.of(claim);
    this.symbols = List.copyOf(constraint.dim().symbols());
  }

  /** The facts, none of them where no fact will do. */
  List<Fact> find() {
    if (symbols.isEmpty()) {
      return List.of();
    }
    if (symbols.size() == 1) {
      return new WeakestForOne(symbols.get(0), facts, constraint).find();
    }
    Optional<Fact> itself = claimItself();
    if (itself.isPresent()) {
      return List.of(itself.get());
    }
    List<Fact> divided = attempt(this::congruenceOfDividend);
    if (!divided.isEmpty()) {
      return divided;
    }
    List<Fact> congruences = attempt(this::congruences);
    if (congruences.size() == 1) {
      return congruences;
    }
    List<Fact> equality = attempt(this::equality);
    if (!equality.isEmpty()) {
      return equality;
    }
    return congruences.isEmpty() ? attempt(this::bound) : congruences;
  }

  /** What one form gives, which is nothing where it can't be told within the budget. */
  private List<Fact> attempt(Supplier<List<Fact>> form) {
    try {
      attempts = 0;
      return form.get();
    } catch (BudgetExceeded exceeded) {
      return List.of();
    }
  }

  private boolean suffices(List<Fact> more) {
    List<Constraint> all = new ArrayList<>();
    more.forEach(fact -> all.add(Constraint.of(fact)));
    if (failures().stream().anyMatch(at -> all.stream().allMatch(c -> c.admits(at)))) {
      return false;
    }
    if (++attempts > MOST_ATTEMPTS) {
      throw new BudgetExceeded("no fact was found in " + MOST_ATTEMPTS + " attempts");
    }
    all.addAll(facts);
    if (!Solver.exists(symbols, all)) {
      return false;
    }
    all.add(constraint.denial());
    return !Solver.exists(symbols, all);
  }

  /**
   * Some sizes that meet the facts but not the claim, small and large; a proposal excludes them.
   */
  private List<Map<String, BigInteger>> failures() {
    if (failures.isEmpty()) {
      Set<String> all = new LinkedHashSet<>(symbols);
      facts.forEach(fact -> all.addAll(fact.dim().symbols()));
      points(List.copyOf(all), Collections.nCopies(all.size(), PROBES))
          .filter(at -> !constraint.admits(at) && facts.stream().allMatch(f -> f.admits(at)))
          .forEach(failures::add);
    }
    return failures;
  }

  /**
   * Each of the sizes of each symbol with each of the others'; where those are too many, such as
   * differ in the first symbols.
   */
  private static Stream<Map<String, BigInteger>> points(List<String> names, List<long[]> sizes) {
    long count = 1;
    for (long[] some : sizes) {
      count = Math.min(count * some.length, MOST_POINTS);
    }
    return LongStream.range(0, count)
        .mapToObj(
            point -> {
              Map<String, BigInteger> at = new HashMap<>();
              long rest = point;
              for (int i = 0; i < names.size(); i++) {
                int length = sizes.get(i).length;
                at.put(names.get(i), BigInteger.valueOf(sizes.get(i)[(int) (rest % length)]));
                rest /= length;
              }
              return at;
            });
  }

  private Optional<Fact> claimItself() {
    Dim dim = constraint.dim();
    if (constraint.demand() != Constraint.Demand.ZERO) {
      return LinearForm.isLinear(dim) ? Optional.of(claim) : Optional.empty();
    }
    List<Fact> definitions = new ArrayList<>();
    for (String symbol : symbols) {
      BigInteger c = dim.coefficient(Monomial.of(new Atom.Symbol(symbol)));
      Dim rest = Dim.symbol(symbol).minus(dim.times(c));
      if (c.abs().equals(BigInteger.ONE) && !rest.symbols().contains(symbol)) {
        definitions.add(Fact.of(Dim.symbol(symbol), Relation.EQUAL, rest));
      }
    }
    return definitions.stream()
        .filter(d -> d.right().terms().values().stream().allMatch(a -> a.signum() > 0))
        .findFirst()
        .or(() -> definitions.stream().findFirst());
  }

  /**
   * That a dividend of several symbols leaves one remainder, where no more than that is claimed. A
   * number that divides all of it is left out: it has no factor in common with the divisor.
   */
  private List<Fact> congruenceOfDividend() {
    for (Atom atom : constraint.dim().atoms()) {
      if (atom instanceof Atom.Floor floor && isSmall(floor)) {
        long divisor = floor.divisor().longValueExact();
        BigInteger content = Division.content(floor.dividend());
        Dim left = floor.dividend().mapCoefficients(c -> c.divide(content)).mod(divisor);
        for (long remainder = 0; remainder < divisor; remainder++) {
          Fact fact = Fact.of(left, Relation.EQUAL, Dim.of(remainder));
          if (suffices(List.of(fact)) && isNecessary(fact)) {
            return List.of(fact);
          }
        }
      }
    }
    return List.of();
  }

  /** Whether several symbols leave remainders together, but not too many for all to be tried. */
  private static boolean isSmall(Atom.Floor floor) {
    int count = floor.dividend().symbols().size();
    return count > 1
        && floor.divisor().bitLength() < MOST_DIVISOR_BITS
        && floor.divisor().pow(count).compareTo(BigInteger.valueOf(MOST_CELLS)) <= 0;
  }

  private boolean isNecessary(Fact fact) {
    List<Constraint> all = new ArrayList<>(facts);
    all.add(constraint);
    all.add(Constraint.of(fact).denial());
    return !Solver.exists(symbols, all);
  }

  /** One congruence for each of some symbols, none of which can be relaxed; or none. */
  private List<Fact> congruences() {
    SortedMap<String, BigInteger> periods = Periods.of(List.of(constraint.dim()));
    BigInteger cells = periods.values().stream().reduce(BigInteger.ONE, BigInteger::multiply);
    if (cells.equals(BigInteger.ONE)) {
      return List.of();
    }
    int count = cells.min(BigInteger.valueOf(MOST_CELLS)).intValue();
    for (int cell = 0; cell < count; cell++) {
      List<Congruence> chosen = new ArrayList<>();
      int rest = cell;
      for (String symbol : symbols) {
        int period = periods.getOrDefault(symbol, BigInteger.ONE).min(MAX_PERIOD).intValue();
        chosen.add(new Congruence(symbol, period, rest % period));
        rest /= period;
      }
      if (isPlausible(chosen) && suffices(facts(chosen))) {
        relax(chosen);
        return facts(chosen);
      }
    }
    return List.of();
  }

  /** Whether the claim holds at some members of the residues, so that a proof may succeed. */
  private boolean isPlausible(List<Congruence> chosen) {
    return points(symbols, chosen.stream().map(Congruence::members).toList())
        .allMatch(
            at ->
                constraint.admits(at)
                    || facts.stream()
                        .anyMatch(
                            f -> !at.keySet().containsAll(f.dim().symbols()) || !f.admits(at)));
  }

  private void relax(List<Congruence> chosen) {
    for (int i = 0; i < chosen.size(); i++) {
      Congruence full = chosen.get(i);
      for (int modulus = 1; modulus < full.modulus; modulus++) {
        if (full.modulus % modulus == 0) {
          chosen.set(i, new Congruence(full.symbol, modulus, full.residue % modulus));
          if (suffices(facts(chosen))) {
            break;
          }
          chosen.set(i, full);
        }
      }
    }
  }

  private static List<Fact> facts(List<Congruence> chosen) {
    return chosen.stream().filter(c -> c.modulus > 1).map(Congruence::fact).toList();
  }

  private record Congruence(String symbol, int modulus, int residue) {
    Fact fact() {
      return Fact.of(Dim.symbol(symbol).mod(modulus), Relation.EQUAL, Dim.of(residue));
    }

    /** Some that leave the residue, small and large. */
    long[] members() {
      long first = residue == 0 ? modulus : residue;
      return LongStream.of(SAMPLES).map(times -> first + modulus * times).toArray();
    }
  }

  /** {@code x == y} for some pair, or {@code x == k*y} where the claim grows so. */
  private List<Fact> equality() {
    for (int i = 0; i < symbols.size(); i++) {
      for (int j = i + 1; j < symbols.size(); j++) {
        List<Fact> equalities = new ArrayList<>();
        Dim x = Dim.symbol(symbols.get(i));
        Dim y = Dim.symbol(symbols.get(j));
        equalities.add(Fact.of(x, Relation.EQUAL, y));
        multiple(symbols.get(i), symbols.get(j)).ifPresent(equalities::add);
        multiple(symbols.get(j), symbols.get(i)).ifPresent(equalities::add);
        for (Fact equality : equalities) {
          if (suffices(List.of(equality))) {
            return List.of(equality);
          }
        }
      }
    }
    return List.of();
  }

  private Optional<Fact> multiple(String x, String y) {
    BigInteger[] ratio =
        growth(y).negate().divideAndRemainder(growth(x).signum() == 0 ? BigInteger.ONE : growth(x));
    if (ratio[1].signum() != 0 || ratio[0].compareTo(BigInteger.ONE) <= 0) {
      return Optional.empty();
    }
    Dim multiple = Dim.term(Monomial.of(new Atom.Symbol(y)), ratio[0]);
    return Optional.of(Fact.of(Dim.symbol(x), Relation.EQUAL, multiple));
  }

  /** How much the claim's difference grows when {@code symbol} grows by a common period of all. */
  private BigInteger growth(String symbol) {
    SortedMap<String, BigInteger> periods = Periods.of(List.of(constraint.dim()));
    BigInteger period = periods.values().stream().reduce(BigInteger.ONE, Periods::lcm);
    Map<String, BigInteger> at = new TreeMap<>();
    symbols.forEach(s -> at.put(s, period));
    BigInteger before = constraint.dim().evaluate(at);
    at.put(symbol, period.shiftLeft(1));
    return constraint.dim().evaluate(at).subtract(before);
  }

  /**
   * The lowest {@code x >= b}, or highest {@code x <= b}, or else a small {@code x == b}, that
   * suffices, for the first symbol for which there is one.
   */
  private List<Fact> bound() {
    for (String symbol : symbols) {
      for (Relation relation : List.of(Relation.AT_LEAST, Relation.AT_MOST)) {
        Optional<Fact> bound = bound(Dim.symbol(symbol), relation);
        if (bound.isPresent()) {
          return List.of(bound.get());
        }
      }
    }
    for (String symbol : symbols) {
      for (int value = 1; value <= MOST_VALUE; value++) {
        Fact fact = Fact.of(Dim.symbol(symbol), Relation.EQUAL, Dim.of(value));
        if (suffices(List.of(fact))) {
          return List.of(fact);
        }
      }
    }
    return List.of();
  }

  private Optional<Fact> bound(Dim symbol, Relation relation) {
    LongFunction<Fact> fact = end -> Fact.of(symbol, relation, Dim.of(end));
    LongPredicate allowsSome = end -> Solver.exists(symbols, with(fact.apply(end)));
    LongPredicate works = end -> suffices(List.of(fact.apply(end)));
    boolean atLeast = relation == Relation.AT_LEAST;
    long strictest = atLeast ? first(allowsSome.negate()) - 1 : first(allowsSome);
    if (!works.test(strictest)) {
      return Optional.empty();
    }
    long weakest =
        atLeast
            ? first(works.or(end -> end >= strictest))
            : first(end -> end >= strictest && !works.test(end)) - 1;
    return Optional.of(fact.apply(weakest));
  }

  /** The first number from 1 that meets a condition that stays met, at most {@link #MOST_BOUND}. */
  private static long first(LongPredicate condition) {
    long low = 1;
    long high = MOST_BOUND;
    while (low < high) {
      long middle = (low + high) / 2;
      if (condition.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private List<Constraint> with(Fact fact) {
    List<Constraint> all = new ArrayList<>(facts);
    all.add(Constraint.of(fact));
    return all;
  }
}
