package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.ThreadRing;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Tensor;

/**
 * Computes each element from the elements at the same place of the inputs, where an input of size 1
 * along an axis is repeated.
 *
 * <p>Works on tiles of rows and columns that fit in the first level cache.
 */
final class Elementwise {
  private static final int TILE = 2048;

  private Elementwise() {}

  /** What happens to a tile. */
  @FunctionalInterface
  interface Kernel {
    /**
     * Computes a tile.
     *
     * @param result holds the first input, and afterwards the result
     * @param others the inputs but the first
     * @param spare scratch of the same length
     */
    void apply(Row result, Row[] others, Row spare, int count);
  }

  /** Computes {@code out}, which may be one of the inputs. */
  static void plan(Plan plan, Kernel kernel, Tensor out, Tensor... inputs) {
    plan(plan, kernel, Nest.of(out, inputs), out, inputs);
  }

  /** Computes {@code out} over given loops, whose first tensor is {@code out}. */
  static void plan(Plan plan, Kernel kernel, Nest nest, Tensor out, Tensor... inputs) {
    int tileColumns = (int) Math.min(nest.columns(), TILE);
    int tileRows = (int) Math.min(nest.rows(), TILE / tileColumns);
    long down = (nest.rows() + tileRows - 1) / tileRows;
    long across = (nest.columns() + tileColumns - 1) / tileColumns;
    plan.loop(
        nest.outer(nest.loops() - 2, nest.loops() - 1) * down * across,
        (long) tileRows * tileColumns * (inputs.length + 1),
        (worker, from, to) -> {
          Row result = worker.row(ThreadRow.RESULT, out.type(), TILE);
          Row spare = worker.row(ThreadRow.MIDDLE, out.type(), TILE);
          Row[] others = worker.ring(ThreadRing.INPUTS, out.type(), inputs.length - 1, TILE);
          for (long tile = from; tile < to; tile++) {
            long top = tile / across % down * tileRows;
            long left = tile % across * tileColumns;
            int rows = (int) Math.min(tileRows, nest.rows() - top);
            int columns = (int) Math.min(tileColumns, nest.columns() - left);
            long outer = tile / across / down;
            for (int i = 0; i < inputs.length; i++) {
              Row into = i == 0 ? result : others[i - 1];
              load(
                  into,
                  spare,
                  inputs[i],
                  nest.offset(i + 1, outer, top, left),
                  rows,
                  nest.rowStride(i + 1),
                  columns,
                  nest.columnStride(i + 1));
            }
            kernel.apply(result, others, spare, rows * columns);
            store(
                result,
                out,
                nest.offset(0, outer, top, left),
                rows,
                nest.rowStride(0),
                columns,
                nest.columnStride(0));
          }
        });
  }

  static void load(
      Row into,
      Row spare,
      Tensor from,
      long offset,
      int rows,
      long rowStride,
      int columns,
      long columnStride) {
    if (columnStride == 1 && (rows == 1 || rowStride == columns)) {
      into.load(0, from, offset, rows * columns);
    } else if (columnStride == 0) {
      spare.load(0, from, offset, rowStride, rows);
      into.repeat(0, spare, 0, rows, columns);
    } else {
      for (int row = 0; row < rows; row++) {
        into.load(row * columns, from, offset + row * rowStride, columnStride, columns);
      }
    }
  }

  static void store(
      Row from, Tensor to, long offset, int rows, long rowStride, int columns, long columnStride) {
    if (columnStride == 1 && (rows == 1 || rowStride == columns)) {
      from.store(0, to, offset, rows * columns);
      return;
    }
    for (int row = 0; row < rows; row++) {
      from.store(row * columns, to, offset + row * rowStride, columnStride, columns);
    }
  }
}
