package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Leaves out what rounding does not change: {@code ceil(H/2)} is {@code H/2} of an even {@code H},
 * and {@code 2*(H/2)} is {@code H}.
 */
public final class Rounding {
  private final BiPredicate<Dim, BigInteger> divides;

  /**
   * Rounding under what is known of some sizes.
   *
   * @param divides whether a size is a multiple of a number for every value of its symbols
   */
  public Rounding(BiPredicate<Dim, BigInteger> divides) {
    this.divides = divides;
  }

  /** The same size, in plainer words where there are any. */
  public Dim plain(Dim dim) {
    Dim sum = Dim.of(0);
    for (Map.Entry<Monomial, BigInteger> term : dim.mapFloors(this::floor).terms().entrySet()) {
      sum = sum.plus(product(term.getKey(), term.getValue()));
    }
    return sum;
  }

  /** {@code floor((p + c) / d)} is {@code p / d} for a multiple {@code p} and a {@code c < d}. */
  private Dim floor(Dim dividend, BigInteger divisor) {
    BigInteger more = dividend.constantTerm().mod(divisor);
    Dim multiple = dividend.minus(Dim.of(more));
    boolean isNeedless = more.signum() > 0 && divides.test(multiple, divisor);
    return (isNeedless ? multiple : dividend).floorDiv(divisor);
  }

  /** {@code c * (p / d)} is {@code c/g * (p / (d/g))} for a multiple {@code p}. */
  private Dim product(Monomial monomial, BigInteger coefficient) {
    BigInteger left = coefficient;
    Dim product = Dim.of(1);
    for (Atom atom : monomial.atoms()) {
      Dim factor = Dim.of(atom);
      if (atom instanceof Atom.Floor floor) {
        BigInteger common = left.gcd(floor.divisor());
        if (!common.equals(BigInteger.ONE) && divides.test(floor.dividend(), floor.divisor())) {
          left = left.divide(common);
          factor = floor.dividend().floorDiv(floor.divisor().divide(common));
        }
      }
      product = product.times(factor);
    }
    return product.times(left);
  }
}
