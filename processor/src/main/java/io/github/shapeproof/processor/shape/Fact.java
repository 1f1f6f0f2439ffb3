package io.github.shapeproof.processor.shape;

/**
 * One fact of a model's {@code where}: what holds for every size the model is given.
 *
 * @param start where in the text of {@code where} it starts
 * @param end where it ends, exclusive
 */
public record Fact(Dim left, Relation relation, Dim right, int start, int end) {

  /** A fact that stands in no text. */
  public static Fact of(Dim left, Relation relation, Dim right) {
    return new Fact(left, relation, right, 0, 0);
  }

  @Override
  public String toString() {
    return left + " " + relation + " " + right;
  }
}
