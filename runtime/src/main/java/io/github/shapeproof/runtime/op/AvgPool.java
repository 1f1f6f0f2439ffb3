package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.PoolKind;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;
import io.github.shapeproof.runtime.Window;

/**
 * The mean under a moving window, over the elements inside.
 *
 * <p>With {@code countIncludePad} explicit padding counts as zeros; windows that reach past it in
 * ceil mode are cut there, as in PyTorch. SAME padding never counts.
 */
public final class AvgPool implements Operation {
  private final Layout layout;
  private final AxisRule[] rules;

  public AvgPool(Layout layout, Window window, boolean countIncludePad) {
    this.layout = layout;
    this.rules = Sliding.rules(PoolKind.AVG, window, countIncludePad);
  }

  @Override
  public void run(Session session, Tensor out, Tensor... inputs) {
    Separable.run(session, layout, out, inputs[0], rules);
  }
}
