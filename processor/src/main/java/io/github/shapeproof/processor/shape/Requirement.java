package io.github.shapeproof.processor.shape;

/**
 * A lower bound that a layer needs: {@code left >= right}.
 *
 * @param label who needs it, for messages
 */
public record Requirement(Dim left, Dim right, String label) {

  /** The requirement as a fact. */
  public Fact fact() {
    return Fact.of(left, Relation.AT_LEAST, right);
  }

  @Override
  public String toString() {
    return fact().toString();
  }
}
