package io.github.shapeproof.runtime;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A heap array of FLOAT or DOUBLE elements, with the inner loops of all operations.
 *
 * <p>The compiler turns loops over heap arrays into vector instructions, and leaves loops over
 * off-heap buffers scalar. So operations load a few thousand elements at a time into rows, compute
 * there, and store the result. They are written once, for both types. Here is what follows from
 * numbers alone; the two subclasses have the loops over elements, so that the compiler sees the
 * type of each array. Rows of one computation are of one type.
 *
 * <p>The destination comes first: {@code row.add(at, source, from, count)} does {@code row[at + i]
 * += source[from + i]} for {@code 0 <= i < count}. A loop that is not told where its operands begin
 * finds them at the places of its results.
 */
public abstract sealed class Row permits FloatRow, DoubleRow {
  /** Elements that are reduced at a time: sum and operands stay in the first level cache. */
  public static final int PIECE = 1024;

  /** Terms that one sum of FLOATs takes without losing digits. */
  public static final int FEW = 128;

  /** A sum and the two operands that are added to it. */
  private Row @Nullable [] pieces;

  /** Copies of the operands of the last loop: see {@link #aligned}. */
  private final @Nullable Row[] shifted = new Row[2];

  /** What {@link #addInParts} has added up. */
  private double[] sums = {};

  /** Makes a row the sum of the terms {@code from <= i < to}. */
  @FunctionalInterface
  public interface Part {
    /** Computes the sum. */
    void sum(int from, int to);
  }

  Row() {}

  /** A new row of zeros. */
  public static Row create(DataType type, int capacity) {
    return type == DataType.FLOAT ? new FloatRow(capacity) : new DoubleRow(capacity);
  }

  /** One of some rows, made anew where it is not of this type or not large enough. */
  static Row reuse(@Nullable Row[] rows, int index, DataType type, long capacity) {
    Row row = rows[index];
    if (row == null || row.type() != type || row.capacity() < capacity) {
      row = create(type, Math.toIntExact(capacity));
      rows[index] = row;
    }
    return row;
  }

  public abstract DataType type();

  public abstract int capacity();

  /** Reads adjacent elements of a tensor; the offset is relative to its first element. */
  public final void load(int at, Tensor source, long offset, int count) {
    load(at, source, offset, 1, count);
  }

  /** Reads elements of a tensor that lie {@code stride} apart. */
  public abstract void load(int at, Tensor source, long offset, long stride, int count);

  /** Writes elements of this row to adjacent elements of a tensor. */
  public final void store(int from, Tensor target, long offset, int count) {
    store(from, target, offset, 1, count);
  }

  /** Writes elements of this row to elements of a tensor that lie {@code stride} apart. */
  public abstract void store(int from, Tensor target, long offset, long stride, int count);

  public abstract double get(int at);

  public abstract void set(int at, double value);

  public abstract void fill(int at, int count, double value);

  public abstract void copy(int at, Row source, int from, int count);

  /** The same of pieces, {@code step} and {@code fromStep} elements apart. */
  public final void copyPieces(
      int at, int step, Row source, int from, int fromStep, int count, int pieces) {
    if (count == 1 && step == 2 && fromStep == 1) {
      spreadToSecond(at, source, from, pieces);
    } else if (count == 1) {
      copySpaced(at, step, source, from, fromStep, pieces);
    } else {
      copyRuns(at, step, source, from, fromStep, count, pieces);
    }
  }

  abstract void spreadToSecond(int at, Row source, int from, int count);

  abstract void copySpaced(int at, int step, Row source, int from, int fromStep, int count);

  abstract void copyRuns(
      int at, int step, Row source, int from, int fromStep, int count, int pieces);

  /**
   * Pieces that follow each other in the source, each times a factor of its own: {@code this[at + i
   * * step + j] = source[from + i * count + j] * factors[i]}.
   */
  public abstract void scalePieces(
      int at, int step, Row source, int from, Row factors, int count, int pieces);

  /** Every {@code step}-th element: {@code this[at + i] = source[from + i * step]}. */
  public final void pick(int at, Row source, int from, int step, int count) {
    if (step == 1) {
      copy(at, source, from, count);
    } else if (step == 2) {
      pickSecond(at, source, from, count);
    } else {
      pickSpaced(at, source, from, step, count);
    }
  }

  abstract void pickSecond(int at, Row source, int from, int count);

  abstract void pickSpaced(int at, Row source, int from, int step, int count);

  /** {@code this[at + i] = source[base + index[from + i]]}. */
  public abstract void gather(int at, Row source, int base, int[] index, int from, int count);

  /** {@code this[at + index[i]] = source[from + i]}. */
  public abstract void scatter(int at, int[] index, Row source, int from, int count);

  /** Each element several times: {@code this[at + i * times + j] = source[from + i]}. */
  public abstract void repeat(int at, Row source, int from, int count, int times);

  /**
   * Copies a matrix whose elements lie anyhow on both sides: {@code this[at + i * rowTo + j *
   * columnTo] = source[from + i * rowFrom + j * columnFrom]}.
   */
  public abstract void arrange(
      int at,
      int rowTo,
      int columnTo,
      Row source,
      int from,
      int rowFrom,
      int columnFrom,
      int rows,
      int columns);

  /** {@code this += source}. */
  public final void add(int at, Row source, int from, int count) {
    add(at, aligned(0, source, from, at, count), count);
  }

  abstract void add(int at, Row source, int count);

  /** To every {@code step}-th element: {@code this[at + i * step] += source[from + i]}. */
  public final void addSpread(int at, int step, Row source, int from, int count) {
    if (step == 1) {
      add(at, source, from, count);
    } else {
      addSpaced(at, step, source, from, count);
    }
  }

  abstract void addSpaced(int at, int step, Row source, int from, int count);

  /** {@code this -= source}. */
  public final void subtract(int at, Row source, int from, int count) {
    subtract(at, aligned(0, source, from, at, count), count);
  }

  abstract void subtract(int at, Row source, int count);

  /** {@code this *= source}. */
  public final void multiply(int at, Row source, int from, int count) {
    multiply(at, aligned(0, source, from, at, count), count);
  }

  abstract void multiply(int at, Row source, int count);

  /** {@code this = max(this, source)}; a NaN stays. */
  public final void max(int at, Row source, int from, int count) {
    max(at, aligned(0, source, from, at, count), count);
  }

  abstract void max(int at, Row source, int count);

  /** {@code this += left * right}. */
  public final void addProduct(
      int at, Row left, int leftFrom, Row right, int rightFrom, int count) {
    Row a = aligned(0, left, leftFrom, at, count);
    addProduct(at, a, aligned(1, right, rightFrom, at, count), count);
  }

  abstract void addProduct(int at, Row left, Row right, int count);

  /** {@code this[at + i] = left[at + i] + right[from + i]}. */
  public final void sum(int at, Row left, Row right, int from, int count) {
    sum(at, left, aligned(0, right, from, at, count), count);
  }

  abstract void sum(int at, Row left, Row right, int count);

  /** {@code this[at + i] = left[at + i] + right[from + i] + third[fromThird + i]}. */
  public final void sum(
      int at, Row left, Row right, int from, Row third, int fromThird, int count) {
    Row b = aligned(0, right, from, at, count);
    sum(at, left, b, aligned(1, third, fromThird, at, count), count);
  }

  abstract void sum(int at, Row left, Row right, Row third, int count);

  /** {@code this[at + i] = max(left[at + i], right[from + i])}; a NaN stays. */
  public final void max(int at, Row left, Row right, int from, int count) {
    max(at, left, aligned(0, right, from, at, count), count);
  }

  abstract void max(int at, Row left, Row right, int count);

  /** The same of three, {@code third[fromThird + i]} being the third. */
  public final void max(
      int at, Row left, Row right, int from, Row third, int fromThird, int count) {
    Row b = aligned(0, right, from, at, count);
    max(at, left, b, aligned(1, third, fromThird, at, count), count);
  }

  abstract void max(int at, Row left, Row right, Row third, int count);

  /** {@code this = source * factor}. */
  public final void scale(int at, Row source, int from, int count, double factor) {
    scale(at, aligned(0, source, from, at, count), count, factor);
  }

  abstract void scale(int at, Row source, int count, double factor);

  /** {@code this += source * factor}. */
  public final void addScaled(int at, Row source, int from, int count, double factor) {
    addScaled(at, aligned(0, source, from, at, count), count, factor);
  }

  abstract void addScaled(int at, Row source, int count, double factor);

  /** {@code this = this * factor + term}. */
  public abstract void affine(int at, int count, double factor, double term);

  /**
   * {@code this = (this - center) * factor + term}: of elements that lie close to each other and
   * far from zero, the product with a factor alone has no digits left for their differences. What
   * the center loses as a FLOAT is in the term.
   */
  public abstract void affine(int at, int count, double center, double factor, double term);

  /** {@code this = max(this, bound)}; a NaN stays. */
  public abstract void atLeast(int at, int count, double bound);

  /** {@code this = function(this)}. */
  public abstract void map(int at, int count, DoubleUnaryOperator function);

  public abstract double sum(int from, int count);

  /** The sum of {@code (this - center)^2}. */
  public abstract double sumOfSquares(int from, int count, double center);

  /** {@code sums[at + i] += this[from + i]}. */
  public abstract void addTo(double[] sums, int at, int from, int count);

  /** {@code sums[at + i] += (this[from + i] - centers[at + i])^2}. */
  public abstract void addSquaresTo(double[] sums, double[] centers, int at, int from, int count);

  /**
   * {@code this = } the sum of the terms {@code begin <= i < end}, where they are many that of
   * several parts, which are added in double.
   *
   * @param part puts such a sum of few terms into this row
   */
  public final void addInParts(int begin, int end, int count, Part part) {
    if (end - begin <= FEW) {
      part.sum(begin, end);
      return;
    }
    if (sums.length < count) {
      sums = new double[count];
    }
    Arrays.fill(sums, 0, count, 0);
    for (int from = begin; from < end; from += Math.min(FEW, end - from)) {
      part.sum(from, from + Math.min(FEW, end - from));
      addTo(sums, 0, 0, count);
    }
    for (int i = 0; i < count; i++) {
      set(i, sums[i]);
    }
  }

  /** The largest element, NaN where there is one. */
  public abstract double max(int from, int count);

  /**
   * The outputs {@code first <= x < end} of an axis whose inputs and outputs are {@code inner}
   * adjacent elements each; the first input is at {@code base}.
   */
  public final void reduce(int at, Row source, int base, int inner, Taps taps, int first, int end) {
    for (int output = first, to = at; output < end; ) {
      int run = taps.run(output);
      int outputs = Math.max(1, Math.min(Math.abs(run), end - output));
      if (run > 0) {
        copy(to, source, base + taps.index(taps.begin(output)) * inner, outputs * inner);
      } else if (run < 0) {
        fill(to, outputs * inner, taps.ofNothing());
      } else {
        for (int done = 0; done < inner; done += PIECE) {
          int count = Math.min(PIECE, inner - done);
          reducePiece(to + done, source, base + done, inner, count, taps, output);
        }
      }
      output += outputs;
      to += outputs * inner;
    }
  }

  private void reducePiece(int at, Row in, int base, int inner, int count, Taps taps, int output) {
    Row[] pieces = pieces();
    int begin = taps.begin(output);
    int end = taps.begin(output + 1);
    if (taps.isMaximum() || end - begin <= FEW) {
      reduceTaps(pieces, in, base, inner, count, taps, begin, end);
    } else {
      pieces[0].addInParts(
          begin,
          end,
          count,
          (from, to) -> reduceTaps(pieces, in, base, inner, count, taps, from, to));
    }
    copy(at, pieces[0], 0, count);
  }

  /** Some taps of one output, two at a time, in loops with one index: see {@link #aligned}. */
  private static void reduceTaps(
      Row[] pieces, Row in, int base, int inner, int count, Taps taps, int begin, int end) {
    Row total = pieces[0];
    Row left = pieces[1];
    Row right = pieces[2];
    boolean odd = (end - begin) % 2 != 0;
    if (odd) {
      total.copy(0, in, base + taps.index(begin) * inner, count);
      if (!taps.isMaximum()) {
        total.scale(0, total, count, taps.weight(begin));
      }
    }
    for (int tap = odd ? begin + 1 : begin; tap < end; tap += 2) {
      left.copy(0, in, base + taps.index(tap) * inner, count);
      right.copy(0, in, base + taps.index(tap + 1) * inner, count);
      if (taps.isMaximum() && tap == begin) {
        total.max(0, left, right, count);
      } else if (taps.isMaximum()) {
        total.largest(left, right, count);
      } else if (tap == begin) {
        total.blend(left, taps.weight(tap), right, taps.weight(tap + 1), count);
      } else {
        total.addBlend(left, taps.weight(tap), right, taps.weight(tap + 1), count);
      }
    }
  }

  private Row[] pieces() {
    Row[] result = pieces;
    if (result == null) {
      result = new Row[] {create(type(), PIECE), create(type(), PIECE), create(type(), PIECE)};
      pieces = result;
    }
    return result;
  }

  /**
   * {@code this = } an output of an axis whose inputs are whole rows: input {@code i} is row {@code
   * i % rows.length}.
   */
  public final void reduce(Row[] rows, Taps taps, int output, int count) {
    int begin = taps.begin(output);
    int end = taps.begin(output + 1);
    if (begin == end) {
      fill(0, count, taps.ofNothing());
    } else if (taps.isMaximum()) {
      maximum(rows, taps, begin, end, count);
    } else if (end - begin <= FEW) {
      weightedSum(rows, taps, begin, end, count);
    } else {
      addInParts(begin, end, count, (from, to) -> weightedSum(rows, taps, from, to, count));
    }
  }

  private void maximum(Row[] rows, Taps taps, int begin, int end, int count) {
    Row first = of(rows, taps, begin);
    int tap = begin + 1;
    if (end - begin == 1) {
      copy(0, first, 0, count);
    } else if ((end - begin) % 2 == 0) {
      max(0, first, of(rows, taps, tap++), count);
    } else {
      max(0, first, of(rows, taps, tap++), of(rows, taps, tap++), count);
    }
    for (; tap < end; tap += 2) {
      largest(of(rows, taps, tap), of(rows, taps, tap + 1), count);
    }
  }

  private void weightedSum(Row[] rows, Taps taps, int begin, int end, int count) {
    Row first = of(rows, taps, begin);
    double weight = taps.weight(begin);
    int tap = begin + 1;
    if ((end - begin) % 2 == 0) {
      double next = taps.weight(tap);
      blend(first, weight, of(rows, taps, tap++), next, count);
    } else if (weight == 1) {
      copy(0, first, 0, count);
    } else {
      scale(0, first, count, weight);
    }
    for (; tap < end; tap += 2) {
      double a = taps.weight(tap);
      double b = taps.weight(tap + 1);
      addBlend(of(rows, taps, tap), a, of(rows, taps, tap + 1), b, count);
    }
  }

  private static Row of(Row[] rows, Taps taps, int tap) {
    return rows[taps.index(tap) % rows.length];
  }

  /** {@code this[i] = max(this[i], left[i], right[i])}. */
  abstract void largest(Row left, Row right, int count);

  /** {@code this[i] = left[i] * a + right[i] * b}. */
  abstract void blend(Row left, double a, Row right, double b, int count);

  /** {@code this[i] += left[i] * a + right[i] * b}. */
  abstract void addBlend(Row left, double a, Row right, double b, int count);

  /**
   * Elements of a row at the same places as the result's.
   *
   * <p>Before JDK 26 the compiler makes vector instructions only of loops whose arrays share one
   * index, because it can't tell whether arrays overlap; a copy first costs a fraction of what that
   * gains.
   */
  private Row aligned(int operand, Row source, int from, int at, int count) {
    if (from == at) {
      return source;
    }
    Row copy = shifted[operand];
    if (copy == null) {
      copy = create(type(), capacity());
      shifted[operand] = copy;
    }
    copy.copy(at, source, from, count);
    return copy;
  }
}
