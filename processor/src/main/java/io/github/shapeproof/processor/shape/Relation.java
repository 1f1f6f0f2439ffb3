package io.github.shapeproof.processor.shape;

/** How the two sides of a {@link Fact} compare. */
public enum Relation {
  EQUAL("=="),
  AT_LEAST(">="),
  AT_MOST("<="),
  GREATER(">"),
  LESS("<");

  private final String text;

  Relation(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
