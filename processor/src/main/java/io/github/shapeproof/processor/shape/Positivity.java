package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Proves that a polynomial is never negative where linear inequalities hold. With every symbol
 * {@code x} written as {@code x' + m}, where {@code m} is the smallest value that the inequalities
 * leave it, a polynomial without negative coefficients is never negative. Else one of these steps
 * leads on:
 *
 * <ul>
 *   <li>an inequality {@code g >= 0} times a product of symbols is taken off, so that a negative
 *       term goes away;
 *   <li>an inequality {@code x >= p} or {@code x <= p} is used as {@code x = p + x'} or {@code x =
 *       p - x'};
 *   <li>the domain is cut in two, {@code x >= y} as {@code x = y + x'} and {@code x < y} as {@code
 *       y = x + y'}, and each part is proved.
 * </ul>
 *
 * <p>Short proofs are looked for first. What it proves is true; it may fail to prove what is true.
 */
final class Positivity {
  private static final int DEPTH = 6;
  private static final int STEPS = 300;
  private static final int ALL_STEPS = 1 << 11;

  private int steps;
  private int allSteps;

  /**
   * Whether {@code dim >= 0} was proved for all integers of at least 1 that meet {@code linear}.
   */
  boolean isNonnegative(Dim dim, List<Constraint> linear) {
    steps = 0;
    for (int depth = 0; depth <= DEPTH; depth++) {
      if (prove(dim, linear, depth)) {
        return true;
      }
    }
    return false;
  }

  /** A proof of at most {@code depth} steps. */
  private boolean prove(Dim dim, List<Constraint> linear, int depth) {
    if (dim.isConstant() && dim.constant().signum() >= 0) {
      return true;
    }
    Problem domain = new Problem(dim.symbols(), linear);
    if (domain.isContradictory()) {
      return true;
    }
    Map<String, Dim> shift = shift(domain, 1);
    Dim shifted = dim.substitute(shift);
    if (shifted.terms().values().stream().allMatch(c -> c.signum() >= 0)) {
      return true;
    }
    if (dim.symbols().size() == 1 && holdsForOne(dim, linear)) {
      return true;
    }
    if (!LinearForm.isFeasible(linear)) {
      return true;
    }
    if (++allSteps > ALL_STEPS) {
      throw new BudgetExceeded("bounding products of symbols takes over " + ALL_STEPS + " steps");
    }
    if (depth == 0 || ++steps > STEPS) {
      return false;
    }
    List<Constraint> bounds = linear.stream().map(Constraint::normalized).toList();
    for (Constraint bound : bounds) {
      for (Dim rest : remainders(shifted, bound.dim().substitute(shift))) {
        if (prove(rest.substitute(shift(domain, -1)), linear, depth - 1)) {
          return true;
        }
      }
    }
    for (Constraint bound : bounds) {
      for (Map.Entry<String, Dim> slack : slacks(bound.dim(), dim)) {
        if (proveWith(slack, dim, linear, depth)) {
          return true;
        }
      }
    }
    List<String> symbols = List.copyOf(dim.symbols());
    for (int i = 0; i < symbols.size(); i++) {
      for (int j = i + 1; j < symbols.size(); j++) {
        String x = symbols.get(i);
        String y = symbols.get(j);
        Dim above = Dim.symbol(x).plus(Dim.symbol(y));
        // x >= y, with x - y + 1 as the new x; and y > x, with y - x as the new y.
        if (proveWith(Map.entry(x, above.minus(1)), dim, linear, depth)
            && proveWith(Map.entry(y, above), dim, linear, depth)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Each symbol plus its smallest value, or minus it to get back. */
  private static Map<String, Dim> shift(Problem domain, int sign) {
    Map<String, Dim> shift = new TreeMap<>();
    domain
        .values()
        .forEach(
            (symbol, values) -> {
              Dim least = Dim.of(values.least()).times(sign);
              shift.put(symbol, Dim.symbol(symbol).plus(least));
            });
    return shift;
  }

  /**
   * Multiples of {@code dim} less multiples of {@code bound}, each with one negative term gone; all
   * symbols are at least 0 here.
   */
  private static List<Dim> remainders(Dim dim, Dim bound) {
    List<Dim> remainders = new ArrayList<>();
    dim.terms()
        .forEach(
            (monomial, c) ->
                bound
                    .terms()
                    .forEach(
                        (own, d) -> {
                          if (c.signum() < 0 && d.signum() < 0 && own.isAtom()) {
                            List<Atom> cofactor = new ArrayList<>(monomial.atoms());
                            if (cofactor.remove(own.atoms().get(0))) {
                              BigInteger common = c.gcd(d);
                              Dim multiple =
                                  bound.times(
                                      Dim.term(new Monomial(cofactor), c.negate().divide(common)));
                              remainders.add(dim.times(d.negate().divide(common)).minus(multiple));
                            }
                          }
                        }));
    return remainders;
  }

  private static boolean holdsForOne(Dim dim, List<Constraint> linear) {
    String symbol = dim.symbols().first();
    List<Constraint> own = new ArrayList<>();
    own.add(Constraint.nonnegative(dim.times(-1).minus(1)));
    linear.stream()
        .filter(c -> List.of(symbol).equals(List.copyOf(c.dim().symbols())))
        .forEach(own::add);
    return SymbolValues.of(symbol, own).isEmpty();
  }

  /**
   * A bound {@code x >= p} as {@code x = p - 1 + x'}, and {@code x <= p} as {@code x = p + 1 - x'},
   * for each symbol of {@code dim} with the coefficient 1 or -1 in it.
   */
  private static List<Map.Entry<String, Dim>> slacks(Dim bound, Dim dim) {
    List<Map.Entry<String, Dim>> slacks = new ArrayList<>();
    for (String symbol : bound.symbols()) {
      Dim x = Dim.symbol(symbol);
      BigInteger c = bound.coefficient(Monomial.of(new Atom.Symbol(symbol)));
      if (c.abs().equals(BigInteger.ONE) && dim.symbols().contains(symbol)) {
        Dim end = x.minus(bound.times(c));
        Dim slack = x.minus(1).times(c);
        if (!end.plus(slack).equals(x)) {
          slacks.add(Map.entry(symbol, end.plus(slack)));
        }
      }
    }
    return slacks;
  }

  private boolean proveWith(
      Map.Entry<String, Dim> entry, Dim dim, List<Constraint> linear, int depth) {
    Map<String, Dim> binding = Map.ofEntries(entry);
    List<Constraint> within = new ArrayList<>();
    linear.forEach(c -> within.add(c.substitute(binding)));
    within.add(Constraint.nonnegative(entry.getValue().minus(1)));
    if (within.stream().anyMatch(Constraint::isFalse)) {
      return true;
    }
    within.removeIf(Constraint::isTrue);
    return prove(dim.substitute(binding), within, depth - 1);
  }
}
