package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Evaluates one dimension at many points: exact in {@code long}, in {@code BigInteger} beyond. */
final class Evaluator {
  private final Dim dim;
  private final List<String> symbols;
  private final Polynomial polynomial;
  private final boolean fast;

  /** An evaluator for values given in the order of {@code symbols}. */
  Evaluator(Dim dim, List<String> symbols) {
    this.dim = dim;
    this.symbols = symbols;
    this.polynomial = new Polynomial(dim, symbols);
    this.fast = polynomial.fitsLong;
  }

  BigInteger at(long... values) {
    if (fast) {
      try {
        return BigInteger.valueOf(polynomial.at(values));
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
    if (fast) {
      try {
        return Long.signum(polynomial.at(values));
      } catch (ArithmeticException overflow) {
        // Exact in BigInteger below.
      }
    }
    return at(values).signum();
  }

  private static final class Polynomial {
    private final boolean fitsLong;
    private final long[] coefficients;
    private final int[][] factors;
    private final int[] symbol;
    private final Polynomial[] dividend;
    private final long[] divisor;

    Polynomial(Dim dim, List<String> symbols) {
      List<Atom> atoms = dim.atoms();
      symbol = new int[atoms.size()];
      dividend = new Polynomial[atoms.size()];
      divisor = new long[atoms.size()];
      boolean fits = true;
      for (int i = 0; i < atoms.size(); i++) {
        if (atoms.get(i) instanceof Atom.Floor floor) {
          dividend[i] = new Polynomial(floor.dividend(), symbols);
          fits &= dividend[i].fitsLong && floor.divisor().bitLength() < Long.SIZE;
          divisor[i] = floor.divisor().longValue();
        } else {
          symbol[i] = symbols.indexOf(((Atom.Symbol) atoms.get(i)).name());
        }
      }
      coefficients = new long[dim.terms().size()];
      factors = new int[dim.terms().size()][];
      int t = 0;
      for (Map.Entry<Monomial, BigInteger> term : dim.terms().entrySet()) {
        fits &= term.getValue().bitLength() < Long.SIZE;
        coefficients[t] = term.getValue().longValue();
        factors[t++] = term.getKey().atoms().stream().mapToInt(atoms::indexOf).toArray();
      }
      fitsLong = fits;
    }

    long at(long[] values) {
      long sum = 0;
      for (int t = 0; t < coefficients.length; t++) {
        long product = coefficients[t];
        for (int atom : factors[t]) {
          product = Math.multiplyExact(product, atom(atom, values));
        }
        sum = Math.addExact(sum, product);
      }
      return sum;
    }

    private long atom(int atom, long[] values) {
      return dividend[atom] == null
          ? values[symbol[atom]]
          : Math.floorDiv(dividend[atom].at(values), divisor[atom]);
    }
  }
}
