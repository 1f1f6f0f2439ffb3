package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tries likely values of the symbols of a {@link Problem} that is too large for all of them: where
 * floors become 1, and small ones. A solution is then made smaller symbol by symbol, the others
 * held, so that no symbol alone can be smaller.
 */
final class Probes {
  private static final int MOST = 1 << 14;

  /** Evaluations worth a smaller value. */
  private static final int FOLLOWED = 1 << 16;

  private final Problem problem;
  private final List<Evaluator> evaluators;
  private int tried;

  Probes(Problem problem) {
    this.problem = problem;
    evaluators =
        problem.constraints().stream().map(c -> new Evaluator(c.dim(), problem.free())).toList();
  }

  /** Some solution; empty where none was found, which says nothing. */
  Optional<SortedMap<String, BigInteger>> solution() {
    List<List<BigInteger>> likely = problem.free().stream().map(this::likely).toList();
    long[] point = new long[likely.size()];
    return find(likely, point, 0)
        ? Optional.of(problem.complete(smaller(point)))
        : Optional.empty();
  }

  private List<BigInteger> likely(String symbol) {
    Set<BigInteger> divisors = new LinkedHashSet<>();
    Set<Atom> seen = new HashSet<>();
    problem.constraints().forEach(c -> collect(c.dim(), symbol, divisors, seen));
    Set<BigInteger> likely = new LinkedHashSet<>(divisors);
    likely.add(BigInteger.ONE);
    likely.add(BigInteger.TWO);
    for (BigInteger divisor : divisors) {
      likely.add(divisor.subtract(BigInteger.ONE));
      likely.add(divisor.add(BigInteger.ONE));
      divisors.forEach(other -> likely.add(divisor.multiply(other)));
    }
    likely.removeIf(value -> value.bitLength() >= Long.SIZE);
    return List.copyOf(likely);
  }

  /** Adds the divisors of all floors of a symbol, also of those inside floors. */
  private static void collect(Dim dim, String symbol, Set<BigInteger> divisors, Set<Atom> seen) {
    for (Atom atom : dim.atoms()) {
      if (atom instanceof Atom.Floor floor
          && seen.add(floor)
          && floor.dividend().symbols().contains(symbol)) {
        divisors.add(floor.divisor());
        collect(floor.dividend(), symbol, divisors, seen);
      }
    }
  }

  private boolean find(List<List<BigInteger>> likely, long[] point, int index) {
    if (index == point.length) {
      return isSolution(point);
    }
    for (BigInteger value : likely.get(index)) {
      point[index] = value.longValueExact();
      if (find(likely, point, index + 1)) {
        return true;
      }
      if (tried >= MOST) {
        return false;
      }
    }
    return false;
  }

  private boolean isSolution(long[] point) {
    tried++;
    for (int i = 0; i < evaluators.size(); i++) {
      if (!problem.constraints().get(i).demand().admits(evaluators.get(i).signAt(point))) {
        return false;
      }
    }
    return true;
  }

  private Map<String, BigInteger> smaller(long[] point) {
    Map<String, BigInteger> chosen = new TreeMap<>();
    for (int i = 0; i < point.length; i++) {
      chosen.put(problem.free().get(i), BigInteger.valueOf(point[i]));
    }
    for (String symbol : problem.free()) {
      Map<String, Dim> others = new TreeMap<>();
      chosen.forEach((name, value) -> others.put(name, Dim.of(value)));
      others.remove(symbol);
      List<Constraint> own = new ArrayList<>();
      problem.constraints().forEach(c -> own.add(c.substitute(others)));
      try {
        BigInteger smallest = new Pieces(symbol, own, FOLLOWED).smallest();
        if (smallest != null) {
          chosen.put(symbol, smallest);
        }
      } catch (BudgetExceeded exceeded) {
        // The value that was found stays.
      }
    }
    return chosen;
  }
}
