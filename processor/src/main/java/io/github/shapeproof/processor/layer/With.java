package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.ShapeParser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The text of {@code with}: {@code "F=256, S=2"}. */
final class With {
  private static final Pattern SYMBOL = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  private With() {}

  /**
   * A symbol's value.
   *
   * @param dim the value
   * @param site where it is said
   */
  record Value(Dim dim, Site site) {}

  /**
   * The values by symbol, in the order of the text.
   *
   * @throws Fault where it cannot be read
   */
  static Map<String, Value> read(LayerContext layer) {
    Map<String, Value> values = new LinkedHashMap<>();
    Text text = Text.of(layer, "with");
    if (text.content().isEmpty()) {
      return values;
    }
    for (Text part : text.split(",")) {
      int equals = part.whole().indexOf('=', part.start());
      if (equals < 0 || equals >= part.end()) {
        throw part.fault(layer, "needs values as in \"F=256,S=2\"");
      }
      Text name = part.part(part.start(), equals);
      Text value = part.part(equals + 1, part.end());
      if (!SYMBOL.matcher(name.content()).matches()) {
        throw part.fault(layer, "needs a symbol before the =, as in \"F=256,S=2\"");
      }
      Dim dim = Fault.unwrap(ShapeParser.dim(value.inPlace()), value.site());
      Site site = part.site().marked(part.start(), part.end());
      if (values.put(name.content(), new Value(dim, site)) != null) {
        throw part.fault(layer, "gives %s twice".formatted(name.content()));
      }
    }
    return values;
  }
}
