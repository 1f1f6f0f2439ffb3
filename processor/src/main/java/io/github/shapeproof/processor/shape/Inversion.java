package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a symbol from a size that rounds it: of what is {@code k * floor((a * symbol + b) / d) + c}
 * for positive numbers {@code k}, {@code a} and {@code d}, however it is written, the smallest
 * symbol that reaches a size {@code n} is
 *
 * <pre>
 *   ceil((d * ceil((n - c) / k) - b) / a)
 * </pre>
 */
public final class Inversion {
  private Inversion() {}

  /**
   * The smallest value of a symbol, be it below 1, with which {@code dim} is at least {@code size}:
   * 9 for {@code (H + 1)/2} and 5. Empty where {@code dim} is of another form.
   */
  public static Optional<Dim> least(Dim dim, String symbol, Dim size) {
    Monomial alone = Monomial.of(new Atom.Symbol(symbol));
    BigInteger linear = dim.coefficient(alone);
    Dim rest = dim.minus(Dim.term(alone, linear));
    List<Atom> rounded =
        rest.atoms().stream().filter(atom -> Dim.of(atom).symbols().contains(symbol)).toList();
    if (rounded.size() != 1 || !(rounded.get(0) instanceof Atom.Floor floor)) {
      return Optional.empty();
    }
    BigInteger times = rest.coefficient(Monomial.of(floor));
    Dim added = rest.minus(Dim.of(floor).times(times));
    if (times.signum() == 0
        || added.symbols().contains(symbol)
        || linear.mod(times.abs()).signum() != 0) {
      return Optional.empty();
    }
    BigInteger divisor = floor.divisor();
    Dim dividend = times.signum() > 0 ? floor.dividend() : negated(floor);
    return dividend
        .slope(symbol)
        .map(slope -> slope.add(linear.divide(times.abs()).multiply(divisor)))
        .filter(slope -> slope.signum() > 0)
        .map(
            slope -> {
              Dim offset = dividend.substitute(Map.of(symbol, Dim.of(0)));
              Dim floors = ceilDiv(size.minus(added), times.abs());
              return ceilDiv(floors.times(divisor).minus(offset), slope);
            });
  }

  /**
   * The dividend of the same floor with a minus: {@code -floor(p / d) = floor((d - 1 - p) / d)}.
   */
  private static Dim negated(Atom.Floor floor) {
    return Dim.of(floor.divisor().subtract(BigInteger.ONE)).minus(floor.dividend());
  }

  private static Dim ceilDiv(Dim dim, BigInteger divisor) {
    return dim.plus(Dim.of(divisor.subtract(BigInteger.ONE))).floorDiv(divisor);
  }
}
