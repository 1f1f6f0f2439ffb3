package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the smallest value of one symbol that meets constraints on it alone, where these repeat too
 * late for {@link SymbolValues}. A floor never falls while its symbol grows, since the coefficients
 * of its dividend are never negative, so the values from where all floors have some values to where
 * one of them changes are a piece on which every constraint is one on a polynomial, and {@link
 * Differences} tells where that is met. Large divisors, which make the period long, make the pieces
 * long as well.
 *
 * <p>That no value meets the constraints is known where one of them, that an expression is not
 * zero, comes with others that {@link SymbolValues} can tell: once beyond the last value at which
 * these change their mind about a residue, {@code period * (degree + 1)} values show that the
 * expression is zero at all that are left.
 */
final class Pieces {
  private static final long MOST = 1L << 56;

  private final String symbol;
  private final List<Constraint> constraints;
  private final List<Evaluator> evaluators;
  private final List<Evaluator> floors;
  private final int budget;
  private int evaluations;

  /**
   * @param budget evaluations of all expressions and floors
   */
  Pieces(String symbol, List<Constraint> constraints, int budget) {
    this.symbol = symbol;
    this.budget = budget;
    this.constraints = constraints;
    evaluators = constraints.stream().map(c -> evaluator(c.dim())).toList();
    floors =
        new TreeSet<>(constraints.stream().flatMap(c -> c.dim().atoms().stream()).toList())
            .stream()
                .filter(Atom.Floor.class::isInstance)
                .map(floor -> evaluator(Dim.of(floor)))
                .toList();
  }

  private Evaluator evaluator(Dim dim) {
    return new Evaluator(dim, List.of(symbol));
  }

  /**
   * The smallest value, or null if there is none.
   *
   * @throws BudgetExceeded if that takes too many pieces
   */
  @Nullable BigInteger smallest() {
    long end = end();
    for (long from = 1, last; from <= end; from = last + 1) {
      last = last(from);
      BigInteger found = smallest(from, last);
      if (found != null) {
        return found;
      }
    }
    if (end < MOST) {
      return null;
    }
    throw new BudgetExceeded("values of " + symbol + " over 2^56 would have to be searched");
  }

  /** A value up to which there is a solution if there is one; {@link #MOST} where none is known. */
  private long end() {
    List<Constraint> rest = new ArrayList<>(constraints);
    rest.removeIf(c -> c.demand() == Constraint.Demand.NONZERO);
    if (rest.size() != constraints.size() - 1) {
      return MOST;
    }
    Dim dim = constraints.stream().filter(c -> !rest.contains(c)).findFirst().orElseThrow().dim();
    try {
      SymbolValues others = SymbolValues.of(symbol, rest);
      BigInteger period = Periods.of(List.of(dim)).getOrDefault(symbol, BigInteger.ONE);
      BigInteger common = Periods.lcm(period, BigInteger.valueOf(others.period()));
      BigInteger count = BigInteger.valueOf(Periods.degree(dim, symbol) + 1L);
      return others
          .lastChange()
          .add(common.multiply(count))
          .min(BigInteger.valueOf(MOST))
          .longValueExact();
    } catch (BudgetExceeded exceeded) {
      return MOST;
    }
  }

  /** The last value up to which no floor changes, by steps that double and then halve. */
  private long last(long from) {
    List<BigInteger> values = floors.stream().map(floor -> at(floor, from)).toList();
    long last = from;
    long step = 1;
    while (last + step <= MOST && isConstant(values, last + step)) {
      last += step;
      step *= 2;
    }
    for (step /= 2; step > 0; step /= 2) {
      if (last + step <= MOST && isConstant(values, last + step)) {
        last += step;
      }
    }
    return last;
  }

  private boolean isConstant(List<BigInteger> values, long at) {
    for (int i = 0; i < values.size(); i++) {
      if (!values.get(i).equals(at(floors.get(i), at))) {
        return false;
      }
    }
    return true;
  }

  /** The smallest solution in a piece, or null. */
  private @Nullable BigInteger smallest(long from, long last) {
    Intervals meets = upTo(last - from);
    for (int i = 0; i < constraints.size() && !meets.isEmpty(); i++) {
      meets = meets.and(where(i, from, last));
    }
    BigInteger h = meets.next(BigInteger.ZERO);
    return h == null ? null : h.add(BigInteger.valueOf(from));
  }

  /** The {@code h} of at least 0 for which {@code from + h}, in a piece, meets a constraint. */
  private Intervals where(int constraint, long from, long last) {
    Constraint.Demand demand = constraints.get(constraint).demand();
    int degree = Periods.degree(constraints.get(constraint).dim(), symbol);
    List<BigInteger> values = new ArrayList<>();
    for (long value = from; value <= Math.min(last, from + degree); value++) {
      values.add(at(evaluators.get(constraint), value));
    }
    // On a piece shorter than that, the polynomial through all its values does as well.
    return Differences.of(values).where(demand);
  }

  private static Intervals upTo(long most) {
    return Intervals.NONE.with(BigInteger.ZERO, BigInteger.valueOf(most + 1));
  }

  private BigInteger at(Evaluator evaluator, long value) {
    if (++evaluations > budget) {
      throw new BudgetExceeded(symbol + " would have to be followed for too many values");
    }
    return evaluator.at(value);
  }
}
