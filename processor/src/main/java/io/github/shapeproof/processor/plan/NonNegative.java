package io.github.shapeproof.processor.plan;

import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.DimVisitor;
import java.math.BigInteger;
import java.util.List;

/**
 * Sees at a glance that an expression is never below zero: nothing in it is subtracted. Enough to
 * shorten a text, and much cheaper than a proof.
 */
final class NonNegative implements DimVisitor<Boolean> {
  private static final NonNegative INSTANCE = new NonNegative();

  private NonNegative() {}

  /** Whether it is obvious; false says nothing. */
  static boolean isObvious(Dim dim) {
    return dim.accept(INSTANCE);
  }

  @Override
  public Boolean constant(BigInteger value) {
    return value.signum() >= 0;
  }

  @Override
  public Boolean symbol(String name) {
    return true;
  }

  @Override
  public Boolean sum(List<Dim> terms) {
    return terms.stream().allMatch(NonNegative::isObvious);
  }

  @Override
  public Boolean product(List<Dim> factors) {
    return factors.stream().allMatch(NonNegative::isObvious);
  }

  @Override
  public Boolean floorDiv(Dim dividend, BigInteger divisor) {
    return isObvious(dividend);
  }

  @Override
  public Boolean ceilDiv(Dim dividend, BigInteger divisor) {
    return isObvious(dividend);
  }

  @Override
  public Boolean mod(Dim dividend, BigInteger divisor) {
    return true;
  }
}
