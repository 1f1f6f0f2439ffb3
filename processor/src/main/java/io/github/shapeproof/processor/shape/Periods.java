package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Periods and degrees of quasi-polynomials.
 *
 * <p>Claim: let {@code m} be the period that {@link #of} gives for {@code v} in {@code f}. Then
 * {@code f} with {@code v = m * h + r} put in is, for every {@code r}, a polynomial in {@code h},
 * with coefficients that depend on the other symbols, of a degree of at most {@link #degree}.
 *
 * <p>By induction {@link #require} makes every coefficient of {@code h} in {@code p} divisible by
 * {@code modulus}: a symbol gives {@code m * h + r} with {@code modulus | m}; sums and products of
 * such are such; and {@code floor(q / d)} is {@code q' / d + floor(r' / d)}, where {@code q'}, the
 * part of {@code q} with {@code h}, is divisible by {@code d * modulus} because that was required
 * of {@code q}. A coefficient {@code c} of a term relaxes its demand by {@code gcd(c, modulus)}.
 */
final class Periods {
  private Periods() {}

  /** The period in each symbol under which all {@code dims} are polynomials. */
  static SortedMap<String, BigInteger> of(Collection<Dim> dims) {
    SortedMap<String, BigInteger> periods = new TreeMap<>();
    for (Dim dim : dims) {
      Map<Atom, BigInteger> required = new HashMap<>();
      require(dim, BigInteger.ONE, required);
      List<Atom.Floor> floors = dim.floors();
      for (int i = floors.size() - 1; i >= 0; i--) {
        Atom.Floor floor = floors.get(i);
        BigInteger modulus = required.getOrDefault(floor, BigInteger.ONE);
        require(floor.dividend(), floor.divisor().multiply(modulus), required);
      }
      required.forEach(
          (atom, modulus) -> {
            if (atom instanceof Atom.Symbol symbol) {
              periods.merge(symbol.name(), modulus, Periods::lcm);
            }
          });
    }
    return periods;
  }

  private static void require(Dim dim, BigInteger modulus, Map<Atom, BigInteger> required) {
    for (Map.Entry<Monomial, BigInteger> term : dim.terms().entrySet()) {
      BigInteger rest = modulus.divide(modulus.gcd(term.getValue()));
      term.getKey().atoms().forEach(atom -> required.merge(atom, rest, Periods::lcm));
    }
  }

  static BigInteger lcm(BigInteger a, BigInteger b) {
    return a.divide(a.gcd(b)).multiply(b);
  }

  /** A bound of the degree of {@code dim} in {@code symbol}, residue by residue. */
  static int degree(Dim dim, String symbol) {
    Map<Atom, Integer> degrees = new HashMap<>();
    degrees.put(new Atom.Symbol(symbol), 1);
    dim.floors().forEach(floor -> degrees.put(floor, degree(floor.dividend(), degrees)));
    return degree(dim, degrees);
  }

  private static int degree(Dim dim, Map<Atom, Integer> degrees) {
    int degree = 0;
    for (Monomial monomial : dim.terms().keySet()) {
      int sum = monomial.atoms().stream().mapToInt(a -> degrees.getOrDefault(a, 0)).sum();
      degree = Math.max(degree, sum);
    }
    return degree;
  }
}
