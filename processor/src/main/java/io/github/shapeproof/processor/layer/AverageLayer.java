package io.github.shapeproof.processor.layer;

/** The rule of {@code @Average}. */
public final class AverageLayer extends Elementwise {
  /** The rule. */
  public AverageLayer() {
    super("Average", Integer.MAX_VALUE);
  }
}
