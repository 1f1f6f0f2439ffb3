package io.github.shapeproof.runtime;

import org.jspecify.annotations.Nullable;

/** Arithmetic of shapes and strides. */
final class Strides {
  private Strides() {}

  static long product(long... sizes) {
    long result = 1;
    for (long size : sizes) {
      result = Math.multiplyExact(result, size);
    }
    return result;
  }

  static long[] rowMajor(long... shape) {
    long[] strides = new long[shape.length];
    long step = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= shape[axis];
    }
    return strides;
  }

  /** Gives each dimension of size 1 the stride it would have if it were the outer of two runs. */
  static void nameUnits(long[] shape, long[] strides) {
    long step = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (shape[axis] == 1) {
        strides[axis] = step;
      }
      step = shape[axis] * strides[axis];
    }
  }

  /**
   * The strides of the same elements in another shape, or null where there are none or the last
   * dimension would not be adjacent.
   *
   * <p>Both shapes split into groups of dimensions with equal products; a group of the old shape
   * must be one run of equal steps.
   */
  static long @Nullable [] reshape(long[] shape, long[] strides, long[] to) {
    if (product(shape) != product(to)) {
      return null;
    }
    long[] result = new long[to.length];
    int from = 0;
    int at = 0;
    while (at < to.length && from < shape.length) {
      int fromEnd = from + 1;
      int end = at + 1;
      long old = shape[from];
      long size = to[at];
      while (old != size) {
        if (size < old) {
          size *= to[end++];
        } else {
          old *= shape[fromEnd++];
        }
      }
      int inner = -1;
      for (int axis = fromEnd - 1; axis >= from; axis--) {
        if (shape[axis] != 1) {
          if (inner >= 0 && strides[axis] != strides[inner] * shape[inner]) {
            return null;
          }
          inner = axis;
        }
      }
      long step = innermostStep(shape, strides, from, fromEnd);
      for (int axis = end - 1; axis >= at; axis--) {
        result[axis] = step;
        step *= to[axis];
      }
      from = fromEnd;
      at = end;
    }
    for (; at < to.length; at++) {
      result[at] = 1;
    }
    nameUnits(to, result);
    return to.length == 0 || result[to.length - 1] == 1 ? result : null;
  }

  private static long innermostStep(long[] shape, long[] strides, int from, int end) {
    for (int axis = end - 1; axis >= from; axis--) {
      if (shape[axis] != 1) {
        return strides[axis];
      }
    }
    return 1;
  }
}
