package io.github.shapeproof.processor.layer;

/** The rule of {@code @Multiply}. */
public final class MultiplyLayer extends Elementwise {
  /** The rule. */
  public MultiplyLayer() {
    super("Multiply", Integer.MAX_VALUE);
  }
}
