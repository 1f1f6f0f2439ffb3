package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Tensor;
import io.github.shapeproof.runtime.Window;

/**
 * Which elements of a source meet which of a target when a kernel sweeps over a feature map.
 *
 * <p>A feature map is a stack of lines: the elements along its last spatial axis, for each batch
 * entry and each index of the other spatial axes. Likewise a kernel is a stack of lines, here
 * called its rows. For a line of the target and a row of the kernel there is at most one line of
 * the source. Only lines are left to the operations: the number of axes and the edges end here.
 */
final class Sweep {
  private final Window window;
  private final boolean transposed;
  private final int outer;
  private final long[] sourceSizes;
  private final long[] sourceStrides;
  private final long[] targetSizes;
  private final long[] targetStrides;
  private final long[] before;
  private final int lineBefore;
  private final long channelStride;

  /**
   * @param before the padding before each axis
   * @param transposed the source is what an ordinary convolution would make of the target
   */
  private Sweep(
      Layout layout,
      Window window,
      Tensor source,
      Tensor target,
      long[] before,
      boolean transposed) {
    this.window = window;
    this.transposed = transposed;
    this.outer = window.axes() - 1;
    int first = layout == Layout.CHANNELS_LAST ? 1 : 2;
    this.sourceSizes = outer(source.shape(), first);
    this.targetSizes = outer(target.shape(), first);
    this.sourceStrides = new long[outer + 2];
    this.targetStrides = new long[outer + 2];
    for (int axis = 0; axis <= outer + 1; axis++) {
      int at = axis == 0 ? 0 : first + axis - 1;
      sourceStrides[axis] = source.stride(at);
      targetStrides[axis] = target.stride(at);
    }
    this.before = before;
    this.lineBefore = Math.toIntExact(before[outer]);
    this.channelStride = source.stride(layout == Layout.CHANNELS_LAST ? outer + 2 : 1);
  }

  /** Of a convolution or a pool: the window's padding follows from the sizes. */
  static Sweep forward(Layout layout, Window window, Tensor source, Tensor target) {
    long[] before = before(layout, window, source, target);
    return new Sweep(layout, window, source, target, before, false);
  }

  /**
   * Of a transposed convolution, or of a part of one.
   *
   * @param before what is cut before each axis: what the convolution back {@link #before pads}
   */
  static Sweep backward(Layout layout, Window window, Tensor source, Tensor target, long[] before) {
    return new Sweep(layout, window, source, target, before, true);
  }

  /** The padding before each axis of a convolution, or of a pool. */
  static long[] before(Layout layout, Window window, Tensor in, Tensor out) {
    int first = layout == Layout.CHANNELS_LAST ? 1 : 2;
    long[] before = new long[window.axes()];
    for (int axis = 0; axis < before.length; axis++) {
      before[axis] = window.before(axis, in.size(first + axis), out.size(first + axis));
    }
    return before;
  }

  /** Sizes of batch and of every spatial axis but the last, then of the last. */
  private long[] outer(long[] shape, int first) {
    long[] sizes = new long[outer + 2];
    sizes[0] = shape[0];
    System.arraycopy(shape, first, sizes, 1, outer + 1);
    return sizes;
  }

  /** The rows of the kernel. */
  int rows() {
    int product = 1;
    for (int axis = 0; axis < outer; axis++) {
      product *= window.kernel()[axis];
    }
    return product;
  }

  /** The elements of a row of the kernel. */
  int width() {
    return window.kernel()[outer];
  }

  /** The kernel's elements. */
  int taps() {
    return rows() * width();
  }

  int stride() {
    return window.stride()[outer];
  }

  int dilation() {
    return window.dilation()[outer];
  }

  /** The padding before a line. */
  int before() {
    return lineBefore;
  }

  /** How many elements of a source line lie under {@code count} neighboring window positions. */
  int span(int count) {
    return Math.toIntExact((count - 1L) * stride() + window.reach(outer));
  }

  /** How far from the first element of the kernel a row of it is, along an axis but the last. */
  static long tap(Window window, int axis, int row) {
    int rest = row;
    for (int inner = window.axes() - 2; inner > axis; inner--) {
      rest /= window.kernel()[inner];
    }
    return (long) (rest % window.kernel()[axis]) * window.dilation()[axis];
  }

  /** The lines of one example of the target. */
  long linesPerExample() {
    long product = 1;
    for (int axis = 1; axis <= outer; axis++) {
      product *= targetSizes[axis];
    }
    return product;
  }

  /** The lines of the target, example by example. */
  long lines() {
    return targetSizes[0] * linesPerExample();
  }

  /** The positions on a line of the target. */
  int targetLength() {
    return Math.toIntExact(targetSizes[outer + 1]);
  }

  /** The positions on a line of the source. */
  int sourceLength() {
    return Math.toIntExact(sourceSizes[outer + 1]);
  }

  /** From one position of a source line to the next. */
  long sourceStep() {
    return sourceStrides[outer + 1];
  }

  /** From one position of a target line to the next. */
  long targetStep() {
    return targetStrides[outer + 1];
  }

  /** From one channel of the source to the next. */
  long channelStride() {
    return channelStride;
  }

  /** Where a line of the target begins. */
  long target(long line) {
    long rest = line;
    long offset = 0;
    for (int axis = outer; axis >= 0; axis--) {
      offset += rest % targetSizes[axis] * targetStrides[axis];
      rest /= targetSizes[axis];
    }
    return offset;
  }

  /** Where the source line begins that meets a target line under a row of the kernel, or -1. */
  long source(long line, int row) {
    long restOfLine = line;
    int restOfRow = row;
    long offset = 0;
    for (int axis = outer; axis > 0; axis--) {
      long position = restOfLine % targetSizes[axis];
      restOfLine /= targetSizes[axis];
      int size = window.kernel()[axis - 1];
      long tap = (long) (restOfRow % size) * window.dilation()[axis - 1];
      restOfRow /= size;
      long index = sourceIndex(axis - 1, position, tap);
      if (index < 0 || index >= sourceSizes[axis]) {
        return -1;
      }
      offset += index * sourceStrides[axis];
    }
    return offset + restOfLine * sourceStrides[0];
  }

  /**
   * Loads neighboring positions of a source line, zeros where there is none.
   *
   * @param line where the line begins; -1 for a line of zeros
   * @param first the first position, which may lie outside the line
   * @param unit the adjacent elements of a position
   */
  void load(Row to, int at, Tensor source, long line, long first, int count, int unit) {
    int from = (int) Math.min(count, Math.max(0, -first));
    int end = (int) Math.max(from, Math.min(count, sourceLength() - first));
    if (line < 0 || from == end) {
      to.fill(at, count * unit, 0);
      return;
    }
    to.fill(at, from * unit, 0);
    if (sourceStep() == unit) {
      to.load(at + from * unit, source, line + (first + from) * unit, (end - from) * unit);
    } else {
      for (int i = from; i < end; i++) {
        to.load(at + i * unit, source, line + (first + i) * sourceStep(), unit);
      }
    }
    to.fill(at + end * unit, (count - end) * unit, 0);
  }

  private long sourceIndex(int axis, long position, long tap) {
    int step = window.stride()[axis];
    if (!transposed) {
      return position * step + tap - before[axis];
    }
    long unstrided = position + before[axis] - tap;
    return unstrided % step == 0 ? unstrided / step : -1;
  }
}
