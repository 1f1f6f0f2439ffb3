package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Proves that a polynomial is never negative where linear inequalities hold, by successive
 * substitution: with every symbol {@code x} written as {@code x' + 1}, a polynomial without
 * negative coefficients is never negative. Else the domain is cut in two, {@code x >= y} as {@code
 * x = y + x'} and {@code x < y} as {@code y = x + y'}, or an inequality {@code x <= p} is used as
 * {@code x = p - x'}, and each part is proved. What it proves is true; it may fail to prove what is
 * true.
 */
final class Positivity {
  private static final int DEPTH = 6;
  private static final int STEPS = 400;

  private int steps;

  /**
   * Whether {@code dim >= 0} was proved for all integers of at least 1 that meet {@code linear}.
   */
  boolean isNonnegative(Dim dim, Collection<String> symbols, List<Constraint> linear) {
    return prove(dim, linear, 0);
  }

  private boolean prove(Dim dim, List<Constraint> linear, int depth) {
    Dim shifted = dim;
    for (String symbol : dim.symbols()) {
      shifted = shifted.substitute(Map.of(symbol, Dim.symbol(symbol).plus(1)));
    }
    if (shifted.terms().values().stream().allMatch(c -> c.signum() >= 0)) {
      return true;
    }
    if (dim.symbols().size() == 1 && holdsForOne(dim, linear)) {
      return true;
    }
    if (!LinearForm.isFeasible(linear)) {
      return true;
    }
    if (depth == DEPTH || ++steps > STEPS) {
      return false;
    }
    for (Constraint bound : linear) {
      for (Map.Entry<String, Dim> slack : slacks(bound.normalized().dim(), dim)) {
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
    return prove(dim.substitute(binding), within, depth + 1);
  }
}
