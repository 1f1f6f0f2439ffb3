package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;
import java.util.stream.IntStream;

/** Copies elements from one arrangement in memory to another. */
final class Move {
  /** Shorter runs are collected on the heap before they are stored. */
  private static final int LONG_RUN = 32;

  /** The side of a square tile that is transposed on the heap. */
  private static final int SIDE = 64;

  private static final int TARGET = 0;
  private static final int SOURCE = 1;

  private Move() {}

  /** Copies a tensor to another of the same shape. */
  static void copy(Session session, Tensor out, Tensor in) {
    permuted(session, out, in, IntStream.range(0, out.rank()).toArray());
  }

  /** Copies a tensor with its axes in another order. */
  static void permuted(Session session, Tensor out, Tensor in, int... order) {
    long[] outStrides = new long[order.length];
    long[] inStrides = new long[order.length];
    for (int axis = 0; axis < order.length; axis++) {
      outStrides[axis] = out.stride(axis);
      inStrides[axis] = in.stride(order[axis]);
    }
    copy(session, out.shape(), out, outStrides, in, inStrides);
  }

  /** Copies the elements of {@code shape}, which have strides of their own in both tensors. */
  static void copy(
      Session session, long[] shape, Tensor out, long[] outStrides, Tensor in, long[] inStrides) {
    int[] order = Nest.byStride(outStrides);
    Nest nest =
        Nest.of(permute(shape, order), permute(outStrides, order), permute(inStrides, order));
    int column = nest.loops() - 1;
    if (nest.columnStride(TARGET) == 1 && nest.columnStride(SOURCE) == 1) {
      if (nest.columns() >= LONG_RUN) {
        runs(session, nest, out, in);
        return;
      }
    } else {
      for (int loop = 0; loop < column; loop++) {
        if (nest.stride(SOURCE, loop) == 1 && nest.size(loop) > 1) {
          transpose(session, nest, loop, out, in);
          return;
        }
      }
    }
    Elementwise.run(session, (result, others, spare, count) -> {}, nest, out, in);
  }

  private static void runs(Session session, Nest nest, Tensor out, Tensor in) {
    int column = nest.loops() - 1;
    long length = nest.columns();
    long pieces = Math.max(1, length >> 16);
    session.parallel(
        nest.outer(column, column) * pieces,
        length / pieces,
        (worker, from, to) -> {
          for (long piece = from; piece < to; piece++) {
            long run = piece / pieces;
            long begin = piece % pieces * length / pieces;
            long end = (piece % pieces + 1) * length / pieces;
            out.copy(
                nest.offset(TARGET, run, column, column) + begin,
                in,
                nest.offset(SOURCE, run, column, column) + begin,
                end - begin);
          }
        });
  }

  /** Transposes tiles between the innermost loop and the one that has adjacent source elements. */
  private static void transpose(Session session, Nest nest, int loop, Tensor out, Tensor in) {
    int column = nest.loops() - 1;
    int narrow = (int) Math.min(nest.columns(), SIDE);
    int tall = (int) Math.min(nest.size(loop), SIDE * SIDE / narrow);
    long across = (nest.columns() + narrow - 1) / narrow;
    long down = (nest.size(loop) + tall - 1) / tall;
    session.parallel(
        nest.outer(loop, column) * down * across,
        2L * narrow * tall,
        (worker, from, to) -> {
          Row loaded = worker.row(0, out.type(), SIDE * SIDE);
          Row turned = worker.row(1, out.type(), SIDE * SIDE);
          for (long tile = from; tile < to; tile++) {
            long top = tile / across % down * tall;
            long left = tile % across * narrow;
            int rows = (int) Math.min(tall, nest.size(loop) - top);
            int columns = (int) Math.min(narrow, nest.columns() - left);
            long outer = tile / across / down;
            long source =
                nest.offset(SOURCE, outer, loop, column) + top + left * nest.columnStride(SOURCE);
            long target =
                nest.offset(TARGET, outer, loop, column)
                    + top * nest.stride(TARGET, loop)
                    + left * nest.columnStride(TARGET);
            Elementwise.load(
                loaded, turned, in, source, columns, nest.columnStride(SOURCE), rows, 1);
            turned.transpose(0, loaded, 0, columns, rows);
            Elementwise.store(
                turned,
                out,
                target,
                rows,
                nest.stride(TARGET, loop),
                columns,
                nest.columnStride(TARGET));
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
