package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Dim;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A positive scale, exactly. A double in an annotation stands for the simplest fraction that rounds
 * to it, so that 1.4 is 7/5 and nothing is lost to binary rounding.
 *
 * @param numerator at least 1
 * @param denominator at least 1, without a factor in common with the numerator
 */
record Fraction(BigInteger numerator, BigInteger denominator) {

  /**
   * The fraction of the smallest denominator, then of the smallest numerator, among those that
   * round to {@code value}: the first in the Stern–Brocot tree that lies in the interval of such
   * numbers, found by continued fractions.
   *
   * @throws IllegalArgumentException if the value is not a positive finite number
   */
  static Fraction simplest(double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(value + " is not a positive finite number");
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal two = BigDecimal.valueOf(2);
    BigDecimal low = exact.add(new BigDecimal(Math.nextDown(value))).divide(two);
    BigDecimal high =
        value == Double.MAX_VALUE
            ? exact.add(new BigDecimal(Math.ulp(value)).divide(two))
            : exact.add(new BigDecimal(Math.nextUp(value))).divide(two);
    // A number midway between two doubles rounds to the one with an even significand.
    boolean closed = (Double.doubleToLongBits(value) & 1) == 0;
    return between(exact(low), exact(high), closed);
  }

  private static Fraction exact(BigDecimal value) {
    return value.scale() <= 0
        ? new Fraction(value.toBigIntegerExact(), BigInteger.ONE)
        : new Fraction(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
  }

  /**
   * The simplest fraction from {@code low} to {@code high}, the ends among them if {@code closed}.
   */
  private static Fraction between(Fraction low, Fraction high, boolean closed) {
    BigInteger[] parts = low.numerator.divideAndRemainder(low.denominator);
    BigInteger whole = parts[0];
    if (closed && parts[1].signum() == 0 && whole.signum() > 0) {
      return new Fraction(whole, BigInteger.ONE);
    }
    BigInteger next = whole.add(BigInteger.ONE);
    int order = next.multiply(high.denominator).compareTo(high.numerator);
    if (order < 0 || (closed && order == 0)) {
      return new Fraction(next, BigInteger.ONE);
    }
    Fraction rest = between(high.minus(whole).inverse(), low.minus(whole).inverse(), closed);
    return new Fraction(whole.multiply(rest.numerator).add(rest.denominator), rest.numerator);
  }

  private Fraction minus(BigInteger whole) {
    return new Fraction(numerator.subtract(whole.multiply(denominator)), denominator);
  }

  private Fraction inverse() {
    return new Fraction(denominator, numerator);
  }

  /** Whether both numbers fit a long, so that sizes can be computed with them. */
  boolean isPractical() {
    return numerator.bitLength() < Long.SIZE && denominator.bitLength() < Long.SIZE;
  }

  /** {@code floor(n * this)}. */
  Dim of(Dim n) {
    return n.times(Dim.of(numerator)).floorDiv(denominator.longValueExact());
  }

  @Override
  public String toString() {
    return denominator.equals(BigInteger.ONE)
        ? numerator.toString()
        : numerator + "/" + denominator;
  }
}
