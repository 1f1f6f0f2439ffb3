package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Products of symbols as symbols of their own: {@code 3*(K*W/2) >= K*W} as {@code 3*(t/2) >= t}. A
 * product is an integer of at least 1 as a symbol is, so what no value of the new symbols meets no
 * size meets either. The converse does not hold.
 */
final class Products {
  private Products() {}

  /** What constraints say of the products in them, without those that multiply by a floor. */
  static List<Constraint> asSymbols(List<Constraint> constraints) {
    List<Constraint> linear = new ArrayList<>();
    for (Constraint constraint : constraints) {
      asSymbols(constraint.dim())
          .ifPresent(dim -> linear.add(new Constraint(dim, constraint.demand())));
    }
    return linear;
  }

  private static Optional<Dim> asSymbols(Dim dim) {
    Dim sum = Dim.of(0);
    for (Map.Entry<Monomial, BigInteger> term : dim.terms().entrySet()) {
      Optional<Dim> product = asSymbol(term.getKey());
      if (product.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.plus(product.get().times(term.getValue()));
    }
    return Optional.of(sum);
  }

  private static Optional<Dim> asSymbol(Monomial monomial) {
    List<Atom> atoms = monomial.atoms();
    if (atoms.size() > 1) {
      return atoms.stream().allMatch(Atom.Symbol.class::isInstance)
          ? Optional.of(Dim.symbol(name(atoms)))
          : Optional.empty();
    }
    return atoms.size() == 1 && atoms.get(0) instanceof Atom.Floor floor
        ? asSymbols(floor.dividend()).map(dividend -> dividend.floorDiv(floor.divisor()))
        : Optional.of(Dim.term(monomial, BigInteger.ONE));
  }

  /** Not the text of the product: that has {@code _} for whatever nameless symbol. */
  private static String name(List<Atom> symbols) {
    return symbols.stream()
        .map(symbol -> ((Atom.Symbol) symbol).name())
        .collect(Collectors.joining("*"));
  }
}
