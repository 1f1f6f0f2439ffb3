package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides whether an expression is zero everywhere on a product of sets, one for each symbol.
 *
 * <p>Fix a symbol {@code v}, the expression's period {@code m} in it, and the common multiple of
 * that with the period of the set. In each residue class the expression is a polynomial in {@code
 * v} of degree at most {@code n}, and so is zero on all members of the class when it is zero on
 * {@code n + 1} of them, or on all if there are fewer. So {@code v} may be replaced by finitely
 * many numbers, and then the next symbol.
 *
 * <p>Most of those numbers can be spared. Where no floor mixes {@code v} with another symbol, the
 * expression is a sum of {@code A_i(v) * B_i}, with {@code B_i} free of {@code v}. It is zero for
 * all {@code v} of the sample when it is zero for those whose vectors {@code (A_1(v), A_2(v), …)}
 * span all of them: at most as many as there are different {@code A_i}. Products are so decided
 * symbol by symbol, at the cost of the sum of the periods and not of their product.
 */
final class Grid {
  private final Problem problem;
  private int evaluations;

  /** A grid over the values that the problem leaves each symbol by itself. */
  Grid(Problem problem) {
    this.problem = problem;
  }

  boolean isZero(Dim dim) {
    if (dim.isConstant()) {
      return dim.is(0);
    }
    String symbol = choose(dim);
    for (BigInteger value : values(dim, symbol)) {
      spend(1);
      if (!isZero(dim.substitute(Map.of(symbol, Dim.of(value))))) {
        return false;
      }
    }
    return true;
  }

  /** A symbol that no floor mixes with another if there is one. */
  private static String choose(Dim dim) {
    SortedSet<String> symbols = dim.symbols();
    return symbols.stream().filter(s -> isSeparate(dim, s)).findFirst().orElse(symbols.first());
  }

  private static boolean isSeparate(Dim dim, String symbol) {
    return dim.atoms().stream()
        .map(atom -> Dim.of(atom).symbols())
        .noneMatch(symbols -> symbols.size() > 1 && symbols.contains(symbol));
  }

  private List<BigInteger> values(Dim dim, String symbol) {
    SymbolValues set = problem.values(symbol);
    BigInteger period = Periods.of(List.of(dim)).getOrDefault(symbol, BigInteger.ONE);
    BigInteger common = Periods.lcm(period, BigInteger.valueOf(set.period()));
    int degree = Periods.degree(dim, symbol);
    if (common.bitLength() > 30) {
      throw new BudgetExceeded("`" + symbol + "` has a period of " + common);
    }
    spend(common.intValue() * (degree + 1L));
    List<BigInteger> sample = set.sample(common.intValue() / set.period(), degree + 1);
    return isSeparate(dim, symbol) ? spanning(dim, symbol, sample) : sample;
  }

  private void spend(long count) {
    evaluations = (int) Math.min(Integer.MAX_VALUE, evaluations + count);
    if (evaluations > BudgetExceeded.EVALUATIONS) {
      throw new BudgetExceeded(
          "comparing takes more than " + BudgetExceeded.EVALUATIONS + " evaluations");
    }
  }

  /** Of the sample those values whose vectors are linearly independent. */
  private static List<BigInteger> spanning(Dim dim, String symbol, List<BigInteger> sample) {
    List<Dim> parts = new ArrayList<>();
    SortedSet<Monomial> seen = new TreeSet<>();
    for (Monomial monomial : dim.terms().keySet()) {
      List<Atom> own =
          monomial.atoms().stream().filter(a -> Dim.of(a).symbols().contains(symbol)).toList();
      if (seen.add(new Monomial(own))) {
        parts.add(Dim.term(new Monomial(own), BigInteger.ONE));
      }
    }
    List<BigInteger> chosen = new ArrayList<>();
    SortedMap<Integer, BigInteger[]> basis = new TreeMap<>();
    for (BigInteger value : sample) {
      Map<String, BigInteger> at = Map.of(symbol, value);
      BigInteger[] vector =
          parts.stream().map(part -> part.evaluate(at)).toArray(BigInteger[]::new);
      if (extend(basis, vector)) {
        chosen.add(value);
        if (chosen.size() == parts.size()) {
          break;
        }
      }
    }
    return chosen;
  }

  /** Adds a vector to a basis in echelon form, by leading index; false if it is in its span. */
  private static boolean extend(SortedMap<Integer, BigInteger[]> basis, BigInteger[] vector) {
    for (int i = 0; i < vector.length; i++) {
      if (vector[i].signum() == 0) {
        continue;
      }
      BigInteger[] pivot = basis.get(i);
      if (pivot == null) {
        basis.put(i, vector);
        return true;
      }
      BigInteger factor = vector[i];
      for (int j = i; j < vector.length; j++) {
        vector[j] = vector[j].multiply(pivot[i]).subtract(pivot[j].multiply(factor));
      }
    }
    return false;
  }
}
