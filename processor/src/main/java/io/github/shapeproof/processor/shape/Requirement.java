package io.github.shapeproof.processor.shape;

/**
 * What a layer needs of sizes: {@code left >= right}, or anything else that a fact says.
 *
 * @param label who needs it, for messages
 */
public record Requirement(Fact fact, String label) {

  /** A lower bound. */
  public Requirement(Dim left, Dim right, String label) {
    this(Fact.of(left, Relation.AT_LEAST, right), label);
  }

  public Dim left() {
    return fact.left();
  }

  public Dim right() {
    return fact.right();
  }

  @Override
  public String toString() {
    return fact.toString();
  }
}
