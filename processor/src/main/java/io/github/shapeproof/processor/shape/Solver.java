package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the smallest positive integers that meet constraints, or shows that there are none. A claim
 * about all sizes is proved by showing that no size meets the facts and denies the claim.
 *
 * <p>Which method decides depends on the constraints that tie symbols together, after {@link
 * Problem} has put in what equations define:
 *
 * <ul>
 *   <li>none: each symbol by itself, {@link SymbolValues}, or {@link Pieces} where it repeats late;
 *   <li>one, that something is not zero: {@link Grid};
 *   <li>sums of symbols, also under floors: {@link LinearForm};
 *   <li>few points altogether: all of them, {@link Enumeration};
 *   <li>anything else: {@link Products}, which may show that there is none, then {@link Cells}.
 * </ul>
 *
 * <p>The first three are complete, and so is the fourth within its budget. That leaves products of
 * symbols in an inequality, or under facts that relate symbols to each other; no method can be
 * complete for those (Hilbert's tenth problem), and what {@link Cells} does not settle is refused.
 */
final class Solver {
  private static final int FIRST_LOOK = 1 << 12;

  /** Where all repeats only after more values, the first few are looked at before. */
  private static final BigInteger SOON = BigInteger.valueOf(1 << 10);

  private static final int FEW = 64;

  private Solver() {}

  /** Whether a solution exists. */
  static boolean exists(Collection<String> symbols, List<Constraint> constraints) {
    Problem problem = new Problem(symbols, constraints);
    if (soonest(problem) != null) {
      return true;
    }
    try {
      return !problem.isContradictory() && new Enumeration(problem, FIRST_LOOK).smallest() != null;
    } catch (BudgetExceeded notNear) {
      return existsAfar(problem);
    }
  }

  /** The smallest value of the only symbol, if it is one of a few and all repeats late. */
  private static @Nullable SortedMap<String, BigInteger> soonest(Problem problem) {
    List<String> symbols = List.copyOf(problem.bindings().keySet());
    if (symbols.size() != 1 || !symbols.equals(problem.free())) {
      return null;
    }
    List<Constraint> constraints = problem.constraints();
    Collection<BigInteger> periods =
        Periods.of(constraints.stream().map(Constraint::dim).toList()).values();
    if (periods.stream().allMatch(period -> period.compareTo(SOON) <= 0)) {
      return null;
    }
    List<Evaluator> evaluators =
        constraints.stream().map(c -> new Evaluator(c.dim(), symbols)).toList();
    for (long value = 1; value <= FEW; value++) {
      int met = 0;
      while (met < constraints.size()
          && constraints.get(met).demand().admits(evaluators.get(met).signAt(value))) {
        met++;
      }
      if (met == constraints.size()) {
        return new TreeMap<>(Map.of(symbols.get(0), BigInteger.valueOf(value)));
      }
    }
    return null;
  }

  private static boolean existsAfar(Problem problem) {
    try {
      return decide(problem);
    } catch (BudgetExceeded undecided) {
      return smallestAlone(problem, undecided) != null;
    }
  }

  /**
   * The solution with the smallest sum and, of these, the first in lexicographic order of the
   * symbols' names; null if there is none. Where that takes too much, one of {@link Probes}.
   */
  static @Nullable SortedMap<String, BigInteger> smallest(
      Collection<String> symbols, List<Constraint> constraints) {
    Problem problem = new Problem(symbols, constraints);
    SortedMap<String, BigInteger> soonest = soonest(problem);
    if (soonest != null) {
      return soonest;
    }
    try {
      return problem.isContradictory() ? null : new Enumeration(problem, FIRST_LOOK).smallest();
    } catch (BudgetExceeded notNear) {
      return smallestAfar(problem);
    }
  }

  private static @Nullable SortedMap<String, BigInteger> smallestAfar(Problem problem) {
    BudgetExceeded undecided = null;
    try {
      if (!decide(problem)) {
        return null;
      }
    } catch (BudgetExceeded exceeded) {
      undecided = exceeded;
    }
    try {
      return new Enumeration(problem, BudgetExceeded.POINTS).smallest();
    } catch (BudgetExceeded exceeded) {
      if (undecided == null && problem.isLinear()) {
        return smallestLinear(problem);
      }
      undecided = undecided == null ? exceeded : undecided;
    }
    boolean direct = problem.free().size() == problem.bindings().size();
    boolean several = problem.free().size() > 1;
    for (String symbol : direct && several ? problem.free() : List.<String>of()) {
      try {
        return new Enumeration(problem, BudgetExceeded.LINES, symbol).smallest();
      } catch (BudgetExceeded exceeded) {
        // Another symbol may be the one that has to be large.
      }
    }
    try {
      return smallestAlone(problem, undecided);
    } catch (BudgetExceeded exceeded) {
      return new Probes(problem).solution().orElseThrow(() -> exceeded);
    }
  }

  /**
   * The smallest solution where no constraint ties free symbols together, and each that is defined
   * grows with them.
   */
  private static @Nullable SortedMap<String, BigInteger> smallestAlone(
      Problem problem, BudgetExceeded undecided) {
    boolean grows = problem.bindings().values().stream().allMatch(Dim::grows);
    if (!grows || !problem.joint().isEmpty()) {
      throw undecided;
    }
    SortedMap<String, BigInteger> chosen = new TreeMap<>();
    for (String symbol : problem.free()) {
      try {
        BigInteger smallest =
            new Pieces(symbol, problem.own(symbol), BudgetExceeded.EVALUATIONS).smallest();
        if (smallest == null) {
          return null;
        }
        chosen.put(symbol, smallest);
      } catch (BudgetExceeded exceeded) {
        throw undecided;
      }
    }
    return problem.complete(chosen);
  }

  /** Whether a problem has a solution, by the method that suits it. */
  private static boolean decide(Problem problem) {
    List<Constraint> joint = problem.joint();
    if (joint.size() == 1 && joint.get(0).demand() == Constraint.Demand.NONZERO) {
      try {
        return !new Grid(problem).isZero(joint.get(0).dim());
      } catch (BudgetExceeded exceeded) {
        if (!problem.isLinear()) {
          throw exceeded;
        }
      }
    }
    return problem.isLinear()
        ? LinearForm.isFeasible(problem.constraints())
        : isFeasibleAsProducts(problem) && new Cells().exists(problem);
  }

  /** Whether a solution may exist, as far as it takes no look into products of symbols. */
  private static boolean isFeasibleAsProducts(Problem problem) {
    try {
      return LinearForm.isFeasible(Products.asSymbols(problem.constraints()));
    } catch (BudgetExceeded exceeded) {
      return true;
    }
  }

  /** The smallest solution of a linear problem by halving: first its sum, then symbol by symbol. */
  private static SortedMap<String, BigInteger> smallestLinear(Problem problem) {
    List<Constraint> constraints = new ArrayList<>(problem.constraints());
    Dim sum = problem.bindings().values().stream().reduce(Dim.of(0), Dim::plus);
    fix(sum, constraints);
    SortedMap<String, BigInteger> smallest = new TreeMap<>();
    for (Map.Entry<String, Dim> binding : problem.bindings().entrySet()) {
      smallest.put(binding.getKey(), fix(binding.getValue(), constraints));
    }
    return smallest;
  }

  /**
   * Adds that {@code dim}, which is at least 1, has its smallest possible value, and returns that.
   */
  private static BigInteger fix(Dim dim, List<Constraint> constraints) {
    BigInteger low = BigInteger.ONE;
    BigInteger high = BigInteger.TWO;
    while (!isAtMost(dim, high, constraints)) {
      low = high.add(BigInteger.ONE);
      high = high.shiftLeft(1);
    }
    while (low.compareTo(high) < 0) {
      BigInteger middle = low.add(high).shiftRight(1);
      if (isAtMost(dim, middle, constraints)) {
        high = middle;
      } else {
        low = middle.add(BigInteger.ONE);
      }
    }
    constraints.add(Constraint.zero(dim.minus(Dim.of(low))));
    return low;
  }

  private static boolean isAtMost(Dim dim, BigInteger most, List<Constraint> constraints) {
    List<Constraint> more = new ArrayList<>(constraints);
    more.add(Constraint.nonnegative(Dim.of(most).minus(dim)));
    return LinearForm.isFeasible(more);
  }
}
