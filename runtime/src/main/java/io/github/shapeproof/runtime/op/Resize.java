package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.ResizeMethod;

/**
 * Resizes the spatial axes to those of the result.
 *
 * <p>NEAREST is PyTorch's nearest-exact, BILINEAR does not smooth when shrinking, BICUBIC has
 * {@code a = -0.75} and repeats the edge, AREA averages as adaptive pooling does, LANCZOS3 is
 * TensorFlow's without antialiasing. With half-pixel centres output {@code j} lies at {@code (j +
 * 1/2) * in / out - 1/2} of the input, or at {@code (j + 1/2) / scale - 1/2} where a scale was
 * given, as in PyTorch and ONNX; with aligned corners at {@code j * (in - 1) / (out - 1)}.
 */
public final class Resize extends Separable {
  private final ResizeMethod method;
  private final boolean alignCorners;
  private final double[] scale;

  /**
   * @param alignCorners AREA has no centres to align and ignores it
   * @param scale one for each spatial axis, or empty where the sizes alone decide
   */
  public Resize(Layout layout, ResizeMethod method, boolean alignCorners, double... scale) {
    super(layout);
    this.method = method;
    this.alignCorners = alignCorners;
    this.scale = scale.clone();
  }

  @Override
  AxisRule[] rules(int axes) {
    AxisRule[] rules = new AxisRule[axes];
    for (int axis = 0; axis < rules.length; axis++) {
      rules[axis] = new Interpolation(method, alignCorners, scale.length == 0 ? 0 : scale[axis]);
    }
    return rules;
  }
}
