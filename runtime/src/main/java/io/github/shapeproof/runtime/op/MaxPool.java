package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.PoolKind;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;
import io.github.shapeproof.runtime.Window;

/** The maximum under a moving window; elements outside take no part, a NaN inside wins. */
public final class MaxPool implements Operation {
  private final Layout layout;
  private final AxisRule[] rules;

  public MaxPool(Layout layout, Window window) {
    this.layout = layout;
    this.rules = Sliding.rules(PoolKind.MAX, window, false);
  }

  @Override
  public void run(Session session, Tensor out, Tensor... inputs) {
    Separable.run(session, layout, out, inputs[0], rules);
  }
}
