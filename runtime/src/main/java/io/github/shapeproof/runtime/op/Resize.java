package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.ResizeMethod;
import java.util.Arrays;

/**
 * Resizes the spatial axes to those of the result.
 *
 * <p>NEAREST is PyTorch's nearest-exact, BILINEAR does not smooth when shrinking, BICUBIC has
 * {@code a = -0.75} and repeats the edge, AREA averages as adaptive pooling does, LANCZOS3 is
 * TensorFlow's without antialiasing. With half-pixel centres output {@code j} lies at {@code (j +
 * 1/2) * in / out - 1/2} of the input; with aligned corners at {@code j * (in - 1) / (out - 1)}.
 */
public final class Resize extends Separable {
  private final ResizeMethod method;
  private final boolean alignCorners;

  /**
   * @param alignCorners AREA has no centres to align and ignores it
   */
  public Resize(Layout layout, ResizeMethod method, boolean alignCorners) {
    super(layout);
    this.method = method;
    this.alignCorners = alignCorners;
  }

  @Override
  AxisRule[] rules(int axes) {
    AxisRule[] rules = new AxisRule[axes];
    Arrays.fill(rules, new Interpolation(method, alignCorners));
    return rules;
  }
}
