package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Taps;
import org.jspecify.annotations.Nullable;

/**
 * Windows of one axis that move by one stride. The first begins {@code padding} elements before the
 * axis; those that reach outside are cut there.
 */
record Even(int kernel, int stride, int padding) {

  /** The windows that these taps are, or null where they are none or move unevenly. */
  static @Nullable Even of(Taps taps, int in) {
    if (!taps.areWindows()) {
      return null;
    }
    int last = taps.outputs() - 1;
    int kernel = 0;
    for (int x = 0; x <= last; x++) {
      kernel = Math.max(kernel, taps.begin(x + 1) - taps.begin(x));
    }
    int end = taps.index(taps.begin(last));
    int stride = last == 0 ? in : end - taps.index(taps.begin(last - 1));
    Even even = new Even(kernel, stride, last * stride - end);
    return even.moves(taps, in) ? even : null;
  }

  private boolean moves(Taps taps, int in) {
    if (stride < 1 || padding < 0 || padding >= kernel) {
      return false;
    }
    for (int x = 0; x < taps.outputs(); x++) {
      int first = taps.begin(x);
      if (taps.index(first) != Math.max(0, from(x)) || taps.begin(x + 1) - first != inside(x, in)) {
        return false;
      }
    }
    return true;
  }

  /** Where a window begins, negative in the padding. */
  int from(int output) {
    return output * stride - padding;
  }

  /** How many of {@code in} elements a window has. */
  int inside(int output, int in) {
    return Math.min(in, from(output) + kernel) - Math.max(0, from(output));
  }

  /** How many outputs equal padding on both sides gives; 0 where not one window fits. */
  int outputs(int in) {
    int steps = in + 2 * padding - kernel;
    return steps < 0 ? 0 : steps / stride + 1;
  }
}
