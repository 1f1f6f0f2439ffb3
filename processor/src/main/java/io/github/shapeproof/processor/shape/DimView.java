package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a normal form the way a person would have written it: {@code p - d * floor(p / d)} as a
 * remainder, {@code floor((p + d - 1) / d)} as a ceiling, and {@code floor((H + 1) / 2) - 2} as
 * {@code (H - 3) / 2}.
 */
final class DimView {
  private DimView() {}

  static <R> R accept(Dim dim, DimVisitor<R> visitor) {
    if (dim.isConstant()) {
      return visitor.constant(dim.constant());
    }
    Optional<Atom.Floor> remainder = remainder(dim);
    if (remainder.isPresent()) {
      return visitor.mod(remainder.get().dividend(), remainder.get().divisor());
    }
    Optional<Quotient> quotient = quotient(dim);
    if (quotient.isPresent()) {
      return quotient.get().accept(visitor);
    }
    List<Dim> parts = parts(dim);
    if (parts.size() > 1) {
      return visitor.sum(parts);
    }
    return term(dim, visitor);
  }

  /** A dimension that is one multiple of a product of atoms, or of a remainder. */
  private static <R> R term(Dim dim, DimVisitor<R> visitor) {
    List<Dim> factors = new ArrayList<>();
    if (dim.terms().size() > 1) {
      BigInteger factor = multipleOfRemainder(dim).orElseThrow();
      return visitor.product(List.of(Dim.of(factor), dim.mapCoefficients(c -> c.divide(factor))));
    }
    Monomial monomial = dim.terms().firstKey();
    BigInteger coefficient = dim.coefficient(monomial);
    if (!coefficient.equals(BigInteger.ONE)) {
      factors.add(Dim.of(coefficient));
    }
    monomial.atoms().forEach(atom -> factors.add(Dim.of(atom)));
    return factors.size() > 1 ? visitor.product(factors) : atom(monomial.atoms().get(0), visitor);
  }

  private static <R> R atom(Atom atom, DimVisitor<R> visitor) {
    if (atom instanceof Atom.Symbol symbol) {
      return visitor.symbol(symbol.name());
    }
    Atom.Floor floor = (Atom.Floor) atom;
    return new Quotient(floor.dividend(), floor.divisor(), Dim.of(0)).accept(visitor);
  }

  /**
   * The terms of a sum: multiples of remainders first recognized, then what is left, one by one.
   */
  private static List<Dim> parts(Dim dim) {
    List<Dim> remainders = new ArrayList<>();
    Dim rest = dim;
    for (Atom atom : dim.atoms()) {
      if (atom instanceof Atom.Floor floor) {
        BigInteger factor = rest.coefficient(Monomial.of(floor)).negate().divide(floor.divisor());
        Dim multiple = remainderOf(floor).times(factor);
        Dim without = rest.minus(multiple);
        if (factor.signum() > 0
            && without.terms().size() == rest.terms().size() - multiple.terms().size()) {
          remainders.add(multiple);
          rest = without;
        }
      }
    }
    List<Dim> parts = new ArrayList<>();
    rest.terms().forEach((monomial, c) -> parts.add(Dim.term(monomial, c)));
    int constants = rest.constantTerm().signum() == 0 ? 0 : 1;
    parts.addAll(parts.size() - constants, remainders);
    // A difference reads better than a sum that starts with a minus.
    int positive = 0;
    while (positive < parts.size() && sign(parts.get(positive)) < 0) {
      positive++;
    }
    if (positive < parts.size()) {
      parts.add(0, parts.remove(positive));
    }
    return parts;
  }

  private static int sign(Dim part) {
    return part.terms().values().iterator().next().signum();
  }

  private static Dim remainderOf(Atom.Floor floor) {
    return floor.dividend().minus(Dim.of(floor).times(floor.divisor()));
  }

  /** The floor of which {@code dim} is the remainder, if it is one. */
  private static Optional<Atom.Floor> remainder(Dim dim) {
    for (Atom atom : dim.atoms()) {
      if (atom instanceof Atom.Floor floor && dim.equals(remainderOf(floor))) {
        return Optional.of(floor);
      }
    }
    return Optional.empty();
  }

  /** The factor above 1 for which {@code dim} is that multiple of a remainder, if it is one. */
  private static Optional<BigInteger> multipleOfRemainder(Dim dim) {
    BigInteger common = Division.content(dim);
    Dim reduced = dim.mapCoefficients(c -> c.divide(common));
    return remainder(reduced).isPresent() ? Optional.of(common) : Optional.empty();
  }

  /**
   * The only floor of {@code dim} with what else can go over its divisor: multiples of the same
   * products, so that {@code H + floor(2 * H / 5)} is {@code 7*H/5}, and a negative constant.
   */
  private static Optional<Quotient> quotient(Dim dim) {
    List<Atom> floors = dim.atoms().stream().filter(Atom.Floor.class::isInstance).toList();
    if (floors.size() != 1 || dim.terms().size() == 1) {
      return Optional.empty();
    }
    Atom.Floor floor = (Atom.Floor) floors.get(0);
    Dim beside = dim.minus(Dim.of(floor));
    Dim constant = Dim.of(beside.constantTerm());
    boolean absorbed =
        constant.constant().signum() < 0 && floor.dividend().constantTerm().signum() > 0;
    Dim over = absorbed ? beside : beside.minus(constant);
    boolean fits =
        over.terms().keySet().stream()
            .allMatch(m -> m.equals(Monomial.ONE) || floor.dividend().terms().containsKey(m));
    if (!fits || over.is(0)) {
      return Optional.empty();
    }
    Dim dividend = floor.dividend().plus(over.times(floor.divisor()));
    return Optional.of(new Quotient(dividend, floor.divisor(), beside.minus(over)));
  }

  /** {@code floor(dividend / divisor) + constant}. */
  private record Quotient(Dim dividend, BigInteger divisor, Dim constant) {
    <R> R accept(DimVisitor<R> visitor) {
      if (!constant.is(0)) {
        return visitor.sum(List.of(dividend.floorDiv(divisor), constant));
      }
      BigInteger up = divisor.subtract(BigInteger.ONE);
      return dividend.constantTerm().equals(up)
          ? visitor.ceilDiv(dividend.minus(Dim.of(up)), divisor)
          : visitor.floorDiv(dividend, divisor);
    }
  }
}
