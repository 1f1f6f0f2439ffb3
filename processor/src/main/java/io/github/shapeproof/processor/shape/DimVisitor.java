package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.List;

/**
 * What a {@link Dim} is made of, in the form in which a person would write it. A visitor sees each
 * remainder and each ceiling as such, so text and generated code need not rediscover them.
 *
 * @param <R> what visiting yields
 */
public interface DimVisitor<R> {
  /** A number, possibly negative. */
  R constant(BigInteger value);

  /** A symbol. */
  R symbol(String name);

  /** A sum of two or more terms; a subtraction is a term with a negative factor. */
  R sum(List<Dim> terms);

  /** A product of two or more factors; a constant, if any, comes first. */
  R product(List<Dim> factors);

  /** The largest integer at most {@code dividend / divisor}. */
  R floorDiv(Dim dividend, BigInteger divisor);

  /** The smallest integer at least {@code dividend / divisor}. */
  R ceilDiv(Dim dividend, BigInteger divisor);

  /** The remainder that matches {@link #floorDiv}: from 0 to {@code divisor - 1}. */
  R mod(Dim dividend, BigInteger divisor);
}
