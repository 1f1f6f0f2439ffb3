package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A polynomial {@code g} with integer values, given by its forward differences at 0: {@code g(h)}
 * is the sum of {@code differences[k] * binomial(h, k)}. Dropping the first difference gives {@code
 * g(h + 1) - g(h)}, of one degree less, which is how {@link #nonnegative} finds exactly where
 * {@code g >= 0}.
 */
record Differences(List<BigInteger> differences) {

  /** The polynomial of degree below {@code values.size()} with these values at 0, 1, 2, … */
  static Differences of(List<BigInteger> values) {
    List<BigInteger> differences = new ArrayList<>();
    List<BigInteger> row = values;
    while (!row.isEmpty()) {
      differences.add(row.get(0));
      List<BigInteger> next = new ArrayList<>();
      for (int i = 1; i < row.size(); i++) {
        next.add(row.get(i).subtract(row.get(i - 1)));
      }
      row = next;
    }
    return trimmed(differences);
  }

  private static Differences trimmed(List<BigInteger> differences) {
    int length = differences.size();
    while (length > 0 && differences.get(length - 1).signum() == 0) {
      length--;
    }
    return new Differences(List.copyOf(differences.subList(0, length)));
  }

  private BigInteger at(BigInteger h) {
    BigInteger sum = BigInteger.ZERO;
    BigInteger binomial = BigInteger.ONE;
    for (int k = 0; k < differences.size(); k++) {
      sum = sum.add(binomial.multiply(differences.get(k)));
      BigInteger factor = h.subtract(BigInteger.valueOf(k));
      binomial = binomial.multiply(factor).divide(BigInteger.valueOf(k + 1L));
    }
    return sum;
  }

  private Intervals roots() {
    Differences negated = new Differences(differences.stream().map(BigInteger::negate).toList());
    return nonnegative().and(negated.nonnegative());
  }

  /** The {@code h >= 0} whose values meet {@code demand}. */
  Intervals where(Constraint.Demand demand) {
    if (differences.size() <= 1) {
      int sign = differences.isEmpty() ? 0 : differences.get(0).signum();
      return demand.admits(sign) ? Intervals.ALL : Intervals.NONE;
    }
    return switch (demand) {
      case NONNEGATIVE -> nonnegative();
      case ZERO -> roots();
      case NONZERO -> roots().not();
    };
  }

  /**
   * The {@code h >= 0} with {@code g(h) >= 0}. The intervals where the next difference is, and is
   * not, negative are known by recursion, and on each of them {@code g} is monotone, so that a
   * binary search finds the one place where its sign changes. On the last one, which has no end, a
   * polynomial that is not constant grows without bound, and doubling finds a place beyond the
   * change.
   */
  private Intervals nonnegative() {
    if (differences.size() <= 1) {
      boolean holds = differences.isEmpty() || differences.get(0).signum() >= 0;
      return holds ? Intervals.ALL : Intervals.NONE;
    }
    if (differences.size() == 2) {
      return nonnegativeLine(differences.get(0), differences.get(1));
    }
    Intervals rising = new Differences(differences.subList(1, differences.size())).nonnegative();
    Intervals falling = rising.not();
    Intervals found = Intervals.NONE;
    BigInteger low = BigInteger.ZERO;
    while (true) {
      boolean up = low.equals(rising.next(low));
      BigInteger end = (up ? falling : rising).next(low);
      BigInteger change = change(low, end, up);
      found = up ? found.with(change, end) : found.with(low, change);
      if (end == null) {
        return found;
      }
      low = end;
    }
  }

  /** The {@code h >= 0} with {@code start + slope * h >= 0}. */
  private static Intervals nonnegativeLine(BigInteger start, BigInteger slope) {
    if (slope.signum() < 0) {
      return start.signum() < 0
          ? Intervals.NONE
          : Intervals.NONE.with(BigInteger.ZERO, start.divide(slope.negate()).add(BigInteger.ONE));
    }
    BigInteger missing = start.negate().max(BigInteger.ZERO);
    BigInteger low = missing.add(slope).subtract(BigInteger.ONE).divide(slope);
    return Intervals.NONE.with(low, null);
  }

  /**
   * The first {@code h} in {@code [low, end)} at which {@code g} is no longer negative, or with
   * {@code up} false is negative for the first time; {@code end} if there is none.
   */
  private BigInteger change(BigInteger low, @Nullable BigInteger end, boolean up) {
    BigInteger high = end;
    if (high == null) {
      BigInteger step = BigInteger.ONE;
      high = low;
      while (at(high).signum() >= 0 != up) {
        high = low.add(step);
        step = step.shiftLeft(1);
      }
    }
    BigInteger first = low;
    while (first.compareTo(high) < 0) {
      BigInteger middle = first.add(high).shiftRight(1);
      if (at(middle).signum() >= 0 == up) {
        high = middle;
      } else {
        first = middle.add(BigInteger.ONE);
      }
    }
    return first;
  }
}
