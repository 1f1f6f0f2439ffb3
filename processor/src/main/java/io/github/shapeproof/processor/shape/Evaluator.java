package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Evaluates one dimension at many points: exact in {@code long}, in {@code BigInteger} beyond. At
 * each point every floor is evaluated once, however often it occurs.
 */
final class Evaluator {
  private final Dim dim;
  private final List<String> symbols;

  /** The floors, inner ones first, and the whole. */
  private final List<Polynomial> steps = new ArrayList<>();

  /** The values of the symbols and of the steps, at one point. */
  private final long[] slots;

  private final boolean fitsLong;

  /** An evaluator for values given in the order of {@code symbols}. */
  Evaluator(Dim dim, List<String> symbols) {
    this.dim = dim;
    this.symbols = symbols;
    Map<Atom, Integer> places = new HashMap<>();
    symbols.forEach(symbol -> places.put(new Atom.Symbol(symbol), places.size()));
    for (Atom.Floor floor : dim.floors()) {
      steps.add(new Polynomial(floor.dividend(), floor.divisor(), places));
      places.put(floor, places.size());
    }
    steps.add(new Polynomial(dim, BigInteger.ONE, places));
    slots = new long[symbols.size() + steps.size()];
    fitsLong = steps.stream().allMatch(step -> step.fitsLong);
  }

  BigInteger at(long... values) {
    if (fitsLong) {
      try {
        return BigInteger.valueOf(fast(values));
      } catch (ArithmeticException overflow) {
        // Exact in BigInteger below.
      }
    }
    Map<String, BigInteger> map = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      map.put(symbols.get(i), BigInteger.valueOf(values[i]));
    }
    return dim.evaluate(map);
  }

  /** The sign of the value. */
  int signAt(long... values) {
    if (fitsLong) {
      try {
        return Long.signum(fast(values));
      } catch (ArithmeticException overflow) {
        // Exact in BigInteger below.
      }
    }
    return at(values).signum();
  }

  private long fast(long[] values) {
    System.arraycopy(values, 0, slots, 0, values.length);
    int slot = symbols.size();
    for (Polynomial step : steps) {
      slots[slot++] = step.at(slots);
    }
    return slots[slot - 1];
  }

  /** A sum of products of slots, and the divisor of its floor. */
  private static final class Polynomial {
    private final boolean fitsLong;
    private final long[] coefficients;
    private final int[][] factors;
    private final long divisor;

    Polynomial(Dim dim, BigInteger divisor, Map<Atom, Integer> places) {
      boolean fits = divisor.bitLength() < Long.SIZE;
      this.divisor = divisor.longValue();
      coefficients = new long[dim.terms().size()];
      factors = new int[dim.terms().size()][];
      int t = 0;
      for (Map.Entry<Monomial, BigInteger> term : dim.terms().entrySet()) {
        fits &= term.getValue().bitLength() < Long.SIZE;
        coefficients[t] = term.getValue().longValue();
        factors[t++] =
            term.getKey().atoms().stream().mapToInt(a -> places.getOrDefault(a, -1)).toArray();
      }
      fitsLong = fits;
    }

    long at(long[] slots) {
      long sum = 0;
      for (int t = 0; t < coefficients.length; t++) {
        long product = coefficients[t];
        for (int slot : factors[t]) {
          product = Math.multiplyExact(product, slots[slot]);
        }
        sum = Math.addExact(sum, product);
      }
      return divisor == 1 ? sum : Math.floorDiv(sum, divisor);
    }
  }
}
