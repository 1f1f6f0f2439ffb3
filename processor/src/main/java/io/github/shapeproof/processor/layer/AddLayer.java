package io.github.shapeproof.processor.layer;

/** The rule of {@code @Add}. */
public final class AddLayer extends Elementwise {
  /** The rule. */
  public AddLayer() {
    super("Add", Integer.MAX_VALUE);
  }
}
