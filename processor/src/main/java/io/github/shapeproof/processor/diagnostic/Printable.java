package io.github.shapeproof.processor.diagnostic;

/**
 * Makes text from a user's source safe to print on one line: what would break or reorder the line
 * is escaped, and what is too long loses its middle.
 */
public final class Printable {
  private static final String CUT = " … ";

  private Printable() {}

  /** The whole text. */
  public static String text(String text) {
    return text(text, Integer.MAX_VALUE);
  }

  /** The text in at most {@code longest} characters. */
  static String text(String text, int longest) {
    StringBuilder escaped = new StringBuilder();
    String kept =
        text.length() <= longest
            ? text
            : text.substring(0, longest / 2)
                + CUT
                + text.substring(text.length() - (longest - longest / 2 - CUT.length()));
    kept.codePoints().forEach(c -> escaped.append(character(c)));
    return escaped.toString();
  }

  /** One character, escaped as in Java source where it does not print as itself. */
  static String character(int codePoint) {
    return switch (codePoint) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                Character.FORMAT,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR,
                Character.SURROGATE,
                Character.PRIVATE_USE,
                Character.UNASSIGNED ->
                escape(codePoint);
            default -> Character.toString(codePoint);
          };
    };
  }

  private static String escape(int codePoint) {
    StringBuilder escaped = new StringBuilder();
    for (char unit : Character.toChars(codePoint)) {
      escaped.append("\\u%04x".formatted((int) unit));
    }
    return escaped.toString();
  }
}
