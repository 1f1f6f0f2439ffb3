package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.PoolKind;
import io.github.shapeproof.runtime.Window;

/**
 * The mean under a moving window, over the elements inside.
 *
 * <p>With {@code countIncludePad} explicit padding counts as zeros; windows that reach past it in
 * ceil mode are cut there, as in PyTorch. SAME padding never counts.
 */
public final class AvgPool extends Separable {
  private final AxisRule[] rules;

  public AvgPool(Layout layout, Window window, boolean countIncludePad) {
    super(layout);
    this.rules = Sliding.rules(PoolKind.AVG, window, countIncludePad);
  }

  @Override
  AxisRule[] rules(int axes) {
    return rules;
  }
}
