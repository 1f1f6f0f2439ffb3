package io.github.shapeproof.runtime;

/** An array is not what the model declares: shape, type, or a fact about its symbols. */
public class ShapeMismatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public ShapeMismatchException(String message) {
    super(message);
  }
}
