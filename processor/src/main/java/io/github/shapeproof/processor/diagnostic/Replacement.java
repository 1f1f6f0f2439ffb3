package io.github.shapeproof.processor.diagnostic;

import io.github.shapeproof.processor.declaration.Span;

/**
 * A change of a source file's text.
 *
 * @param span what to take out; empty for an insertion
 * @param text what to put in its place
 */
public record Replacement(Span span, String text) {

  /** Whether the two touch the same characters. */
  public boolean overlaps(Replacement other) {
    return span.start() <= other.span.end() && other.span.start() <= span.end();
  }
}
