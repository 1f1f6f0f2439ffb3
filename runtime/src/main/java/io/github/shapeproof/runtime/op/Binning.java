package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Tensor;
import java.util.Arrays;

/**
 * Splits one axis into as many bins as there are outputs: adaptive pooling.
 *
 * <p>Bin {@code j} is {@code floor(j * in / out) <= i < ceil((j + 1) * in / out)}, as in PyTorch:
 * bins cover the whole axis and may overlap by one.
 */
enum Binning implements AxisRule {
  AVERAGE,
  MAXIMUM;

  /** This rule for each spatial axis of a feature map. */
  AxisRule[] onAllAxes(int axes) {
    AxisRule[] rules = new AxisRule[axes];
    Arrays.fill(rules, this);
    return rules;
  }

  /** The shape of a feature map whose spatial axes are pooled to one bin each. */
  static long[] oneBin(Tensor map, Layout layout) {
    long[] shape = map.shape();
    int first = layout == Layout.CHANNELS_LAST ? 1 : 2;
    Arrays.fill(shape, first, first + map.rank() - 2, 1);
    return shape;
  }

  @Override
  public Taps taps(int in, int out) {
    Taps.Builder taps = this == MAXIMUM ? Taps.maxima(out) : Taps.sums(out);
    for (int j = 0; j < out; j++) {
      int from = (int) ((long) j * in / out);
      int to = (int) (((j + 1L) * in + out - 1) / out);
      for (int i = from; i < to; i++) {
        taps.tap(i, 1.0 / (to - from));
      }
      taps.end();
    }
    return taps.build();
  }
}
