package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Constraints as a {@link LinearSystem}: each symbol is a variable, and so is each floor, {@code q
 * = floor(p / d)} being {@code 0 <= p - d*q <= d - 1}. No period matters here, however large.
 */
final class LinearForm {
  private final SortedMap<Atom, Integer> columns = new TreeMap<>();
  private final List<Dim> floors = new ArrayList<>();

  private LinearForm() {}

  /** Whether the expression holds no product of symbols, inside floors neither. */
  static boolean isLinear(Dim dim) {
    return isSum(dim) && dim.floors().stream().allMatch(floor -> isSum(floor.dividend()));
  }

  private static boolean isSum(Dim dim) {
    return dim.terms().keySet().stream().allMatch(monomial -> monomial.atoms().size() <= 1);
  }

  /**
   * Whether positive integers exist that meet linear constraints.
   *
   * @throws BudgetExceeded if there are too many cases
   */
  static boolean isFeasible(Collection<Constraint> constraints) {
    return isFeasible(List.copyOf(constraints), 0, new ArrayList<>());
  }

  private static boolean isFeasible(List<Constraint> all, int next, List<Constraint> chosen) {
    if (next == all.size()) {
      return new LinearForm().solve(chosen);
    }
    for (Constraint one : all.get(next).cases()) {
      chosen.add(one);
      boolean feasible = isFeasible(all, next + 1, chosen);
      chosen.remove(chosen.size() - 1);
      if (feasible) {
        return true;
      }
    }
    return false;
  }

  private boolean solve(List<Constraint> constraints) {
    constraints.forEach(constraint -> register(constraint.dim()));
    List<BigInteger[]> zero = new ArrayList<>();
    List<BigInteger[]> nonnegative = new ArrayList<>();
    for (Constraint constraint : constraints) {
      boolean equation = constraint.demand() == Constraint.Demand.ZERO;
      (equation ? zero : nonnegative).add(row(constraint.dim()));
    }
    floors.forEach(bound -> nonnegative.add(row(bound)));
    for (Atom atom : columns.keySet()) {
      if (atom instanceof Atom.Symbol) {
        nonnegative.add(row(Dim.of(atom).minus(1)));
      }
    }
    return LinearSystem.isFeasible(zero, nonnegative);
  }

  private void register(Dim dim) {
    for (Atom atom : dim.atoms()) {
      if (columns.putIfAbsent(atom, columns.size()) == null && atom instanceof Atom.Floor floor) {
        Dim rest = floor.dividend().minus(Dim.of(floor).times(floor.divisor()));
        floors.add(rest);
        floors.add(Dim.of(floor.divisor().subtract(BigInteger.ONE)).minus(rest));
        register(floor.dividend());
      }
    }
  }

  private BigInteger[] row(Dim dim) {
    BigInteger[] row = new BigInteger[columns.size() + 1];
    Arrays.fill(row, BigInteger.ZERO);
    for (Map.Entry<Monomial, BigInteger> term : dim.terms().entrySet()) {
      Optional<Atom> atom = term.getKey().atoms().stream().findFirst();
      row[atom.map(columns::get).orElse(columns.size())] = term.getValue();
    }
    return row;
  }
}
