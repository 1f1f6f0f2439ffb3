package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.ShapeParser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code with} of an {@code @Apply} says: {@code "F=256, S=2"}. */
public final class With {
  private static final String ATTRIBUTE = "with";
  private static final Pattern SYMBOL = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  private With() {}

  /**
   * A symbol's value.
   *
   * @param dim the value
   * @param site where it is said
   */
  record Value(Dim dim, Site site) {}

  /** The values by symbol, in the order of the text; none where it cannot be read. */
  public static Map<String, Dim> values(String field, LayerDeclaration layer) {
    Map<String, Dim> values = new LinkedHashMap<>();
    if (layer.attributes().isWritten(ATTRIBUTE) && layer.attributes().has(ATTRIBUTE)) {
      Site site = Site.field(field).annotation(layer.name()).attribute(ATTRIBUTE);
      try {
        read(field, layer.attributes().text(ATTRIBUTE), site)
            .forEach((symbol, value) -> values.put(symbol, value.dim()));
      } catch (Fault unreadable) {
        return new LinkedHashMap<>();
      }
    }
    return values;
  }

  /** The text that says these values. */
  public static String text(Map<String, ?> values) {
    return values.entrySet().stream()
        .map(value -> value.getKey() + "=" + value.getValue())
        .collect(Collectors.joining(","));
  }

  /**
   * The values by symbol, in the order of the text.
   *
   * @throws Fault where it cannot be read
   */
  static Map<String, Value> read(LayerContext layer) {
    return read(layer.field(), layer.attributes().text(ATTRIBUTE), layer.site(ATTRIBUTE));
  }

  private static Map<String, Value> read(String field, String whole, Site site) {
    Map<String, Value> values = new LinkedHashMap<>();
    Text text = new Text(whole, 0, whole.length(), site);
    if (text.content().isEmpty()) {
      return values;
    }
    for (Text part : text.split(",")) {
      int equals = whole.indexOf('=', part.start());
      if (equals < 0 || equals >= part.end()) {
        throw fault(field, part, "needs values as in \"F=256,S=2\"");
      }
      Text name = part.part(part.start(), equals);
      Text value = part.part(equals + 1, part.end());
      if (!SYMBOL.matcher(name.content()).matches()) {
        throw fault(field, part, "needs a symbol before the =, as in \"F=256,S=2\"");
      }
      Dim dim = Fault.unwrap(ShapeParser.dim(value.inPlace()), site);
      if (values.put(name.content(), new Value(dim, site.marked(part.start(), part.end())))
          != null) {
        throw fault(field, part, "gives %s twice".formatted(name.content()));
      }
    }
    return values;
  }

  private static Fault fault(String field, Text part, String sentence) {
    return new Fault(
        Code.SP112,
        part.site().marked(part.start(), part.end()),
        "`%s` %s".formatted(field, sentence));
  }
}
