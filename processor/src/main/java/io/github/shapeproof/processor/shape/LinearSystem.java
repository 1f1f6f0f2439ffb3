package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether linear equations and inequalities have an integer solution; exact and complete.
 *
 * <p>Equations go first: a variable with coefficient 1 is solved for; where there is none, Euclid's
 * step on the coefficients, a change of variables that keeps integers integers, makes one.
 * Inequalities follow by the Omega test (W. Pugh, <i>The Omega Test</i>, Supercomputing 1991): a
 * pair {@code b*x >= l} and {@code a*x <= u} of bounds of {@code x} implies {@code a*l <= b*u},
 * which is all there is to {@code x} if {@code a} or {@code b} is 1. Otherwise {@code b*u - a*l >=
 * (a-1)*(b-1)} for all pairs suffices; and if an {@code x} exists although that fails, it lies
 * close to a lower bound: {@code b*x = l + i} for some {@code i} of at most {@code (a*b - a - b) /
 * a}, with the largest {@code a} of an upper bound, and these are tried one by one.
 *
 * <p>A row is the coefficients and, last, the constant of what is zero, or at least zero.
 */
final class LinearSystem {
  private int splinters;
  private long combined;

  /** Whether an integer solution of {@code zero = 0} and {@code nonnegative >= 0} exists. */
  static boolean isFeasible(List<BigInteger[]> zero, List<BigInteger[]> nonnegative) {
    return new LinearSystem().solve(copy(zero), copy(nonnegative));
  }

  private static List<BigInteger[]> copy(List<BigInteger[]> rows) {
    List<BigInteger[]> copies = new ArrayList<>();
    rows.forEach(row -> copies.add(row.clone()));
    return copies;
  }

  private boolean solve(List<BigInteger[]> zero, List<BigInteger[]> nonnegative) {
    if (++splinters > BudgetExceeded.SPLINTERS) {
      throw new BudgetExceeded("the inequalities need more than " + splinters + " cases");
    }
    List<BigInteger[]> rows = nonnegative;
    while (true) {
      if (!eliminateEquations(zero, rows)) {
        return false;
      }
      Map<List<BigInteger>, BigInteger> tightest = normalize(rows);
      if (tightest == null) {
        return false;
      }
      rows = new ArrayList<>();
      for (Map.Entry<List<BigInteger>, BigInteger> entry : tightest.entrySet()) {
        BigInteger[] row = row(entry.getKey(), entry.getValue());
        BigInteger opposite =
            tightest.get(entry.getKey().stream().map(BigInteger::negate).toList());
        int slack = opposite == null ? 1 : opposite.add(entry.getValue()).signum();
        if (slack < 0) {
          return false;
        }
        (slack == 0 ? zero : rows).add(row);
      }
      if (zero.isEmpty()) {
        return rows.isEmpty() || eliminate(rows);
      }
    }
  }

  private static BigInteger[] row(List<BigInteger> coefficients, BigInteger constant) {
    BigInteger[] row =
        Arrays.copyOf(coefficients.toArray(BigInteger[]::new), coefficients.size() + 1);
    row[coefficients.size()] = constant;
    return row;
  }

  /** Solves the equations and puts the solution into {@code rows}; false if there is none. */
  private static boolean eliminateEquations(List<BigInteger[]> zero, List<BigInteger[]> rows) {
    while (!zero.isEmpty()) {
      BigInteger[] equation = zero.get(zero.size() - 1);
      int constant = equation.length - 1;
      BigInteger common = common(equation);
      if (common.signum() == 0) {
        if (equation[constant].signum() != 0) {
          return false;
        }
        zero.remove(zero.size() - 1);
        continue;
      }
      if (equation[constant].mod(common).signum() != 0) {
        return false;
      }
      int k = -1;
      for (int i = 0; i < constant; i++) {
        equation[i] = equation[i].divide(common);
        boolean smaller = k < 0 || equation[i].abs().compareTo(equation[k].abs()) < 0;
        k = equation[i].signum() != 0 && smaller ? i : k;
      }
      equation[constant] = equation[constant].divide(common);
      // x[k] = t - sum of quotient[i] * x[i]; column k now stands for t.
      BigInteger[] quotient = new BigInteger[equation.length];
      for (int i = 0; i <= constant; i++) {
        quotient[i] = i == k ? BigInteger.ZERO : equation[i].divide(equation[k]);
      }
      for (List<BigInteger[]> list : List.of(zero, rows)) {
        for (BigInteger[] row : list) {
          for (int i = 0; i <= constant; i++) {
            row[i] = row[i].subtract(row[k].multiply(quotient[i]));
          }
        }
      }
      if (equation[k].abs().equals(BigInteger.ONE)) {
        // The equation is now t = 0.
        for (List<BigInteger[]> list : List.of(zero, rows)) {
          for (BigInteger[] row : list) {
            row[k] = BigInteger.ZERO;
          }
        }
        zero.remove(zero.size() - 1);
      }
    }
    return true;
  }

  private static BigInteger common(BigInteger[] row) {
    BigInteger common = BigInteger.ZERO;
    for (int i = 0; i < row.length - 1; i++) {
      common = common.gcd(row[i]);
    }
    return common;
  }

  /** The rows divided by common factors, the tightest for each direction; null if one is false. */
  private static @Nullable Map<List<BigInteger>, BigInteger> normalize(List<BigInteger[]> rows) {
    Map<List<BigInteger>, BigInteger> tightest = new LinkedHashMap<>();
    for (BigInteger[] row : rows) {
      int last = row.length - 1;
      BigInteger common = common(row);
      if (common.signum() == 0) {
        if (row[last].signum() < 0) {
          return null;
        }
        continue;
      }
      List<BigInteger> coefficients = new ArrayList<>();
      for (int i = 0; i < last; i++) {
        coefficients.add(row[i].divide(common));
      }
      BigInteger constant = row[last].subtract(row[last].mod(common)).divide(common);
      tightest.merge(coefficients, constant, BigInteger::min);
    }
    return tightest;
  }

  private boolean eliminate(List<BigInteger[]> rows) {
    int k = cheapest(rows);
    List<BigInteger[]> lower = rows.stream().filter(row -> row[k].signum() > 0).toList();
    List<BigInteger[]> upper = rows.stream().filter(row -> row[k].signum() < 0).toList();
    List<BigInteger[]> others = new ArrayList<>();
    rows.stream().filter(row -> row[k].signum() == 0).forEach(others::add);
    if (isExact(lower, k) || isExact(upper, k)) {
      return solve(new ArrayList<>(), shadow(others, lower, upper, k, false));
    }
    if (!solve(new ArrayList<>(), shadow(others, lower, upper, k, false))) {
      return false;
    }
    if (solve(new ArrayList<>(), shadow(others, lower, upper, k, true))) {
      return true;
    }
    BigInteger a = upper.stream().map(row -> row[k].negate()).reduce(BigInteger::max).orElseThrow();
    for (BigInteger[] bound : lower) {
      BigInteger b = bound[k];
      BigInteger most = a.multiply(b).subtract(a).subtract(b).divide(a);
      for (BigInteger i = BigInteger.ZERO; i.compareTo(most) <= 0; i = i.add(BigInteger.ONE)) {
        BigInteger[] equation = bound.clone();
        equation[equation.length - 1] = equation[equation.length - 1].subtract(i);
        if (solve(listOf(equation), copy(rows))) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<BigInteger[]> listOf(BigInteger[] row) {
    List<BigInteger[]> rows = new ArrayList<>();
    rows.add(row);
    return rows;
  }

  private static boolean isExact(List<BigInteger[]> bounds, int k) {
    return bounds.stream().allMatch(row -> row[k].abs().equals(BigInteger.ONE));
  }

  /** The variable whose elimination is exact if any, and of these makes the fewest rows. */
  private static int cheapest(List<BigInteger[]> rows) {
    int best = -1;
    long bestCost = Long.MAX_VALUE;
    for (int i = 0; i < rows.get(0).length - 1; i++) {
      int k = i;
      List<BigInteger[]> lower = rows.stream().filter(row -> row[k].signum() > 0).toList();
      List<BigInteger[]> upper = rows.stream().filter(row -> row[k].signum() < 0).toList();
      if (!lower.isEmpty() || !upper.isEmpty()) {
        boolean exact = isExact(lower, k) || isExact(upper, k);
        long cost = (long) lower.size() * upper.size() + (exact ? 0 : 1 << 20);
        if (cost < bestCost) {
          best = k;
          bestCost = cost;
        }
      }
    }
    return best;
  }

  private List<BigInteger[]> shadow(
      List<BigInteger[]> others,
      List<BigInteger[]> lower,
      List<BigInteger[]> upper,
      int k,
      boolean dark) {
    combined += (long) lower.size() * upper.size();
    if (combined > BudgetExceeded.PAIRS) {
      throw new BudgetExceeded(
          "the inequalities need more than " + BudgetExceeded.PAIRS + " pairs");
    }
    List<BigInteger[]> shadow = copy(others);
    for (BigInteger[] low : lower) {
      for (BigInteger[] high : upper) {
        BigInteger b = low[k];
        BigInteger a = high[k].negate();
        BigInteger[] row = new BigInteger[low.length];
        for (int i = 0; i < row.length; i++) {
          row[i] = low[i].multiply(a).add(high[i].multiply(b));
        }
        if (dark) {
          BigInteger gap = a.subtract(BigInteger.ONE).multiply(b.subtract(BigInteger.ONE));
          row[row.length - 1] = row[row.length - 1].subtract(gap);
        }
        shadow.add(row);
      }
    }
    return shadow;
  }
}
