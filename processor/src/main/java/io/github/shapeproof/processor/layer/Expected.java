package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.ShapePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shape that an argument is to have, in symbols that are still to be found.
 *
 * @param text it in words
 * @param site where a wrong number of dimensions is said
 * @param leading the name of its leading dimensions, where their number is open
 * @param dims the others
 */
record Expected(String text, Site site, Optional<String> leading, List<Item> dims) {

  /** What the leading dimensions of a signature are called, the same ones everywhere. */
  static final String LEADING = "...";

  /**
   * One dimension.
   *
   * @param dim its size; absent where any will do
   * @param site where the size is said
   */
  record Item(Optional<Dim> dim, Site site) {}

  /** An input of another model, whose sizes are said where the argument is named. */
  static Expected input(Named input, Site site) {
    return new Expected(
        input.shape().inWords(),
        site,
        input.shape().leading(),
        input.shape().dims().stream().map(dim -> new Item(Optional.of(dim), site)).toList());
  }

  /** A shape of a signature, in which {@code ...} is the same everywhere. */
  static Expected signature(Text text, ShapePattern pattern) {
    List<Item> dims = new ArrayList<>();
    for (ShapePattern.Item item : pattern.items()) {
      if (!(item instanceof ShapePattern.Ellipsis)) {
        dims.add(
            new Item(
                item instanceof ShapePattern.Exact exact
                    ? Optional.of(exact.dim())
                    : Optional.empty(),
                text.site().marked(item.start(), item.end())));
      }
    }
    return new Expected(
        pattern.items().isEmpty() ? pattern.inWords() : text.content(),
        text.site().marked(text.start(), text.end()),
        pattern.hasEllipsis() ? Optional.of(LEADING) : Optional.empty(),
        dims);
  }
}
