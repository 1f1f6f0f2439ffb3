package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The exact set of values of one symbol that meet constraints on it alone.
 *
 * <p>With the common period {@code m} of the constraints and {@code v = m * h + r} for {@code r}
 * from 1 to {@code m}, each constraint is one on the sign of a polynomial in {@code h} (see {@link
 * Periods}), which {@code degree + 1} values determine; {@link Differences} gives the {@code h}
 * that meet it. So any question about one symbol is decided by {@code m * (degree + 1)}
 * evaluations. Where a size only grows with its symbol, a bound of it is one of the symbol, and
 * takes none of that.
 *
 * @param period the period {@code m}
 * @param byResidue for each {@code r}, from 1, the set of {@code h}
 * @param occupied the indices in {@code byResidue} of sets that are not empty
 */
record SymbolValues(int period, List<Intervals> byResidue, BitSet occupied) {

  private static final int MOST_KEPT = 4096;
  private static final int LARGEST_KEPT = 256;

  /** What single constraints allow: while helps are tried the same ones come again and again. */
  private static final Map<Alone, SymbolValues> RECENT =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Alone, SymbolValues> eldest) {
              return size() > MOST_KEPT;
            }
          });

  SymbolValues(int period, List<Intervals> byResidue) {
    this(period, byResidue, new BitSet(period));
    for (int i = 0; i < period; i++) {
      occupied.set(i, !byResidue.get(i).isEmpty());
    }
  }

  static SymbolValues of(String symbol, Collection<Constraint> constraints) {
    return of(symbol, constraints, List.of());
  }

  /** As above, with a period that is one of {@code others} as well. */
  static SymbolValues of(
      String symbol, Collection<Constraint> constraints, List<Constraint> others) {
    List<Constraint> all = new ArrayList<>(others);
    all.addAll(constraints);
    BigInteger exact =
        all.stream().map(c -> period(symbol, c)).reduce(BigInteger.ONE, Periods::lcm);
    int degrees = all.stream().mapToInt(c -> Periods.degree(c.dim(), symbol) + 1).sum();
    int most = BudgetExceeded.EVALUATIONS;
    if (exact.multiply(BigInteger.valueOf(degrees)).compareTo(BigInteger.valueOf(most)) > 0) {
      throw new BudgetExceeded(
          "the expressions in " + symbol + " repeat only after " + exact + " values");
    }
    int period = exact.intValueExact();
    List<Intervals> byResidue = new ArrayList<>();
    for (int residue = 1; residue <= period; residue++) {
      byResidue.add(Intervals.ALL);
    }
    for (Constraint constraint : constraints) {
      SymbolValues alone = alone(symbol, constraint);
      int times = period / alone.period;
      for (int i = 0; i < period; i++) {
        Intervals before = byResidue.get(i);
        if (!before.isEmpty()) {
          Intervals meets = alone.byResidue.get(i % alone.period);
          byResidue.set(i, before.and(meets.spread(times, i / alone.period)));
        }
      }
    }
    return new SymbolValues(period, byResidue);
  }

  /** The values that meet one constraint, with its own period, which divides that of several. */
  private static SymbolValues alone(String symbol, Constraint constraint) {
    Alone key = new Alone(symbol, constraint);
    SymbolValues known = RECENT.get(key);
    if (known == null) {
      known = key.values();
      if (known.period <= LARGEST_KEPT) {
        RECENT.put(key, known);
      }
    }
    return known;
  }

  private static BigInteger period(String symbol, Constraint constraint) {
    return constraint.isBound()
        ? BigInteger.ONE
        : Periods.of(List.of(constraint.dim())).getOrDefault(symbol, BigInteger.ONE);
  }

  private record Alone(String symbol, Constraint constraint) {
    SymbolValues values() {
      return constraint.isBound() ? bound() : residues();
    }

    private SymbolValues bound() {
      Dim dim = constraint.dim();
      Intervals values =
          dim.grows()
              ? Intervals.NONE.with(first(dim), null)
              : Intervals.NONE.with(BigInteger.ZERO, first(dim.times(-1).minus(1)));
      return new SymbolValues(1, List.of(values));
    }

    /** How much above 1 the smallest value is where a dimension that grows is not negative. */
    private BigInteger first(Dim dim) {
      BigInteger high = BigInteger.ZERO;
      while (!isReached(dim, high)) {
        high = high.shiftLeft(1).add(BigInteger.ONE);
      }
      BigInteger low = high.shiftRight(1);
      while (low.compareTo(high) < 0) {
        BigInteger middle = low.add(high).shiftRight(1);
        if (isReached(dim, middle)) {
          high = middle;
        } else {
          low = middle.add(BigInteger.ONE);
        }
      }
      return high;
    }

    private boolean isReached(Dim dim, BigInteger above) {
      return dim.evaluate(Map.of(symbol, above.add(BigInteger.ONE))).signum() >= 0;
    }

    private SymbolValues residues() {
      Dim dim = constraint.dim();
      int period = period(symbol, constraint).intValueExact();
      Evaluator evaluator = new Evaluator(dim, List.of(symbol));
      int degree = Periods.degree(dim, symbol);
      List<Intervals> byResidue = new ArrayList<>();
      for (int i = 0; i < period; i++) {
        List<BigInteger> values = new ArrayList<>();
        for (long h = 0; h <= degree; h++) {
          values.add(evaluator.at(i + 1 + h * period));
        }
        byResidue.add(Differences.of(values).where(constraint.demand()));
      }
      return new SymbolValues(period, byResidue);
    }
  }

  boolean isEmpty() {
    return byResidue.stream().allMatch(Intervals::isEmpty);
  }

  boolean isFinite() {
    return byResidue.stream().allMatch(Intervals::isFinite);
  }

  /** Whether this is every value of at least 1. */
  boolean isAll() {
    return byResidue.stream().allMatch(Intervals.ALL::equals);
  }

  boolean contains(BigInteger value) {
    BigInteger[] at = place(value);
    return at[0].equals(byResidue.get(at[1].intValue()).next(at[0]));
  }

  /** The {@code h} of a value, and the index of its residue. */
  private BigInteger[] place(BigInteger value) {
    return value.subtract(BigInteger.ONE).divideAndRemainder(BigInteger.valueOf(period));
  }

  /** The smallest member, or null if there is none. */
  @Nullable BigInteger smallest() {
    return next(BigInteger.ONE);
  }

  /**
   * The smallest member.
   *
   * @throws NoSuchElementException if there is none
   */
  BigInteger least() {
    BigInteger smallest = smallest();
    if (smallest == null) {
      throw new NoSuchElementException("no value is allowed");
    }
    return smallest;
  }

  /** The smallest member of at least {@code from}, which is at least 1, or null. */
  @Nullable BigInteger next(BigInteger from) {
    BigInteger[] at = place(from);
    BigInteger soon = next(at[1].intValue(), period, at[0]);
    if (soon != null && soon.compareTo(value(period - 1, at[0])) <= 0) {
      return soon;
    }
    BigInteger late = next(0, at[1].intValue(), at[0].add(BigInteger.ONE));
    return soon == null || (late != null && late.compareTo(soon) < 0) ? late : soon;
  }

  /** The smallest member of at least {@code h} among the residues from {@code first} to end. */
  private @Nullable BigInteger next(int first, int end, BigInteger h) {
    BigInteger best = null;
    for (int i = occupied.nextSetBit(first); i >= 0 && i < end; i = occupied.nextSetBit(i + 1)) {
      BigInteger next = byResidue.get(i).next(h);
      if (next != null) {
        best = best == null ? value(i, next) : best.min(value(i, next));
        if (next.equals(h)) {
          return best;
        }
      }
    }
    return best;
  }

  /** A value beyond which each residue either always is a member or never. */
  BigInteger lastChange() {
    BigInteger last = BigInteger.ZERO;
    for (int i = 0; i < period; i++) {
      for (Intervals.Interval interval : byResidue.get(i).list()) {
        BigInteger high = interval.high();
        last = last.max(value(i, high == null ? interval.low() : high));
      }
    }
    return last;
  }

  private BigInteger value(int index, BigInteger h) {
    return h.multiply(BigInteger.valueOf(period)).add(BigInteger.valueOf(index + 1L));
  }

  /** The largest member, or null if there is none or no end. */
  @Nullable BigInteger largest() {
    BigInteger largest = null;
    if (!isFinite()) {
      return null;
    }
    for (int i = 0; i < period; i++) {
      if (!byResidue.get(i).isEmpty()) {
        List<Intervals.Interval> list = byResidue.get(i).list();
        BigInteger high = list.get(list.size() - 1).high();
        if (high != null) {
          largest = largest == null ? value(i, high) : largest.max(value(i, high));
        }
      }
    }
    return largest;
  }

  /** The remainders that members leave when divided by the period. */
  SortedSet<Integer> residues() {
    SortedSet<Integer> residues = new TreeSet<>();
    for (int i = 0; i < period; i++) {
      if (!byResidue.get(i).isEmpty()) {
        residues.add((i + 1) % period);
      }
    }
    return residues;
  }

  /**
   * Whether each residue that occurs at all occurs all the way from the smallest to the largest.
   */
  boolean isRegular() {
    if (isEmpty()) {
      return true;
    }
    BigInteger smallest = least();
    BigInteger largest = largest();
    return IntStream.range(0, period)
        .filter(i -> !byResidue.get(i).isEmpty())
        .allMatch(i -> spans(i, smallest, largest));
  }

  private boolean spans(int index, BigInteger smallest, @Nullable BigInteger largest) {
    List<Intervals.Interval> intervals = byResidue.get(index).list();
    Intervals.Interval interval = intervals.get(0);
    BigInteger before = value(index, interval.low().subtract(BigInteger.ONE));
    if (intervals.size() > 1 || before.compareTo(smallest) >= 0) {
      return false;
    }
    BigInteger high = interval.high();
    return high == null
        || (largest != null && value(index, high.add(BigInteger.ONE)).compareTo(largest) > 0);
  }

  /** In each residue class modulo {@code m * period()}, the {@code count} smallest members. */
  List<BigInteger> sample(int times, int count) {
    List<BigInteger> sample = new ArrayList<>();
    BigInteger step = BigInteger.valueOf(times);
    for (int i = 0; i < period; i++) {
      Intervals allowed = byResidue.get(i);
      for (int k = 0; k < times; k++) {
        BigInteger h = BigInteger.valueOf(k);
        for (int found = 0; found < count; ) {
          BigInteger next = allowed.next(h);
          if (next == null) {
            break;
          }
          BigInteger late = next.subtract(h).mod(step);
          if (late.signum() == 0) {
            sample.add(value(i, next));
            found++;
            h = next.add(step);
          } else {
            h = next.add(step).subtract(late);
          }
        }
      }
    }
    return sample;
  }
}
