package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the sizes given to a model must meet: what {@code where} says, and the lower bounds that its
 * layers need, reduced to the plainest facts. A bound on one symbol reads {@code H >= 5}, whatever
 * chain of layers it comes from; one that follows from others is dropped; one that relates symbols
 * stays as it is.
 */
public final class Preconditions {

  /** An inferred fact and the requirement it comes from. */
  public record Inferred(Fact fact, Requirement requirement) {
    @Override
    public String toString() {
      return fact.toString();
    }
  }

  private final Facts where;
  private final List<Inferred> inferred;

  private Preconditions(Facts where, List<Inferred> inferred) {
    this.where = where;
    this.inferred = List.copyOf(inferred);
  }

  /**
   * What remains of {@code requirements} beside {@code where}. They are read in order, up to the
   * first that no size meets together with those before it.
   */
  @SuppressWarnings("ReferenceEquality")
  public static Preconditions of(Facts where, List<Requirement> requirements) {
    List<Inferred> inferred = new ArrayList<>();
    Facts assumed = where;
    for (Requirement requirement : requirements) {
      for (Fact fact : assumed.plainest(requirement.fact())) {
        inferred.add(new Inferred(fact, requirement));
        assumed = assumed.and(fact);
      }
      if (!assumed.satisfiable()) {
        return new Preconditions(where, inferred);
      }
    }
    for (Inferred one : List.copyOf(inferred)) {
      Facts others = where;
      for (Inferred other : inferred) {
        others = other == one ? others : others.and(other.fact());
      }
      if (others.imply(one.fact())) {
        inferred.remove(one);
      }
    }
    return new Preconditions(where, inferred);
  }

  /** What must hold beside {@code where}. */
  public List<Inferred> inferred() {
    return inferred;
  }

  /** All that must hold: {@code where} and what was inferred. */
  public Facts facts() {
    Facts all = where;
    for (Inferred one : inferred) {
      all = all.and(one.fact());
    }
    return all;
  }

  /**
   * The sizes that a symbol may have by itself: those from {@code minimum} to {@code maximum} that
   * leave one of {@code residues} when divided by {@code modulus}. What relates it to other symbols
   * is not in here.
   */
  public record Sizes(
      BigInteger minimum, Optional<BigInteger> maximum, int modulus, SortedSet<Integer> residues) {}

  /**
   * The sizes of each symbol that any fact restricts by itself, where {@link Sizes} can say them.
   */
  public SortedMap<String, Sizes> sizes() {
    SortedMap<String, Sizes> sizes = new TreeMap<>();
    for (String symbol : facts().symbols()) {
      List<Constraint> own =
          facts().list().stream()
              .map(Constraint::of)
              .filter(c -> List.of(symbol).equals(List.copyOf(c.dim().symbols())))
              .toList();
      try {
        SymbolValues values = SymbolValues.of(symbol, own);
        if (!values.isAll() && !values.isEmpty() && values.isRegular()) {
          sizes.put(symbol, sizes(values));
        }
      } catch (BudgetExceeded exceeded) {
        // Too long a period for a table; the facts themselves remain.
      }
    }
    return sizes;
  }

  private static Sizes sizes(SymbolValues values) {
    SortedSet<Integer> residues = values.residues();
    for (int modulus = 1; ; modulus++) {
      if (values.period() % modulus == 0) {
        SortedSet<Integer> reduced = new TreeSet<>();
        for (int residue : residues) {
          reduced.add(residue % modulus);
        }
        if (reduced.size() * (values.period() / modulus) == residues.size()) {
          Optional<BigInteger> largest = Optional.ofNullable(values.largest());
          return new Sizes(values.least(), largest, modulus, reduced);
        }
      }
    }
  }
}
