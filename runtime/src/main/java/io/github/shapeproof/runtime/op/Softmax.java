package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Tensor;

/** {@code exp(x)} over its sum along one axis, shifted by the largest element against overflow. */
final class Softmax {
  /** Elements of a tile, unless a single vector has more. */
  private static final int TILE = 4096;

  private Softmax() {}

  /** Computes {@code out}, which may be the input. */
  static void plan(Plan plan, int axis, Tensor out, Tensor in) {
    int length = Math.toIntExact(in.size(axis));
    Tensor one = in.slice(axis, 0, 1);
    Nest nest = Nest.of(out.slice(axis, 0, 1), one);
    int column = nest.loops() - 1;
    int width = (int) Math.min(nest.columns(), Math.max(1, TILE / length));
    long across = (nest.columns() + width - 1) / width;
    plan.loop(
        nest.outer(column, column) * across,
        4L * length * width,
        (worker, from, to) -> {
          Row x = worker.row(ThreadRow.RESULT, in.type(), (long) length * width);
          Row y = worker.row(ThreadRow.MIDDLE, in.type(), (long) length * width);
          for (long tile = from; tile < to; tile++) {
            long left = tile % across * width;
            int count = (int) Math.min(width, nest.columns() - left);
            long target =
                nest.offset(0, tile / across, column, column) + left * nest.columnStride(0);
            long source =
                nest.offset(1, tile / across, column, column) + left * nest.columnStride(1);
            if (in.stride(axis) == 1) {
              Elementwise.load(y, x, in, source, count, nest.columnStride(1), length, 1);
              x.arrange(0, count, 1, y, 0, 1, length, length, count);
            } else {
              Elementwise.load(
                  x, y, in, source, length, in.stride(axis), count, nest.columnStride(1));
            }
            columns(x, y, length, count);
            if (out.stride(axis) == 1) {
              y.arrange(0, length, 1, x, 0, 1, count, count, length);
              Elementwise.store(y, out, target, count, nest.columnStride(0), length, 1);
            } else {
              Elementwise.store(
                  x, out, target, length, out.stride(axis), count, nest.columnStride(0));
            }
          }
        });
  }

  /** Defines it in a graph. */
  static GraphTensor define(GraphTensor x, int axis) {
    GraphTensor exponentials =
        x.subtract(x.max(axis)).map((graph, shifted) -> graph.math().exp(shifted));
    return exponentials.divide(exponentials.sum(axis));
  }

  /** Each of {@code count} columns becomes its softmax; {@code y} is scratch. */
  private static void columns(Row x, Row y, int length, int count) {
    y.copy(0, x, 0, count);
    for (int i = 1; i < length; i++) {
      y.max(0, x, i * count, count);
    }
    for (int i = 0; i < length; i++) {
      x.subtract(i * count, y, 0, count);
    }
    x.map(0, length * count, Math::exp);
    y.addInParts(
        0,
        length,
        count,
        (from, to) -> {
          y.fill(0, count, 0);
          for (int i = from; i < to; i++) {
            y.add(0, x, i * count, count);
          }
        });
    y.map(0, count, sum -> 1 / sum);
    for (int i = 0; i < length; i++) {
      x.multiply(i * count, y, 0, count);
    }
  }
}
