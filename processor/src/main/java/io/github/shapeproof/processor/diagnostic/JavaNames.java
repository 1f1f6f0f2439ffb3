package io.github.shapeproof.processor.diagnostic;

import io.github.shapeproof.processor.declaration.LayerDeclaration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values and annotations as Java source that compiles in a given file: a name that the file does
 * not import is written out in full.
 */
final class JavaNames {
  private static final String PACKAGE = "io.github.shapeproof.annotation";
  private static final Pattern IMPORT =
      Pattern.compile("^\\s*import\\s+(static\\s+)?([\\w.]+(?:\\.\\*)?)\\s*;", Pattern.MULTILINE);

  private final List<String> imported;
  private final List<String> importedStatically;

  /** Names as the file with this text has to write them. */
  JavaNames(String content) {
    List<Matcher> all = IMPORT.matcher(content).results().map(r -> match(r.group())).toList();
    imported = names(all, false);
    importedStatically = names(all, true);
  }

  private static Matcher match(String statement) {
    Matcher matcher = IMPORT.matcher(statement);
    matcher.find();
    return matcher;
  }

  private static List<String> names(List<Matcher> all, boolean statically) {
    return all.stream()
        .filter(m -> (m.group(1) != null) == statically)
        .map(m -> m.group(2))
        .toList();
  }

  /** One of our types. */
  String type(String simpleName) {
    String full = PACKAGE + "." + simpleName;
    return imported.contains(full) || imported.contains(PACKAGE + ".*") ? simpleName : full;
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
      String full = PACKAGE + "." + type;
      boolean bare =
          importedStatically.contains(full + ".*")
              || importedStatically.contains(full + "." + constant.name());
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
