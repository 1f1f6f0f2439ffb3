package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.PoolKind;
import io.github.shapeproof.runtime.Window;

/** The maximum under a moving window; elements outside take no part, a NaN inside wins. */
public final class MaxPool extends Separable {
  private final AxisRule[] rules;

  public MaxPool(Layout layout, Window window) {
    super(layout);
    this.rules = Sliding.rules(PoolKind.MAX, window, false);
  }

  @Override
  AxisRule[] rules(int axes) {
    return rules;
  }
}
