package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Tensor;
import java.util.Arrays;

/**
 * The loops over several tensors at once, as few as their strides allow.
 *
 * <p>Neighbouring dimensions become one loop where every tensor goes through both in equal steps,
 * so that a whole contiguous tensor is a single row. There are at least two loops: rows and
 * columns.
 */
final class Nest {
  private final long[] sizes;
  private final long[][] strides;

  private Nest(long[] sizes, long[][] strides) {
    this.sizes = sizes;
    this.strides = strides;
  }

  /** Over the elements of the first tensor; the others have size 1 where they are repeated. */
  static Nest of(Tensor out, Tensor... others) {
    int rank = out.rank();
    long[][] strides = new long[others.length + 1][rank];
    for (int axis = 0; axis < rank; axis++) {
      strides[0][axis] = out.stride(axis);
      for (int i = 0; i < others.length; i++) {
        boolean repeated = others[i].size(axis) == 1 && out.size(axis) != 1;
        strides[i + 1][axis] = repeated ? 0 : others[i].stride(axis);
      }
    }
    return of(out.shape(), strides);
  }

  /** Over {@code shape}, with the strides of each tensor. */
  static Nest of(long[] shape, long[]... strides) {
    long[] sizes = new long[shape.length + 2];
    long[][] steps = new long[strides.length][shape.length + 2];
    int last = sizes.length;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (shape[axis] == 1) {
        continue;
      }
      if (last < sizes.length && continues(axis, strides, sizes[last], steps, last)) {
        sizes[last] *= shape[axis];
        continue;
      }
      sizes[--last] = shape[axis];
      for (int i = 0; i < strides.length; i++) {
        steps[i][last] = strides[i][axis];
      }
    }
    while (sizes.length - last < 2) {
      sizes[--last] = 1;
      for (long[] step : steps) {
        step[last] = last + 1 < sizes.length ? step[last + 1] * sizes[last + 1] : 1;
      }
    }
    long[][] kept = new long[steps.length][];
    for (int i = 0; i < steps.length; i++) {
      kept[i] = Arrays.copyOfRange(steps[i], last, sizes.length);
    }
    return new Nest(Arrays.copyOfRange(sizes, last, sizes.length), kept);
  }

  /** The indices of some values, that of the largest first. */
  static int[] descending(long... values) {
    int[] order = new int[values.length];
    for (int i = 0; i < order.length; i++) {
      int at = i;
      for (; at > 0 && values[order[at - 1]] < values[i]; at--) {
        order[at] = order[at - 1];
      }
      order[at] = i;
    }
    return order;
  }

  int loops() {
    return sizes.length;
  }

  long size(int loop) {
    return sizes[loop];
  }

  long rows() {
    return sizes[sizes.length - 2];
  }

  long columns() {
    return sizes[sizes.length - 1];
  }

  long stride(int tensor, int loop) {
    return strides[tensor][loop];
  }

  long rowStride(int tensor) {
    return strides[tensor][sizes.length - 2];
  }

  long columnStride(int tensor) {
    return strides[tensor][sizes.length - 1];
  }

  /** The iterations of all loops but two. */
  long outer(int without, int alsoWithout) {
    long count = 1;
    for (int loop = 0; loop < sizes.length; loop++) {
      count *= loop == without || loop == alsoWithout ? 1 : sizes[loop];
    }
    return count;
  }

  /** Where a tensor stands in an iteration of all loops but two. */
  long offset(int tensor, long outer, int without, int alsoWithout) {
    long offset = 0;
    long rest = outer;
    for (int loop = sizes.length - 1; loop >= 0; loop--) {
      if (loop != without && loop != alsoWithout) {
        offset += rest % sizes[loop] * strides[tensor][loop];
        rest /= sizes[loop];
      }
    }
    return offset;
  }

  /** Where a tensor stands at a row and a column of the two innermost loops. */
  long offset(int tensor, long outer, long row, long column) {
    int inner = sizes.length - 1;
    return offset(tensor, outer, inner - 1, inner)
        + row * rowStride(tensor)
        + column * columnStride(tensor);
  }

  private static boolean continues(
      int axis, long[][] strides, long inner, long[][] steps, int last) {
    for (int i = 0; i < strides.length; i++) {
      if (strides[i][axis] != inner * steps[i][last]) {
        return false;
      }
    }
    return true;
  }
}
