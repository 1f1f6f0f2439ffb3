package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.PadMode;
import io.github.shapeproof.runtime.Taps;

/** Extends the spatial axes to those of the result: by a value, a mirror image or the edge. */
public final class Pad extends Separable {
  private final PadMode mode;
  private final double value;
  private final int[] before;

  /**
   * @param value of CONSTANT
   * @param before elements before each spatial axis, or empty for half of all, the odd one after
   */
  public Pad(Layout layout, PadMode mode, double value, int[] before) {
    super(layout);
    this.mode = mode;
    this.value = value;
    this.before = before.clone();
  }

  private record Rule(PadMode mode, double value, int before) implements AxisRule {
    private static final int HALF = -1;

    @Override
    public Taps taps(int in, int out) {
      int start = before == HALF ? (out - in) / 2 : before;
      Taps.Builder taps = Taps.sums(out, value);
      for (int j = 0; j < out; j++) {
        int i = j - start;
        if (i >= 0 && i < in) {
          taps.tap(i, 1);
        } else if (mode != PadMode.CONSTANT) {
          taps.tap(source(i, in), 1);
        }
        taps.end();
      }
      return taps.build();
    }

    private int source(int outside, int in) {
      return switch (mode) {
        case REFLECT -> outside < 0 ? -outside : 2 * (in - 1) - outside;
        case SYMMETRIC -> outside < 0 ? -outside - 1 : 2 * in - 1 - outside;
        case EDGE -> outside < 0 ? 0 : in - 1;
        case CONSTANT -> throw new IllegalStateException("a constant has no source");
      };
    }
  }

  @Override
  AxisRule[] rules(int axes) {
    AxisRule[] rules = new AxisRule[axes];
    for (int axis = 0; axis < rules.length; axis++) {
      rules[axis] = new Rule(mode, value, before.length == 0 ? Rule.HALF : before[axis]);
    }
    return rules;
  }
}
