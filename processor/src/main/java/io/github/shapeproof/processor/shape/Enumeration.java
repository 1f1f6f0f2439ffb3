package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Visits the points of a {@link Problem} by growing sum, and for each sum in lexicographic order,
 * to find the smallest solution. Only values that a symbol may take by itself are visited.
 */
final class Enumeration {
  private static final int NEAR = 1 << 12;

  private final Problem problem;
  private final int budget;
  private final List<Allowed> allowed = new ArrayList<>();
  private final List<Constraint> joint;
  private final List<Evaluator> evaluators;
  private final boolean direct;
  private final @Nullable Predicate<Map<String, BigInteger>> wanted;
  private final List<String> symbols;
  private final @Nullable String solved;
  private final long[] point;
  private int visited;
  private @Nullable SortedMap<String, BigInteger> best;
  private @Nullable BigInteger bestSum;

  Enumeration(Problem problem, int budget) {
    this(problem, budget, null, null);
  }

  /** An enumeration of all symbols but {@code solved}, which is solved for; none may be defined. */
  Enumeration(Problem problem, int budget, @Nullable String solved) {
    this(problem, budget, solved, null);
  }

  private Enumeration(
      Problem problem,
      int budget,
      @Nullable String solved,
      @Nullable Predicate<Map<String, BigInteger>> wanted) {
    this.wanted = wanted;
    this.problem = problem;
    this.budget = budget;
    this.solved = solved;
    symbols = problem.free().stream().filter(symbol -> !symbol.equals(solved)).toList();
    symbols.forEach(symbol -> allowed.add(new Allowed(problem.values(symbol))));
    joint = problem.joint();
    evaluators = joint.stream().map(c -> new Evaluator(c.dim(), problem.free())).toList();
    direct = problem.free().size() == problem.bindings().size();
    point = new long[symbols.size()];
  }

  /** The smallest solution near of those that are wanted; null if there is none at all. */
  static @Nullable SortedMap<String, BigInteger> smallest(
      Problem problem, Predicate<Map<String, BigInteger>> wanted) {
    return new Enumeration(problem, NEAR, null, wanted).smallest();
  }

  /**
   * The solution with the smallest sum of all symbols and, of these, the first in lexicographic
   * order; null if there is none.
   *
   * @throws BudgetExceeded if that is not known within the budget
   */
  @Nullable SortedMap<String, BigInteger> smallest() {
    if (allowed.isEmpty()) {
      return problem.complete(Map.of());
    }
    if (joint.isEmpty() && direct && wanted == null) {
      SortedMap<String, BigInteger> least = new TreeMap<>();
      problem.values().forEach((symbol, values) -> least.put(symbol, values.smallest()));
      return least;
    }
    long sum = allowed.stream().mapToLong(a -> a.get(0)).sum();
    long last =
        allowed.stream().anyMatch(a -> a.largest < 0)
            ? Long.MAX_VALUE
            : allowed.stream().mapToLong(a -> a.largest).sum();
    while (sum <= last && !isSettled(sum)) {
      visit(0, sum);
      sum++;
    }
    return best;
  }

  /** Whether no point with a sum of free symbols of at least {@code sum} can be smaller. */
  private boolean isSettled(long sum) {
    if (bestSum == null) {
      return false;
    }
    int defined = problem.bindings().size() - point.length;
    boolean first = direct && solved == null;
    return first || BigInteger.valueOf(sum + defined).compareTo(bestSum) > 0;
  }

  private void visit(int index, long rest) {
    if (++visited > budget) {
      throw new BudgetExceeded("the search passed " + budget + " combinations of sizes");
    }
    Allowed own = allowed.get(index);
    if (index == point.length - 1) {
      if (own.contains(rest)) {
        point[index] = rest;
        check();
      }
      return;
    }
    long least = 0;
    for (int i = index + 1; i < point.length; i++) {
      least += allowed.get(i).get(0);
    }
    for (int k = 0; own.get(k) >= 0 && own.get(k) <= rest - least; k++) {
      point[index] = own.get(k);
      visit(index + 1, rest - own.get(k));
      if (direct && solved == null && best != null) {
        return;
      }
    }
  }

  private void check() {
    if (solved == null && !meetsJoint()) {
      return;
    }
    Map<String, BigInteger> chosen = new TreeMap<>();
    for (int i = 0; i < point.length; i++) {
      chosen.put(symbols.get(i), BigInteger.valueOf(point[i]));
    }
    if (solved != null) {
      BigInteger smallest = solve(solved, chosen);
      if (smallest == null) {
        return;
      }
      chosen.put(solved, smallest);
    }
    SortedMap<String, BigInteger> all = problem.complete(chosen);
    if (wanted == null || wanted.test(all)) {
      propose(all);
    }
  }

  private boolean meetsJoint() {
    for (int i = 0; i < joint.size(); i++) {
      if (!joint.get(i).demand().admits(evaluators.get(i).signAt(point))) {
        return false;
      }
    }
    return true;
  }

  private @Nullable BigInteger solve(String solved, Map<String, BigInteger> chosen) {
    Map<String, Dim> numbers = new TreeMap<>();
    chosen.forEach((symbol, value) -> numbers.put(symbol, Dim.of(value)));
    List<Constraint> own = new ArrayList<>();
    for (Constraint constraint : problem.constraints()) {
      Constraint left = constraint.substitute(numbers);
      if (left.isFalse()) {
        return null;
      }
      own.add(left);
    }
    return SymbolValues.of(solved, own).smallest();
  }

  private void propose(SortedMap<String, BigInteger> all) {
    BigInteger sum = all.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    int order = bestSum == null ? -1 : sum.compareTo(bestSum);
    if (order < 0 || (order == 0 && best != null && precedes(all, best))) {
      best = all;
      bestSum = sum;
    }
  }

  private static boolean precedes(
      SortedMap<String, BigInteger> a, SortedMap<String, BigInteger> b) {
    for (String symbol : a.keySet()) {
      int order = a.get(symbol).compareTo(b.get(symbol));
      if (order != 0) {
        return order < 0;
      }
    }
    return false;
  }

  /** The values of one symbol in ascending order, found as they are asked for. */
  private static final class Allowed {
    private final SymbolValues values;
    private final long largest;
    private long[] found = new long[16];
    private int size;
    private boolean complete;

    Allowed(SymbolValues values) {
      this.values = values;
      BigInteger end = values.largest();
      this.largest = end == null ? -1 : checked(end);
    }

    private static long checked(BigInteger value) {
      if (value.bitLength() > 56) {
        throw new BudgetExceeded("sizes over 2^56 would have to be searched");
      }
      return value.longValue();
    }

    /** The value at {@code index} in ascending order, or -1. */
    long get(int index) {
      while (size <= index && !complete) {
        long from = size == 0 ? 1 : found[size - 1] + 1;
        BigInteger next = values.next(BigInteger.valueOf(from));
        if (next == null) {
          complete = true;
        } else {
          found = size == found.length ? Arrays.copyOf(found, 2 * size) : found;
          found[size++] = checked(next);
        }
      }
      return index < size ? found[index] : -1;
    }

    boolean contains(long value) {
      if (size > 0 && value <= found[size - 1]) {
        return Arrays.binarySearch(found, 0, size, value) >= 0;
      }
      return values.contains(BigInteger.valueOf(value));
    }
  }
}
