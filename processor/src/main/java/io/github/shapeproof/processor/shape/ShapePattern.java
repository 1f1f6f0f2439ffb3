package io.github.shapeproof.processor.shape;

import java.util.List;

/**
 * What {@code @Shape} holds: a dimension each, some of which may be left open.
 *
 * @param text the text as written
 * @param items its dimensions, in order
 */
public record ShapePattern(String text, List<Item> items) {
  public ShapePattern {
    items = List.copyOf(items);
  }

  /** One dimension of the pattern, or any number of leading ones. */
  public sealed interface Item {
    /** Where the item starts in the text. */
    int start();

    /** Where it ends, exclusive. */
    int end();
  }

  /** A dimension of this size. */
  public record Exact(Dim dim, int start, int end) implements Item {}

  /** {@code _}: a dimension that is not checked. */
  public record Wildcard(int start, int end) implements Item {}

  /** {@code ...}: any number of dimensions. */
  public record Ellipsis(int start, int end) implements Item {}

  /** The text for sentences, where {@code ""} would be a gap. */
  public String inWords() {
    return items.isEmpty() ? "a scalar" : text.strip();
  }

  /** Whether the number of dimensions is left open. */
  public boolean hasEllipsis() {
    return items.stream().anyMatch(Ellipsis.class::isInstance);
  }
}
