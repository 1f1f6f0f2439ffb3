package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.PoolKind;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Window;

/**
 * Pools one axis with a window that moves by the stride.
 *
 * <p>Elements outside take no part in a maximum. An average divides by the elements inside; with
 * {@code countPadding} explicit padding counts as well, but nothing beyond it (PyTorch).
 */
record Sliding(PoolKind kind, Window window, int axis, boolean countPadding) implements AxisRule {

  static AxisRule[] rules(PoolKind kind, Window window, boolean countPadding) {
    AxisRule[] rules = new AxisRule[window.axes()];
    for (int axis = 0; axis < rules.length; axis++) {
      rules[axis] = new Sliding(kind, window, axis, countPadding);
    }
    return rules;
  }

  @Override
  public Taps taps(int in, int out) {
    Taps.Builder taps = kind == PoolKind.MAX ? Taps.maxima(out) : Taps.sums(out);
    long start = -window.before(axis, in, out);
    for (int j = 0; j < out; j++, start += window.stride()[axis]) {
      double weight = 1.0 / divisor(start, in);
      for (int k = 0; k < window.kernel()[axis]; k++) {
        long i = start + (long) k * window.dilation()[axis];
        if (i >= 0 && i < in) {
          taps.tap((int) i, weight);
        }
      }
      taps.end();
    }
    return taps.build();
  }

  private long divisor(long start, long in) {
    long end = start + window.kernel()[axis];
    return countPadding && window.padding() == Padding.VALID
        ? Math.min(end, in + window.after()[axis]) - start
        : Math.min(end, in) - Math.max(start, 0);
  }
}
