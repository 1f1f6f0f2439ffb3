package io.github.shapeproof.processor.layer;

/** The rule of {@code @Subtract}. */
public final class SubtractLayer extends Elementwise {
  /** The rule. */
  public SubtractLayer() {
    super("Subtract", 2);
  }
}
