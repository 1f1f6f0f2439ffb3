package io.github.shapeproof.runtime;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** The loops of {@link Row} over {@code double} elements. */
final class DoubleRow extends Row {
  private final double[] data;

  /** A sum and the two operands that are added to it. */
  private double @Nullable [][] pieces;

  /** Copies of the operands of the last loop: see {@link #aligned}. */
  private final double[] @Nullable [] shifted = new double[2][];

  DoubleRow(int capacity) {
    this.data = new double[capacity];
  }

  @Override
  public DataType type() {
    return DataType.DOUBLE;
  }

  @Override
  public int capacity() {
    return data.length;
  }

  @Override
  public void load(int at, Tensor source, long offset, long stride, int count) {
    source.read(offset, stride, data, at, count);
  }

  @Override
  public void store(int from, Tensor target, long offset, long stride, int count) {
    target.write(offset, stride, data, from, count);
  }

  @Override
  public double get(int at) {
    return data[at];
  }

  @Override
  public void set(int at, double value) {
    data[at] = value;
  }

  @Override
  public void fill(int at, int count, double value) {
    Arrays.fill(data, at, at + count, value);
  }

  @Override
  public void copy(int at, Row source, int from, int count) {
    System.arraycopy(of(source), from, data, at, count);
  }

  @Override
  public void copyPieces(
      int at, int step, Row source, int from, int fromStep, int count, int pieces) {
    double[] in = of(source);
    if (count == 1 && step == 2 && fromStep == 1) {
      spreadToSecond(data, at, in, from, pieces);
    } else if (count == 1) {
      for (int i = 0; i < pieces; i++) {
        data[at + i * step] = in[from + i * fromStep];
      }
    } else {
      for (int i = 0; i < pieces; i++) {
        System.arraycopy(in, from + i * fromStep, data, at + i * step, count);
      }
    }
  }

  @Override
  public void pick(int at, Row source, int from, int step, int count) {
    if (step == 1) {
      copy(at, source, from, count);
    } else if (step == 2) {
      pickSecond(data, at, of(source), from, count);
    } else {
      double[] in = of(source);
      for (int i = 0; i < count; i++) {
        data[at + i] = in[from + i * step];
      }
    }
  }

  /** With a step that the compiler knows, it checks no bounds inside the loop. */
  private static void pickSecond(double[] out, int at, double[] in, int from, int count) {
    for (int i = 0; i < count; i++) {
      out[at + i] = in[from + i * 2];
    }
  }

  @Override
  public void scalePieces(
      int at, int step, Row source, int from, Row factors, int count, int pieces) {
    double[] out = data;
    double[] in = of(source);
    double[] by = of(factors);
    for (int i = 0; i < pieces; i++) {
      double factor = by[i];
      int to = at + i * step;
      int piece = from + i * count;
      for (int j = 0; j < count; j++) {
        out[to + j] = in[piece + j] * factor;
      }
    }
  }

  private static void spreadToSecond(double[] out, int at, double[] in, int from, int count) {
    for (int i = 0; i < count; i++) {
      out[at + i * 2] = in[from + i];
    }
  }

  @Override
  public void gather(int at, Row source, int base, int[] index, int from, int count) {
    double[] out = data;
    double[] in = of(source);
    for (int i = 0; i < count; i++) {
      out[at + i] = in[base + index[from + i]];
    }
  }

  @Override
  public void scatter(int at, int[] index, Row source, int from, int count) {
    double[] out = data;
    double[] in = of(source);
    for (int i = 0; i < count; i++) {
      out[at + index[i]] = in[from + i];
    }
  }

  @Override
  public void repeat(int at, Row source, int from, int count, int times) {
    double[] in = of(source);
    double[] out = data;
    for (int i = 0, to = at; i < count; i++) {
      double value = in[from + i];
      for (int end = to + times; to < end; to++) {
        out[to] = value;
      }
    }
  }

  @Override
  public void arrange(
      int at,
      int rowTo,
      int columnTo,
      Row source,
      int from,
      int rowFrom,
      int columnFrom,
      int rows,
      int columns) {
    double[] out = data;
    double[] in = of(source);
    for (int i = 0; i < rows; i++) {
      int to = at + i * rowTo;
      int row = from + i * rowFrom;
      for (int j = 0; j < columns; j++) {
        out[to + j * columnTo] = in[row + j * columnFrom];
      }
    }
  }

  @Override
  public void add(int at, Row source, int from, int count) {
    double[] out = data;
    double[] in = aligned(0, source, from, at, count);
    for (int i = at; i < at + count; i++) {
      out[i] += in[i];
    }
  }

  @Override
  public void addSpread(int at, int step, Row source, int from, int count) {
    if (step == 1) {
      add(at, source, from, count);
      return;
    }
    double[] in = of(source);
    for (int i = 0; i < count; i++) {
      data[at + i * step] += in[from + i];
    }
  }

  @Override
  public void subtract(int at, Row source, int from, int count) {
    double[] out = data;
    double[] in = aligned(0, source, from, at, count);
    for (int i = at; i < at + count; i++) {
      out[i] -= in[i];
    }
  }

  @Override
  public void multiply(int at, Row source, int from, int count) {
    double[] out = data;
    double[] in = aligned(0, source, from, at, count);
    for (int i = at; i < at + count; i++) {
      out[i] *= in[i];
    }
  }

  @Override
  public void max(int at, Row source, int from, int count) {
    double[] out = data;
    double[] in = aligned(0, source, from, at, count);
    for (int i = at; i < at + count; i++) {
      out[i] = Math.max(out[i], in[i]);
    }
  }

  @Override
  public void addProduct(int at, Row left, int leftFrom, Row right, int rightFrom, int count) {
    double[] out = data;
    double[] a = aligned(0, left, leftFrom, at, count);
    double[] b = aligned(1, right, rightFrom, at, count);
    for (int i = at; i < at + count; i++) {
      out[i] += a[i] * b[i];
    }
  }

  @Override
  public void sum(int at, Row left, Row right, int from, int count) {
    sum(data, of(left), aligned(0, right, from, at, count), at, at + count);
  }

  @Override
  public void sum(int at, Row left, Row right, int from, Row third, int fromThird, int count) {
    double[] b = aligned(0, right, from, at, count);
    sum(data, of(left), b, aligned(1, third, fromThird, at, count), at, at + count);
  }

  @Override
  public void max(int at, Row left, Row right, int from, int count) {
    max(data, of(left), aligned(0, right, from, at, count), at, at + count);
  }

  @Override
  public void max(int at, Row left, Row right, int from, Row third, int fromThird, int count) {
    double[] b = aligned(0, right, from, at, count);
    max(data, of(left), b, aligned(1, third, fromThird, at, count), at, at + count);
  }

  @Override
  public void scale(int at, Row source, int from, int count, double factor) {
    double[] out = data;
    double[] in = aligned(0, source, from, at, count);
    for (int i = at; i < at + count; i++) {
      out[i] = in[i] * factor;
    }
  }

  @Override
  public void addScaled(int at, Row source, int from, int count, double factor) {
    double[] out = data;
    double[] in = aligned(0, source, from, at, count);
    for (int i = at; i < at + count; i++) {
      out[i] += in[i] * factor;
    }
  }

  @Override
  public void affine(int at, int count, double factor, double term) {
    double[] out = data;
    double by = factor;
    double plus = term;
    for (int i = at; i < at + count; i++) {
      out[i] = out[i] * by + plus;
    }
  }

  @Override
  public void atLeast(int at, int count, double bound) {
    double[] out = data;
    double least = bound;
    for (int i = at; i < at + count; i++) {
      out[i] = Math.max(out[i], least);
    }
  }

  @Override
  public void map(int at, int count, DoubleUnaryOperator function) {
    double[] out = data;
    for (int i = at; i < at + count; i++) {
      out[i] = function.applyAsDouble(out[i]);
    }
  }

  @Override
  public double sum(int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += data[i];
    }
    return sum;
  }

  @Override
  public double sumOfSquares(int from, int count, double center) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      double distance = data[i] - center;
      sum += distance * distance;
    }
    return sum;
  }

  @Override
  public void addTo(double[] sums, int at, int from, int count) {
    for (int i = 0; i < count; i++) {
      sums[at + i] += data[from + i];
    }
  }

  @Override
  public void addSquaresTo(double[] sums, double[] centers, int at, int from, int count) {
    for (int i = 0; i < count; i++) {
      double distance = data[from + i] - centers[at + i];
      sums[at + i] += distance * distance;
    }
  }

  @Override
  public double max(int from, int count) {
    double result = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      result = Math.max(result, data[i]);
    }
    return result;
  }

  @Override
  public void reduce(int at, Row source, int base, int inner, Taps taps, int first, int end) {
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
          reducePiece(to + done, of(source), base + done, inner, count, taps, output);
        }
      }
      output += outputs;
      to += outputs * inner;
    }
  }

  @Override
  public void reduce(Row[] rows, Taps taps, int output, int count) {
    int begin = taps.begin(output);
    int end = taps.begin(output + 1);
    if (begin == end) {
      fill(0, count, taps.ofNothing());
    } else if (taps.isMaximum()) {
      maximum(rows, taps, begin, end, count);
    } else {
      weightedSum(rows, taps, begin, end, count);
    }
  }

  private void maximum(Row[] rows, Taps taps, int begin, int end, int count) {
    double[] first = of(rows, taps, begin);
    int tap = begin + 1;
    if (end - begin == 1) {
      System.arraycopy(first, 0, data, 0, count);
    } else if ((end - begin) % 2 == 0) {
      larger(data, first, of(rows, taps, tap++), count);
    } else {
      max(data, first, of(rows, taps, tap++), of(rows, taps, tap++), 0, count);
    }
    for (; tap < end; tap += 2) {
      largest(data, of(rows, taps, tap), of(rows, taps, tap + 1), count);
    }
  }

  private void weightedSum(Row[] rows, Taps taps, int begin, int end, int count) {
    double[] first = of(rows, taps, begin);
    double weight = taps.weight(begin);
    int tap = begin + 1;
    if ((end - begin) % 2 == 0) {
      double next = taps.weight(tap);
      blend(data, first, weight, of(rows, taps, tap++), next, count);
    } else {
      System.arraycopy(first, 0, data, 0, count);
      if (weight != 1) {
        scale(data, weight, count);
      }
    }
    for (; tap < end; tap += 2) {
      double a = taps.weight(tap);
      double b = taps.weight(tap + 1);
      addBlend(data, of(rows, taps, tap), a, of(rows, taps, tap + 1), b, count);
    }
  }

  private static double[] of(Row[] rows, Taps taps, int tap) {
    return of(rows[taps.index(tap) % rows.length]);
  }

  private static void sum(double[] out, double[] a, double[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a[i] + b[i];
    }
  }

  private static void max(double[] out, double[] a, double[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.max(a[i], b[i]);
    }
  }

  private static void sum(double[] out, double[] a, double[] b, double[] c, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a[i] + b[i] + c[i];
    }
  }

  private static void max(double[] out, double[] a, double[] b, double[] c, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.max(a[i], Math.max(b[i], c[i]));
    }
  }

  /** One output, two taps at a time, in loops with one index: see {@link #aligned}. */
  private void reducePiece(
      int at, double[] in, int base, int inner, int count, Taps taps, int output) {
    double[][] pieces = pieces();
    double[] total = pieces[0];
    double[] left = pieces[1];
    double[] right = pieces[2];
    int begin = taps.begin(output);
    int end = taps.begin(output + 1);
    boolean odd = (end - begin) % 2 != 0;
    if (odd) {
      System.arraycopy(in, base + taps.index(begin) * inner, total, 0, count);
      if (!taps.isMaximum()) {
        scale(total, taps.weight(begin), count);
      }
    }
    for (int tap = odd ? begin + 1 : begin; tap < end; tap += 2) {
      System.arraycopy(in, base + taps.index(tap) * inner, left, 0, count);
      System.arraycopy(in, base + taps.index(tap + 1) * inner, right, 0, count);
      double a = taps.weight(tap);
      double b = taps.weight(tap + 1);
      if (taps.isMaximum() && tap == begin) {
        larger(total, left, right, count);
      } else if (taps.isMaximum()) {
        largest(total, left, right, count);
      } else if (tap == begin) {
        blend(total, left, a, right, b, count);
      } else {
        addBlend(total, left, a, right, b, count);
      }
    }
    System.arraycopy(total, 0, data, at, count);
  }

  private static void scale(double[] out, double by, int count) {
    for (int i = 0; i < count; i++) {
      out[i] *= by;
    }
  }

  private static void larger(double[] out, double[] left, double[] right, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = Math.max(left[i], right[i]);
    }
  }

  private static void largest(double[] out, double[] left, double[] right, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = Math.max(out[i], Math.max(left[i], right[i]));
    }
  }

  private static void blend(
      double[] out, double[] left, double a, double[] right, double b, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = left[i] * a + right[i] * b;
    }
  }

  private static void addBlend(
      double[] out, double[] left, double a, double[] right, double b, int count) {
    for (int i = 0; i < count; i++) {
      out[i] += left[i] * a + right[i] * b;
    }
  }

  private double[][] pieces() {
    double[][] result = pieces;
    if (result == null) {
      result = new double[3][PIECE];
      pieces = result;
    }
    return result;
  }

  /**
   * Elements of a row at the same places as the result's.
   *
   * <p>Before JDK 26 the compiler makes vector instructions only of loops whose arrays share one
   * index, because it can't tell whether arrays overlap; a copy first costs a fraction of what that
   * gains.
   */
  private double[] aligned(int operand, Row source, int from, int at, int count) {
    double[] in = of(source);
    if (from == at) {
      return in;
    }
    double[] shifted = this.shifted[operand];
    if (shifted == null) {
      shifted = new double[data.length];
      this.shifted[operand] = shifted;
    }
    System.arraycopy(in, from, shifted, at, count);
    return shifted;
  }

  private static double[] of(Row row) {
    return ((DoubleRow) row).data;
  }
}
