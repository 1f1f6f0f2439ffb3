package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;

/**
 * The mean of each bin, with as many bins on each axis as the result has elements.
 *
 * <p>Bin {@code j} is {@code floor(j * in / out) <= i < ceil((j + 1) * in / out)}, as in PyTorch.
 */
public final class AdaptiveAvgPool extends Separable {
  public AdaptiveAvgPool(Layout layout) {
    super(layout);
  }

  @Override
  AxisRule[] rules(int axes) {
    return Binning.AVERAGE.onAllAxes(axes);
  }
}
