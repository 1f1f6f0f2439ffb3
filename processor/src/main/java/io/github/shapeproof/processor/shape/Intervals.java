package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set of integers of at least 0 as disjoint intervals, ascending, with gaps between them. */
record Intervals(List<Interval> list) {
  static final Intervals NONE = new Intervals(List.of());
  static final Intervals ALL = new Intervals(List.of(new Interval(BigInteger.ZERO, null)));

  /** The integers from {@code low} to {@code high}, both included; without end if that is null. */
  record Interval(BigInteger low, @Nullable BigInteger high) {
    boolean reaches(BigInteger value) {
      return high == null || high.compareTo(value) >= 0;
    }
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  boolean isFinite() {
    return isEmpty() || list.get(list.size() - 1).high() != null;
  }

  Intervals and(Intervals other) {
    List<Interval> both = new ArrayList<>();
    for (Interval a : list) {
      for (Interval b : other.list) {
        BigInteger low = a.low().max(b.low());
        if (a.reaches(low) && b.reaches(low)) {
          both.add(new Interval(low, lower(a.high(), b.high())));
        }
      }
    }
    return new Intervals(both);
  }

  private static @Nullable BigInteger lower(@Nullable BigInteger a, @Nullable BigInteger b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.min(b);
  }

  /**
   * This and the integers from {@code low} up to {@code end}, that one excluded, without end if it
   * is null; they must lie above all members.
   */
  Intervals with(BigInteger low, @Nullable BigInteger end) {
    if (low.equals(end)) {
      return this;
    }
    List<Interval> more = new ArrayList<>(list);
    BigInteger from = low;
    if (!more.isEmpty() && low.equals(afterLast())) {
      from = more.remove(more.size() - 1).low();
    }
    more.add(new Interval(from, end == null ? null : end.subtract(BigInteger.ONE)));
    return new Intervals(more);
  }

  private @Nullable BigInteger afterLast() {
    BigInteger high = list.get(list.size() - 1).high();
    return high == null ? null : high.add(BigInteger.ONE);
  }

  /** The integers of at least 0 that are not in this. */
  Intervals not() {
    List<Interval> gaps = new ArrayList<>();
    BigInteger from = BigInteger.ZERO;
    for (Interval interval : list) {
      if (interval.low().compareTo(from) > 0) {
        gaps.add(new Interval(from, interval.low().subtract(BigInteger.ONE)));
      }
      if (interval.high() == null) {
        return new Intervals(gaps);
      }
      from = interval.high().add(BigInteger.ONE);
    }
    gaps.add(new Interval(from, null));
    return new Intervals(gaps);
  }

  /** The {@code h} of at least 0 for which {@code h * times + offset} is a member. */
  Intervals spread(int times, int offset) {
    if (times == 1 && offset == 0) {
      return this;
    }
    BigInteger by = BigInteger.valueOf(times);
    BigInteger from = BigInteger.valueOf(offset);
    List<Interval> found = new ArrayList<>();
    for (Interval interval : list) {
      if (interval.reaches(from)) {
        BigInteger low = interval.low().subtract(from).max(BigInteger.ZERO);
        BigInteger first = low.add(by).subtract(BigInteger.ONE).divide(by);
        BigInteger high = interval.high();
        Interval part = new Interval(first, high == null ? null : high.subtract(from).divide(by));
        if (part.reaches(first)) {
          found.add(part);
        }
      }
    }
    return new Intervals(found);
  }

  /** The smallest member of at least {@code from}, or null. */
  @Nullable BigInteger next(BigInteger from) {
    for (Interval interval : list) {
      if (interval.reaches(from)) {
        return interval.low().max(from);
      }
    }
    return null;
  }
}
