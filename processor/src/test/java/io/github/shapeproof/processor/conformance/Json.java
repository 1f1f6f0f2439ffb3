package io.github.shapeproof.processor.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line of JSON into maps, lists, strings, booleans, {@code Long}, {@code Double} and
 * null.
 */
final class Json {
  private final String text;
  private int next;

  private Json(String text) {
    this.text = text;
  }

  /** The object that a line holds. */
  @SuppressWarnings("unchecked")
  static Map<String, @Nullable Object> object(String line) {
    return (Map<String, @Nullable Object>) new Json(line).value();
  }

  private @Nullable Object value() {
    char c = peek();
    return switch (c) {
      case '{' -> map();
      case '[' -> list();
      case '"' -> string();
      default -> literal();
    };
  }

  private char peek() {
    while (text.charAt(next) == ' ') {
      next++;
    }
    return text.charAt(next);
  }

  /** Steps over {@code c} if it comes next. */
  private boolean take(char c) {
    if (peek() != c) {
      return false;
    }
    next++;
    return true;
  }

  private Map<String, @Nullable Object> map() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    take('{');
    while (!take('}')) {
      String key = string();
      take(':');
      map.put(key, value());
      take(',');
    }
    return map;
  }

  private List<@Nullable Object> list() {
    List<@Nullable Object> list = new ArrayList<>();
    take('[');
    while (!take(']')) {
      list.add(value());
      take(',');
    }
    return list;
  }

  private String string() {
    peek();
    StringBuilder string = new StringBuilder();
    next++;
    while (text.charAt(next) != '"') {
      char c = text.charAt(next++);
      string.append(c == '\\' ? escaped() : c);
    }
    next++;
    return string.toString();
  }

  private char escaped() {
    char c = text.charAt(next++);
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'u' -> {
        next += 4;
        yield (char) Integer.parseInt(text, next - 4, next, 16);
      }
      default -> c;
    };
  }

  private @Nullable Object literal() {
    int start = next;
    while (next < text.length() && ",]} ".indexOf(text.charAt(next)) < 0) {
      next++;
    }
    String word = text.substring(start, next);
    return switch (word) {
      case "null" -> null;
      case "true", "false" -> Boolean.valueOf(word);
      default -> isWhole(word) ? (Object) Long.valueOf(word) : Double.valueOf(word);
    };
  }

  private static boolean isWhole(String number) {
    return number.chars().allMatch(c -> c == '-' || Character.isDigit(c));
  }
}
