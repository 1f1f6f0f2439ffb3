package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sizes in terms of fewer symbols, by the equations among facts: {@code H == 2*K} puts {@code 2*K}
 * for {@code H}, and {@code H % 4 == 0} puts {@code 4*t} for it, with the new symbol {@code t =
 * H/4}. What the facts make equal often becomes the same polynomial, which can then be divided.
 *
 * <p>An equation is solved for a symbol that it is linear in, with the smallest coefficient there
 * is; under the floors that hold this symbol the new ones stand. A coefficient other than 1 leaves
 * a congruence, {@code 2*K == 3*L} that {@code 3*L} is even, to be solved in turn: so goes Euclid.
 */
final class Elimination {
  private static final int ROUNDS = 64;

  private final List<Dim> zeros = new ArrayList<>();

  /** What is put for a symbol, in terms of those that remain. */
  private final Map<String, Dim> solutions = new TreeMap<>();

  /** The new symbols, latest last. */
  private final List<Quotient> quotients = new ArrayList<>();

  /** An equation that says what {@code factor} times {@code symbol} is. */
  private record Solvable(Dim zero, String symbol, BigInteger factor) {}

  /**
   * A new symbol.
   *
   * @param floor what it stands for
   * @param factor a number of it
   * @param product what these are together, without it
   */
  private record Quotient(Atom.Symbol symbol, Dim floor, BigInteger factor, Dim product) {
    boolean divides(BigInteger coefficient) {
      return factor.signum() > 0 && coefficient.mod(factor).signum() == 0;
    }
  }

  private Elimination() {}

  static Elimination of(List<Constraint> facts) {
    Elimination elimination = new Elimination();
    facts.stream()
        .filter(fact -> fact.demand() == Constraint.Demand.ZERO)
        .forEach(fact -> elimination.zeros.add(fact.dim()));
    for (int round = 0; round < ROUNDS; round++) {
      Optional<Solvable> next = elimination.next();
      if (next.isEmpty()) {
        break;
      }
      elimination.solve(next.get());
    }
    return elimination;
  }

  private Optional<Solvable> next() {
    List<Solvable> solvable = new ArrayList<>();
    for (Dim zero : zeros) {
      for (Map.Entry<Monomial, BigInteger> term : zero.terms().entrySet()) {
        if (term.getKey().isAtom() && term.getKey().atoms().get(0) instanceof Atom.Symbol symbol) {
          boolean alone =
              zero.terms().keySet().stream()
                  .noneMatch(m -> !m.equals(term.getKey()) && m.atoms().contains(symbol));
          if (alone) {
            solvable.add(new Solvable(zero, symbol.name(), term.getValue()));
          }
        }
      }
    }
    return solvable.stream()
        .min(
            Comparator.comparing((Solvable one) -> one.factor().abs())
                .thenComparing(one -> floors(one).size()));
  }

  /** The floors over the symbol to solve for. */
  private static List<Atom.Floor> floors(Solvable one) {
    return one.zero().atoms().stream()
        .filter(Atom.Floor.class::isInstance)
        .map(Atom.Floor.class::cast)
        .filter(floor -> floor.dividend().symbols().contains(one.symbol()))
        .toList();
  }

  private void solve(Solvable one) {
    zeros.remove(one.zero());
    Dim zero = one.zero();
    for (Atom.Floor floor : floors(one)) {
      zero = named(zero, floor);
    }
    BigInteger factor = one.factor().abs();
    Dim product = product(zero, Monomial.of(new Atom.Symbol(one.symbol())));
    Dim solution = product.floorDiv(factor);
    Map<String, Dim> binding = Map.of(one.symbol(), solution);
    solutions.replaceAll((symbol, dim) -> dim.substitute(binding));
    solutions.put(one.symbol(), solution);
    zeros.replaceAll(dim -> dim.substitute(binding));
    zeros.add(product.minus(solution.times(factor)));
    zeros.removeIf(dim -> dim.is(0));
  }

  /** An equation with a new symbol for a floor. */
  private Dim named(Dim zero, Atom.Floor floor) {
    Atom.Symbol symbol = new Atom.Symbol("?" + quotients.size());
    Dim named = Dim.of(0);
    for (Map.Entry<Monomial, BigInteger> term : zero.terms().entrySet()) {
      List<Atom> atoms = new ArrayList<>(term.getKey().atoms());
      atoms.replaceAll(atom -> atom.equals(floor) ? symbol : atom);
      named = named.plus(term(atoms, term.getValue()));
    }
    Monomial alone = Monomial.of(symbol);
    BigInteger factor = named.coefficient(alone).abs();
    quotients.add(new Quotient(symbol, Dim.of(floor), factor, product(named, alone)));
    return named;
  }

  private static Dim term(List<Atom> atoms, BigInteger coefficient) {
    return Dim.term(
        atoms.stream().map(Monomial::of).reduce(Monomial.ONE, Monomial::times), coefficient);
  }

  /** What an equation says that the positive multiple of {@code monomial} in it is. */
  private static Dim product(Dim zero, Monomial monomial) {
    BigInteger factor = zero.coefficient(monomial);
    Dim rest = zero.minus(Dim.term(monomial, factor));
    return factor.signum() > 0 ? rest.times(-1) : rest;
  }

  /** The same size in terms of fewer symbols. */
  Dim reduce(Dim dim) {
    return dim.substitute(solutions);
  }

  /** The same size without new symbols. */
  Dim restore(Dim dim) {
    Dim restored = dim;
    for (int i = quotients.size() - 1; i >= 0; i--) {
      restored = restore(restored, quotients.get(i));
    }
    return restored;
  }

  /** Puts {@code H} for {@code 4*t} where it can, else {@code H/4} for {@code t}. */
  private static Dim restore(Dim dim, Quotient quotient) {
    Dim sum = Dim.of(0);
    for (Map.Entry<Monomial, BigInteger> term : dim.terms().entrySet()) {
      List<Atom> atoms = new ArrayList<>(term.getKey().atoms());
      BigInteger coefficient = term.getValue();
      Dim products = Dim.of(1);
      while (quotient.divides(coefficient) && atoms.remove(quotient.symbol())) {
        coefficient = coefficient.divide(quotient.factor());
        products = products.times(quotient.product());
      }
      sum = sum.plus(products.times(term(atoms, coefficient)));
    }
    return sum.substitute(Map.of(quotient.symbol().name(), quotient.floor()));
  }
}
