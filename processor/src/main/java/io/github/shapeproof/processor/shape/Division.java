package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Division of dimensions as polynomials: {@code (H*W + 2*W) / W} is {@code H + 2}. */
public final class Division {
  private Division() {}

  /**
   * The only dimension that times {@code divisor} may be {@code dividend}: the quotient, rounded
   * down where the divisor's numbers do not go into it, as in {@code 3*H*W / (2*W) = 3*H/2}.
   * Whether it is whole for every size is left to prove.
   *
   * @throws IllegalArgumentException if {@code divisor} is the constant 0
   */
  public static Optional<Dim> floor(Dim dividend, Dim divisor) {
    BigInteger content = content(divisor);
    Dim primitive =
        content.signum() == 0 ? divisor : divisor.mapCoefficients(c -> c.divide(content));
    return exact(dividend, primitive).map(quotient -> quotient.floorDiv(content));
  }

  /** The largest number that divides all coefficients; 0 of the constant 0. */
  static BigInteger content(Dim dim) {
    return dim.terms().values().stream().reduce(BigInteger.ZERO, BigInteger::gcd);
  }

  /**
   * The dimension that times {@code divisor} is {@code dividend} in normal form, if there is one.
   *
   * <p>Long division. The order of monomials, by degree and then by atoms, survives multiplication,
   * so each round removes the rest's leading term for good.
   *
   * @throws IllegalArgumentException if {@code divisor} is the constant 0
   */
  public static Optional<Dim> exact(Dim dividend, Dim divisor) {
    if (divisor.is(0)) {
      throw new IllegalArgumentException("division of " + dividend + " by 0");
    }
    Monomial leader = divisor.terms().firstKey();
    BigInteger coefficient = divisor.coefficient(leader);
    Dim quotient = Dim.of(0);
    Dim rest = dividend;
    while (!rest.is(0)) {
      Monomial leading = rest.terms().firstKey();
      Optional<Monomial> monomial = without(leading, leader);
      BigInteger[] parts = rest.coefficient(leading).divideAndRemainder(coefficient);
      if (monomial.isEmpty() || parts[1].signum() != 0) {
        return Optional.empty();
      }
      Dim term = Dim.term(monomial.get(), parts[0]);
      quotient = quotient.plus(term);
      rest = rest.minus(term.times(divisor));
    }
    return Optional.of(quotient);
  }

  private static Optional<Monomial> without(Monomial whole, Monomial part) {
    List<Atom> atoms = new ArrayList<>(whole.atoms());
    for (Atom atom : part.atoms()) {
      if (!atoms.remove(atom)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Monomial(List.copyOf(atoms)));
  }
}
