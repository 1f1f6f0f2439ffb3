package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;

/**
 * The mean of each bin, with as many bins on each axis as the result has elements.
 *
 * <p>Bin {@code j} is {@code floor(j * in / out) <= i < ceil((j + 1) * in / out)}, as in PyTorch.
 */
public final class AdaptiveAvgPool implements Operation {
  private final Layout layout;

  public AdaptiveAvgPool(Layout layout) {
    this.layout = layout;
  }

  @Override
  public void run(Session session, Tensor out, Tensor... inputs) {
    Separable.run(session, layout, out, inputs[0], Binning.AVERAGE.onAllAxes(out));
  }
}
