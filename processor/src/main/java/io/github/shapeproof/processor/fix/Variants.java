package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.LossKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Other values for an attribute, by its type alone, each with a cost: how far it is from the
 * present one and how unusual it looks in a network.
 */
final class Variants {
  static final int SMALL = 8;
  private static final int MOST_SWEPT = 256;
  private static final double HINTED = -1.5;
  private static final double OTHER_KIND = 1.5;
  static final double UNEVEN = 2;
  private static final double EXCHANGED = 0.25;

  /** Most factors are made larger. */
  private static final double SHRINKS = 0.1;

  /** Losses that differ only in how their target is written. */
  private static final Map<LossKind, Set<LossKind>> SAME_LOSS =
      Map.of(
          LossKind.SOFTMAX_CROSS_ENTROPY, Set.of(LossKind.SPARSE_SOFTMAX_CROSS_ENTROPY),
          LossKind.SPARSE_SOFTMAX_CROSS_ENTROPY, Set.of(LossKind.SOFTMAX_CROSS_ENTROPY));

  /** A factor is written with at most three decimals. */
  private static final double FINEST = 1000;

  private final Wanted wanted;

  Variants(Wanted wanted) {
    this.wanted = wanted;
  }

  /** Values to try in place of {@code current}. */
  Map<Object, Double> of(Object current) {
    Map<Object, Double> variants = new LinkedHashMap<>();
    if (current instanceof Integer number) {
      numbers(number).forEach(variants::put);
    } else if (current instanceof Boolean flag) {
      variants.put(!flag, 1.0);
    } else if (current instanceof LossKind loss) {
      SAME_LOSS.getOrDefault(loss, Set.of()).forEach(other -> variants.put(other, OTHER_KIND));
    } else if (current instanceof Enum<?> constant) {
      for (Object other : constant.getDeclaringClass().getEnumConstants()) {
        variants.put(other, OTHER_KIND + 0.5 * ((Enum<?>) other).ordinal());
      }
    }
    variants.remove(current);
    return variants;
  }

  /**
   * Values to try in place of an array of whole numbers.
   *
   * @param implied what an empty array stands for
   * @param axes number of spatial axes
   * @param haveSides whether there may be one value before and one after, for each axis
   */
  Map<Object, Double> ofIntegers(
      List<Integer> current, List<Integer> implied, int axes, boolean haveSides) {
    Map<Object, Double> variants = new LinkedHashMap<>();
    List<Integer> base = current.isEmpty() ? implied : current;
    numbers(base.get(0)).forEach((n, cost) -> variants.put(List.of(n), cost));
    variants.put(List.of(base.get(0)), 0.25);
    if (base.size() > axes) {
      variants.putIfAbsent(List.copyOf(base.subList(0, axes)), 0.25);
      variants.putIfAbsent(List.copyOf(base.subList(base.size() - axes, base.size())), 0.5);
    }
    List<Integer> spread = base.size() == 1 ? Collections.nCopies(axes, base.get(0)) : base;
    wanted.vectors(spread).forEach(v -> variants.putIfAbsent(v, UNEVEN + HINTED));
    for (int i = 0; i < axes && base.size() == 1 && base.get(0) > 1 && axes > 1; i++) {
      List<Integer> along = new ArrayList<>(Collections.nCopies(axes, base.get(0)));
      along.set(i, 1);
      variants.putIfAbsent(List.copyOf(along), UNEVEN);
    }
    if (base.size() > 1) {
      exchanged(base).forEach(other -> variants.putIfAbsent(other, EXCHANGED));
      for (int i = 0; i < base.size(); i++) {
        int item = i;
        numbers(base.get(i))
            .forEach(
                (n, cost) -> {
                  List<Integer> changed = new ArrayList<>(base);
                  changed.set(item, (Integer) n);
                  variants.putIfAbsent(List.copyOf(changed), cost + 0.25);
                });
      }
    }
    for (int n = 0; n < SMALL && haveSides; n++) {
      List<Integer> uneven = new ArrayList<>(Collections.nCopies(axes, n));
      uneven.addAll(Collections.nCopies(axes, n + 1));
      variants.putIfAbsent(List.copyOf(uneven), UNEVEN + oddness(n) + distance(base.get(0), n));
    }
    variants.remove(current);
    return variants;
  }

  /**
   * The values of other axes: backward, and, where each axis has one before and one after, those
   * pairs for all befores and then all afters, and the other way round.
   */
  private static List<List<Integer>> exchanged(List<Integer> values) {
    List<Integer> backward = new ArrayList<>(values);
    Collections.reverse(backward);
    List<List<Integer>> exchanged = new ArrayList<>(List.of(List.copyOf(backward)));
    int size = values.size();
    if (size > 2 && size % 2 == 0) {
      exchanged.add(every(values, 2));
      exchanged.add(every(values, size / 2));
    }
    return exchanged;
  }

  /** The values read in so many columns, from top to bottom. */
  private static List<Integer> every(List<Integer> values, int columns) {
    List<Integer> read = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      for (int i = column; i < values.size(); i += columns) {
        read.add(values.get(i));
      }
    }
    return List.copyOf(read);
  }

  /** Values to try in place of an array of numbers with fractions. */
  Map<Object, Double> ofReals(List<Double> current) {
    Map<Object, Double> variants = new LinkedHashMap<>();
    double from = current.isEmpty() || !(current.get(0) > 0) ? 1 : current.get(0);
    Set<Double> numbers = new TreeSet<>(wanted.ratios());
    for (int n = 1; n <= SMALL; n++) {
      numbers.add((double) n);
      numbers.add(1.0 / n);
    }
    numbers.removeIf(n -> Double.isInfinite(n) || Math.rint(n * FINEST) != n * FINEST);
    for (double number : numbers) {
      double whole = Math.rint(number) == number || Math.rint(1 / number) == 1 / number ? 0 : 2;
      double shrinks = number < from ? SHRINKS : 0;
      double apart = Math.abs(Math.log(number / from) / Math.log(2));
      variants.put(List.of(number), whole + apart + shrinks);
    }
    variants.remove(current);
    return variants;
  }

  /**
   * Whole sizes worth a sweep: what was hinted, then every one up to some multiple of the present.
   */
  Set<Integer> sizes(int current) {
    Set<Integer> sizes = new LinkedHashSet<>();
    wanted.hints(current).forEach(n -> sizes.add((int) (long) n));
    for (int n = 1; n <= Math.min(Math.max(4L * current, 64), MOST_SWEPT); n++) {
      sizes.add(n);
    }
    sizes.remove(0);
    return sizes;
  }

  private Map<Object, Double> numbers(int current) {
    Map<Object, Double> variants = new LinkedHashMap<>();
    Set<Long> hints = wanted.hints(current);
    Set<Long> numbers = new TreeSet<>(hints);
    for (long n = 0; n <= SMALL; n++) {
      numbers.add(n);
    }
    Collections.addAll(
        numbers,
        -(long) current,
        current - 1L,
        current + 1L,
        current * 2L,
        current / 2L,
        current * 4L,
        current / 4L,
        (long) Integer.highestOneBit(current),
        2L * Integer.highestOneBit(current));
    for (long n : numbers) {
      if (n >= 0 && n <= Integer.MAX_VALUE && n != current) {
        double hint = hints.contains(n) && n > SMALL ? HINTED : 0;
        double odd = n == -(long) current ? 0 : oddness(n);
        variants.put((int) n, distance(current, n) + odd + hint);
      }
    }
    return variants;
  }

  private static double distance(long from, long to) {
    return Math.abs(Math.log((to + 1.0) / (Math.abs(from) + 1.0)) / Math.log(2));
  }

  /** Small numbers, odd kernels and powers of two are what networks are made of. */
  private static double oddness(long n) {
    if (n <= 3) {
      return 0;
    }
    if (Long.bitCount(n) == 1) {
      return 0.3;
    }
    return n == 5 || n == 7 ? 0.4 : n % 8 == 0 ? 0.6 : n < 16 ? 1 : 2;
  }
}
