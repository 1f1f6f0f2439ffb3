package io.github.shapeproof.processor.declaration;

/**
 * Characters {@code [start, end)} of a source file, counted from 0.
 *
 * @param start the first one
 * @param end one past the last one
 */
public record Span(int start, int end) {
  /** What is between this and a later one. */
  @SuppressWarnings("ArgumentSelectionDefectChecker")
  public Span until(Span later) {
    return new Span(end, later.start);
  }
}
