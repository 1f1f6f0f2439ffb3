package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides problems with products of symbols whose constraints tie symbols together. Each symbol is
 * split into its residues, {@code v = m * h + r}; in each combination of residues, a cell, all
 * floors are gone and the constraints are polynomials.
 *
 * <p>In a cell with linear constraints only, {@link LinearForm} decides. A polynomial that must not
 * be zero, beside linear inequalities, can meet that whenever the inequalities have a solution and
 * leave room to grow in as many independent directions as there are symbols, for they then hold on
 * cubes of any size, and a polynomial that is zero on a large enough cube is zero. Where there is
 * no such room, two opposite inequalities leave some linear form finitely many values, and each is
 * a cell with one symbol less. A polynomial that must be negative can't be where {@link Positivity}
 * proves so.
 */
final class Cells {
  private final Positivity positivity = new Positivity();
  private int cells;

  /** Whether the problem has a solution. */
  boolean exists(Problem problem) {
    List<Dim> dims = problem.constraints().stream().map(Constraint::dim).toList();
    SortedMap<String, BigInteger> periods = Periods.of(dims);
    return split(problem, problem.free(), 0, periods, problem.constraints());
  }

  private boolean split(
      Problem problem,
      List<String> free,
      int index,
      SortedMap<String, BigInteger> periods,
      List<Constraint> constraints) {
    if (constraints.stream().anyMatch(Constraint::isFalse)) {
      return false;
    }
    if (index == free.size()) {
      if (++cells > BudgetExceeded.CELLS) {
        throw new BudgetExceeded(
            "the residues of "
                + String.join(", ", free)
                + " have over "
                + BudgetExceeded.CELLS
                + " combinations");
      }
      return existsInCell(constraints);
    }
    String symbol = free.get(index);
    BigInteger period = periods.getOrDefault(symbol, BigInteger.ONE);
    SymbolValues values = problem.values(symbol);
    if (period.compareTo(BigInteger.valueOf(BudgetExceeded.CELLS)) > 0) {
      throw new BudgetExceeded(symbol + " has " + period + " residues");
    }
    for (int r = 1; r <= period.intValue(); r++) {
      if (!values.byResidue().get((r - 1) % values.period()).isEmpty()) {
        Dim cell = Dim.symbol(symbol).minus(1).times(period).plus(r);
        Map<String, Dim> binding = Map.of(symbol, cell);
        List<Constraint> within = constraints.stream().map(c -> c.substitute(binding)).toList();
        if (split(problem, free, index + 1, periods, within)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean existsInCell(List<Constraint> constraints) {
    Problem cell = new Problem(List.of(), constraints);
    if (cell.isContradictory()) {
      return false;
    }
    if (cell.joint().isEmpty()) {
      return true;
    }
    if (cell.isLinear()) {
      return LinearForm.isFeasible(cell.constraints());
    }
    List<Constraint> linear = new ArrayList<>();
    List<Constraint> curved = new ArrayList<>();
    for (Constraint c : cell.constraints()) {
      boolean isLinear = LinearForm.isLinear(c.dim()) && c.demand() != Constraint.Demand.NONZERO;
      (isLinear ? linear : curved).add(c);
    }
    if (!LinearForm.isFeasible(linear)) {
      return false;
    }
    boolean holdsFloors =
        Periods.of(cell.constraints().stream().map(Constraint::dim).toList()).values().stream()
            .anyMatch(period -> !period.equals(BigInteger.ONE));
    if (holdsFloors) {
      // An equation with no coefficient of 1 was solved, which leaves a congruence.
      return exists(cell);
    }
    boolean onlyNonzero = curved.stream().allMatch(c -> c.demand() == Constraint.Demand.NONZERO);
    if (onlyNonzero && hasRoom(cell.free(), linear)) {
      return true;
    }
    for (Constraint c : curved) {
      if (c.demand() == Constraint.Demand.NONNEGATIVE) {
        Dim denial = c.dim().times(-1).minus(1);
        if (positivity.isNonnegative(denial, linear)) {
          return false;
        }
      }
    }
    return existsInSlice(cell, linear);
  }

  /** Whether some direction moves away from the border of every inequality. */
  private static boolean hasRoom(List<String> symbols, List<Constraint> linear) {
    // Directions may be taken positive: every symbol is at least 1, which is a border as well.
    List<Constraint> directions = new ArrayList<>();
    for (Constraint c : linear) {
      if (c.demand() == Constraint.Demand.ZERO) {
        return false;
      }
      Dim slope = c.dim().minus(Dim.of(c.dim().constantTerm()));
      directions.add(Constraint.nonnegative(slope.minus(1)));
    }
    return symbols.isEmpty() || LinearForm.isFeasible(directions);
  }

  /** Looks into the cell slice by slice, along a linear form that has finitely many values. */
  private boolean existsInSlice(Problem cell, List<Constraint> linear) {
    Optional<Slices> slices = Slices.of(cell, linear);
    if (slices.isEmpty()) {
      throw new BudgetExceeded("products of symbols under these facts can't be told apart");
    }
    BigInteger value = slices.get().low();
    while (value.compareTo(slices.get().high()) <= 0) {
      if (++cells > BudgetExceeded.CELLS) {
        throw new BudgetExceeded("more than " + BudgetExceeded.CELLS + " cases");
      }
      List<Constraint> slice = new ArrayList<>(cell.constraints());
      slice.add(Constraint.zero(slices.get().form().minus(Dim.of(value))));
      if (existsInCell(slice)) {
        return true;
      }
      value = value.add(BigInteger.ONE);
    }
    return false;
  }

  /** A linear form and the ends between which the inequalities keep it. */
  private record Slices(Dim form, BigInteger low, BigInteger high) {

    static Optional<Slices> of(Problem cell, List<Constraint> linear) {
      Optional<Slices> thinnest = Optional.empty();
      for (Map.Entry<String, SymbolValues> entry : cell.values().entrySet()) {
        BigInteger high = entry.getValue().largest();
        BigInteger low = entry.getValue().smallest();
        if (high != null && low != null) {
          thinnest = thinner(thinnest, new Slices(Dim.symbol(entry.getKey()), low, high));
        }
      }
      Map<Dim, BigInteger> lows = new TreeMap<>();
      for (Constraint c : linear) {
        BigInteger constant = c.dim().constantTerm();
        lows.merge(c.dim().minus(Dim.of(constant)), constant.negate(), BigInteger::max);
      }
      for (Map.Entry<Dim, BigInteger> low : lows.entrySet()) {
        BigInteger opposite = lows.get(low.getKey().times(-1));
        if (opposite != null) {
          Slices slices = new Slices(low.getKey(), low.getValue(), opposite.negate());
          thinnest = thinner(thinnest, slices);
        }
      }
      return thinnest;
    }

    private static Optional<Slices> thinner(Optional<Slices> one, Slices other) {
      return one.isPresent() && one.get().width().compareTo(other.width()) <= 0
          ? one
          : Optional.of(other);
    }

    private BigInteger width() {
      return high.subtract(low);
    }
  }
}
