package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Tensor;

/** Copies elements from one arrangement in memory to another. */
final class Move {
  /** Shorter runs are collected on the heap before they are stored. */
  private static final int LONG_RUN = 16;

  /** Elements that one thread copies at a time. */
  private static final long PIECE = 1 << 14;

  private static final int TARGET = 0;
  private static final int SOURCE = 1;

  private Move() {}

  /** Copies a tensor to another of the same shape. */
  static void copy(Plan plan, Tensor out, Tensor in) {
    copy(plan, out.shape(), out, out.strides(), in, in.strides());
  }

  /** Copies a tensor with its axes in another order. */
  static void permuted(Plan plan, Tensor out, Tensor in, int... order) {
    long[] outStrides = new long[order.length];
    long[] inStrides = new long[order.length];
    for (int axis = 0; axis < order.length; axis++) {
      outStrides[axis] = out.stride(axis);
      inStrides[axis] = in.stride(order[axis]);
    }
    copy(plan, out.shape(), out, outStrides, in, inStrides);
  }

  /** Copies the elements of {@code shape}, which have strides of their own in both tensors. */
  static void copy(
      Plan plan, long[] shape, Tensor out, long[] outStrides, Tensor in, long[] inStrides) {
    int[] order = Nest.descending(outStrides);
    Nest nest =
        Nest.of(permute(shape, order), permute(outStrides, order), permute(inStrides, order));
    boolean isRun = nest.columnStride(TARGET) == 1 && nest.columnStride(SOURCE) == 1;
    if (isRun && nest.columns() >= LONG_RUN) {
      runs(plan, nest, out, in);
    } else {
      new Shuffle(nest, out, in).plan(plan);
    }
  }

  /** Copies pieces: a few rows, or a part of a long one. */
  private static void runs(Plan plan, Nest nest, Tensor out, Tensor in) {
    int row = nest.loops() - 2;
    int column = nest.loops() - 1;
    long width = Math.min(nest.columns(), PIECE);
    long height = Math.min(nest.rows(), PIECE / width);
    long across = (nest.columns() + width - 1) / width;
    long down = (nest.rows() + height - 1) / height;
    plan.loop(
        nest.outer(row, column) * down * across,
        height * width,
        (worker, from, to) -> {
          for (long piece = from; piece < to; piece++) {
            long left = piece % across * width;
            long top = piece / across % down * height;
            long outer = piece / across / down;
            long target =
                nest.offset(TARGET, outer, row, column) + top * nest.rowStride(TARGET) + left;
            long source =
                nest.offset(SOURCE, outer, row, column) + top * nest.rowStride(SOURCE) + left;
            long length = Math.min(width, nest.columns() - left);
            for (long y = top; y < Math.min(nest.rows(), top + height); y++) {
              out.copy(target, in, source, length);
              target += nest.rowStride(TARGET);
              source += nest.rowStride(SOURCE);
            }
          }
        });
  }

  private static long[] permute(long[] values, int[] order) {
    long[] result = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      result[i] = values[order[i]];
    }
    return result;
  }
}
