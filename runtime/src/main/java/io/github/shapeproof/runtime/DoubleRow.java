package io.github.shapeproof.runtime;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;

/** The loops of {@link Row} over {@code double} elements. */
final class DoubleRow extends Row {
  private final double[] data;

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
  void copySpaced(int at, int step, Row source, int from, int fromStep, int count) {
    double[] in = of(source);
    for (int i = 0; i < count; i++) {
      data[at + i * step] = in[from + i * fromStep];
    }
  }

  @Override
  void copyRuns(int at, int step, Row source, int from, int fromStep, int count, int pieces) {
    double[] in = of(source);
    for (int i = 0; i < pieces; i++) {
      System.arraycopy(in, from + i * fromStep, data, at + i * step, count);
    }
  }

  @Override
  void spreadToSecond(int at, Row source, int from, int count) {
    spreadToSecond(data, at, of(source), from, count);
  }

  @Override
  void pickSpaced(int at, Row source, int from, int step, int count) {
    double[] in = of(source);
    for (int i = 0; i < count; i++) {
      data[at + i] = in[from + i * step];
    }
  }

  @Override
  void pickSecond(int at, Row source, int from, int count) {
    pickSecond(data, at, of(source), from, count);
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
  void add(int at, Row source, int count) {
    double[] out = data;
    double[] in = of(source);
    for (int i = at; i < at + count; i++) {
      out[i] += in[i];
    }
  }

  @Override
  void addSpaced(int at, int step, Row source, int from, int count) {
    double[] in = of(source);
    for (int i = 0; i < count; i++) {
      data[at + i * step] += in[from + i];
    }
  }

  @Override
  void subtract(int at, Row source, int count) {
    double[] out = data;
    double[] in = of(source);
    for (int i = at; i < at + count; i++) {
      out[i] -= in[i];
    }
  }

  @Override
  void multiply(int at, Row source, int count) {
    double[] out = data;
    double[] in = of(source);
    for (int i = at; i < at + count; i++) {
      out[i] *= in[i];
    }
  }

  @Override
  void max(int at, Row source, int count) {
    double[] out = data;
    double[] in = of(source);
    for (int i = at; i < at + count; i++) {
      out[i] = Math.max(out[i], in[i]);
    }
  }

  @Override
  void addProduct(int at, Row left, Row right, int count) {
    double[] out = data;
    double[] a = of(left);
    double[] b = of(right);
    for (int i = at; i < at + count; i++) {
      out[i] += a[i] * b[i];
    }
  }

  @Override
  void sum(int at, Row left, Row right, int count) {
    sum(data, of(left), of(right), at, at + count);
  }

  @Override
  void sum(int at, Row left, Row right, Row third, int count) {
    sum(data, of(left), of(right), of(third), at, at + count);
  }

  @Override
  void max(int at, Row left, Row right, int count) {
    max(data, of(left), of(right), at, at + count);
  }

  @Override
  void max(int at, Row left, Row right, Row third, int count) {
    max(data, of(left), of(right), of(third), at, at + count);
  }

  @Override
  void largest(Row left, Row right, int count) {
    largest(data, of(left), of(right), count);
  }

  @Override
  void blend(Row left, double a, Row right, double b, int count) {
    blend(data, of(left), a, of(right), b, count);
  }

  @Override
  void addBlend(Row left, double a, Row right, double b, int count) {
    addBlend(data, of(left), a, of(right), b, count);
  }

  @Override
  void scale(int at, Row source, int count, double factor) {
    double[] out = data;
    double[] in = of(source);
    double by = factor;
    for (int i = at; i < at + count; i++) {
      out[i] = in[i] * by;
    }
  }

  @Override
  void addScaled(int at, Row source, int count, double factor) {
    double[] out = data;
    double[] in = of(source);
    double by = factor;
    for (int i = at; i < at + count; i++) {
      out[i] += in[i] * by;
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
  public void affine(int at, int count, double center, double factor, double term) {
    double[] out = data;
    for (int i = at; i < at + count; i++) {
      out[i] = (out[i] - center) * factor + term;
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

  /** With a step that the compiler knows, it checks no bounds inside the loop. */
  private static void pickSecond(double[] out, int at, double[] in, int from, int count) {
    for (int i = 0; i < count; i++) {
      out[at + i] = in[from + i * 2];
    }
  }

  private static void spreadToSecond(double[] out, int at, double[] in, int from, int count) {
    for (int i = 0; i < count; i++) {
      out[at + i * 2] = in[from + i];
    }
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

  private static double[] of(Row row) {
    return ((DoubleRow) row).data;
  }
}
