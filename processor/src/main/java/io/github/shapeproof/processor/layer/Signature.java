package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.ShapeParser;
import io.github.shapeproof.processor.shape.ShapePattern;
import java.util.List;

/**
 * The text of {@code @Custom}: {@code "N,H,W,C ; N,C -> N,H,W,2*C"}.
 *
 * @param text all of it
 * @param inputs the shapes left of the arrow
 * @param result the shape right of it
 */
record Signature(Text text, List<Item> inputs, Item result) {

  /**
   * One shape of the signature.
   *
   * @param text as written
   * @param pattern as read, with positions in the whole signature
   */
  record Item(Text text, ShapePattern pattern) {}

  /**
   * Reads the attribute {@code value}.
   *
   * @throws Fault where it is not a signature
   */
  static Signature read(LayerContext layer) {
    Text text = Text.of(layer, "value");
    List<Text> sides = text.sides(layer);
    List<Item> inputs = sides.get(0).split(";").stream().map(part -> item(layer, part)).toList();
    Item result = item(layer, sides.get(1));
    boolean open = inputs.stream().anyMatch(input -> input.pattern().hasEllipsis());
    for (ShapePattern.Item dim : result.pattern().items()) {
      Text marked = text.part(dim.start(), dim.end());
      if (dim instanceof ShapePattern.Wildcard) {
        throw marked.fault(layer, "must say every dimension of its result, so it can't hold _");
      }
      if (dim instanceof ShapePattern.Ellipsis && !open) {
        throw marked.fault(layer, "has `...` in its result, but in no input");
      }
    }
    return new Signature(text, inputs, result);
  }

  private static Item item(LayerContext layer, Text part) {
    ShapePattern pattern = Fault.unwrap(ShapeParser.shape(part.inPlace()), part.site());
    List<ShapePattern.Item> items = pattern.items();
    for (int i = 1; i < items.size(); i++) {
      if (items.get(i) instanceof ShapePattern.Ellipsis ellipsis) {
        throw part.part(ellipsis.start(), ellipsis.end())
            .fault(layer, "has `...` inside a shape; it stands for leading dimensions");
      }
    }
    return new Item(part, pattern);
  }
}
