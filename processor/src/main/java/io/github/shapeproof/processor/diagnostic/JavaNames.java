package io.github.shapeproof.processor.diagnostic;

import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.declaration.SourceText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Values and annotations as Java source that compiles in a given file: a name that means no type of
 * ours there is written out in full.
 */
final class JavaNames {
  private static final String PACKAGE = "io.github.shapeproof.annotation";

  private final SourceText source;

  /** Names as this file has to write them. */
  JavaNames(SourceText source) {
    this.source = source;
  }

  /** One of our types. */
  String type(String simpleName) {
    String full = PACKAGE + "." + simpleName;
    return source.means(simpleName, full) ? simpleName : full;
  }

  /** An attribute's value. */
  String value(Object value) {
    if (value instanceof List<?> items) {
      return items.size() == 1
          ? value(items.get(0))
          : items.stream().map(this::value).collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Enum<?> constant) {
      String type = constant.getDeclaringClass().getSimpleName();
      String members = "static " + PACKAGE + "." + type + ".";
      boolean bare =
          source.imports().contains(members + "*")
              || source.imports().contains(members + constant.name());
      return bare ? constant.name() : type(type) + "." + constant.name();
    }
    if (value instanceof Double number && Math.rint(number) == number) {
      return String.valueOf(number.longValue());
    }
    return value instanceof String text ? literal(text) : String.valueOf(value);
  }

  private static String literal(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  /** A whole annotation. */
  String annotation(LayerDeclaration layer) {
    String arguments =
        layer.attributes().written().stream()
            .map(name -> name + " = " + value(layer.attributes().require(name)))
            .collect(Collectors.joining(", "));
    return "@" + type(layer.name()) + (arguments.isEmpty() ? "" : "(" + arguments + ")");
  }
}
