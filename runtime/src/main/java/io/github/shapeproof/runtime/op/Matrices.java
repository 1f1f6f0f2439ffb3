package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.OffHeap;
import io.github.shapeproof.runtime.Scratch.SharedRow;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Tensor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Feature maps as matrices: {@code [positions, channels]} in channels-last, {@code [channels,
 * positions]} for one example in channels-first.
 */
final class Matrices {
  /** Elements of a row that is stored again and again. */
  private static final int PATTERN = 4096;

  private Matrices() {}

  /** A tensor in another shape: a view where there is one, else a copy in scratch. */
  static Tensor reshaped(Plan plan, OffHeap name, Tensor tensor, long... shape) {
    if (tensor.canReshape(shape)) {
      return tensor.reshape(shape);
    }
    Tensor scratch = plan.scratch(name, tensor.type(), tensor.shape());
    Move.copy(plan, scratch, tensor);
    return scratch.reshape(shape);
  }

  /** Computes a tensor in another shape: in its place where that is a view, else in scratch. */
  static void compute(
      Plan plan, OffHeap name, Tensor out, long[] shape, Consumer<Tensor> computation) {
    if (out.canReshape(shape)) {
      computation.accept(out.reshape(shape));
      return;
    }
    Tensor scratch = plan.scratch(name, out.type(), shape);
    computation.accept(scratch);
    Move.copy(plan, out, scratch.reshape(out.shape()));
  }

  /** All elements in a heap row, as of each call: see {@link Plan#row}. */
  static Supplier<Row> load(Plan plan, SharedRow name, Tensor tensor) {
    return plan.row(name, tensor.type(), tensor.length(), row -> load(row, tensor));
  }

  private static void load(Row row, Tensor tensor) {
    int last = tensor.rank() - 1;
    int length = Math.toIntExact(tensor.size(last));
    for (int line = 0; line < tensor.length() / length; line++) {
      row.load(line * length, tensor, offset(tensor, line), length);
    }
  }

  /** Where a line along the last axis begins. */
  static long offset(Tensor tensor, long line) {
    long rest = line;
    long offset = 0;
    for (int axis = tensor.rank() - 2; axis >= 0; axis--) {
      offset += rest % tensor.size(axis) * tensor.stride(axis);
      rest /= tensor.size(axis);
    }
    return offset;
  }

  /**
   * Sets every position of a matrix to the bias, so that products can be added.
   *
   * @return whether there is a bias
   */
  static boolean fill(Plan plan, Layout layout, Tensor matrix, @Nullable Tensor bias) {
    if (bias == null) {
      return false;
    }
    if (layout == Layout.CHANNELS_LAST) {
      fillRows(plan, matrix, bias);
    } else {
      fillColumns(plan, matrix, bias);
    }
    return true;
  }

  private static void fillRows(Plan plan, Tensor matrix, Tensor bias) {
    int channels = Math.toIntExact(matrix.size(1));
    boolean adjacent = matrix.stride(0) == channels;
    int repeats = adjacent ? Math.max(1, PATTERN / channels) : 1;
    plan.loop(
        matrix.size(0),
        channels,
        (worker, begin, end) -> {
          Row pattern = worker.row(ThreadRow.RESULT, matrix.type(), (long) repeats * channels);
          for (int i = 0; i < Math.min(repeats, end - begin); i++) {
            pattern.load(i * channels, bias, 0, channels);
          }
          for (long row = begin; row < end; row += repeats) {
            int count = (int) Math.min(repeats, end - row);
            pattern.store(0, matrix, row * matrix.stride(0), count * channels);
          }
        });
  }

  private static void fillColumns(Plan plan, Tensor matrix, Tensor bias) {
    long positions = matrix.size(1);
    int pattern = (int) Math.min(PATTERN, positions);
    Supplier<Row> loaded = load(plan, SharedRow.TERMS, bias);
    plan.loop(
        matrix.size(0),
        positions,
        (worker, begin, end) -> {
          Row values = loaded.get();
          Row row = worker.row(ThreadRow.RESULT, matrix.type(), pattern);
          for (long channel = begin; channel < end; channel++) {
            row.fill(0, pattern, values.get((int) channel));
            for (long at = 0; at < positions; at += pattern) {
              int count = (int) Math.min(pattern, positions - at);
              row.store(0, matrix, channel * matrix.stride(0) + at, count);
            }
          }
        });
  }
}
