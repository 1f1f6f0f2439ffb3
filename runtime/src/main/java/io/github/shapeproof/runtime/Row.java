package io.github.shapeproof.runtime;

import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A heap array of FLOAT or DOUBLE elements, with the inner loops of all operations.
 *
 * <p>The compiler turns loops over heap arrays into vector instructions, and leaves loops over
 * off-heap buffers scalar. So operations load a few thousand elements at a time into rows, compute
 * there, and store the result. They are written once, for both types; the loops of each type are in
 * the two subclasses. Rows of one computation are of one type.
 *
 * <p>The destination comes first: {@code row.add(at, source, from, count)} does {@code row[at + i]
 * += source[from + i]} for {@code 0 <= i < count}.
 */
public abstract sealed class Row permits FloatRow, DoubleRow {
  /** Elements that are reduced at a time: sum and operands stay in the first level cache. */
  public static final int PIECE = 1024;

  Row() {}

  /** A new row of zeros. */
  public static Row create(DataType type, int capacity) {
    return type == DataType.FLOAT ? new FloatRow(capacity) : new DoubleRow(capacity);
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
  public abstract void copyPieces(
      int at, int step, Row source, int from, int fromStep, int count, int pieces);

  /**
   * Pieces that follow each other in the source, each times a factor of its own: {@code this[at + i
   * * step + j] = source[from + i * count + j] * factors[i]}.
   */
  public abstract void scalePieces(
      int at, int step, Row source, int from, Row factors, int count, int pieces);

  /** Every {@code step}-th element: {@code this[at + i] = source[from + i * step]}. */
  public abstract void pick(int at, Row source, int from, int step, int count);

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
  public abstract void add(int at, Row source, int from, int count);

  /** To every {@code step}-th element: {@code this[at + i * step] += source[from + i]}. */
  public abstract void addSpread(int at, int step, Row source, int from, int count);

  /** {@code this -= source}. */
  public abstract void subtract(int at, Row source, int from, int count);

  /** {@code this *= source}. */
  public abstract void multiply(int at, Row source, int from, int count);

  /** {@code this = max(this, source)}; a NaN stays. */
  public abstract void max(int at, Row source, int from, int count);

  /** {@code this += left * right}. */
  public abstract void addProduct(
      int at, Row left, int leftFrom, Row right, int rightFrom, int count);

  /** {@code this[at + i] = left[at + i] + right[from + i]}. */
  public abstract void sum(int at, Row left, Row right, int from, int count);

  /** {@code this[at + i] = left[at + i] + right[from + i] + third[fromThird + i]}. */
  public abstract void sum(
      int at, Row left, Row right, int from, Row third, int fromThird, int count);

  /** {@code this[at + i] = max(left[at + i], right[from + i])}; a NaN stays. */
  public abstract void max(int at, Row left, Row right, int from, int count);

  /** The same of three, {@code third[fromThird + i]} being the third. */
  public abstract void max(
      int at, Row left, Row right, int from, Row third, int fromThird, int count);

  /** {@code this = source * factor}. */
  public abstract void scale(int at, Row source, int from, int count, double factor);

  /** {@code this += source * factor}. */
  public abstract void addScaled(int at, Row source, int from, int count, double factor);

  /** {@code this = this * factor + term}. */
  public abstract void affine(int at, int count, double factor, double term);

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

  /** The largest element, NaN where there is one. */
  public abstract double max(int from, int count);

  /**
   * The outputs {@code first <= x < end} of an axis whose inputs and outputs are {@code inner}
   * adjacent elements each; the first input is at {@code base}.
   */
  public abstract void reduce(
      int at, Row source, int base, int inner, Taps taps, int first, int end);

  /**
   * {@code this = } an output of an axis whose inputs are whole rows: input {@code i} is row {@code
   * i % rows.length}.
   */
  public abstract void reduce(Row[] rows, Taps taps, int output, int count);
}
