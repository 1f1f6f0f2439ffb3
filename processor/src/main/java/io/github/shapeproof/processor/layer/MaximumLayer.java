package io.github.shapeproof.processor.layer;

/** The rule of {@code @Maximum}. */
public final class MaximumLayer extends Elementwise {
  /** The rule. */
  public MaximumLayer() {
    super("Maximum", Integer.MAX_VALUE);
  }
}
