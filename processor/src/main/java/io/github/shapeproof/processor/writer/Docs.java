package io.github.shapeproof.processor.writer;

import io.github.shapeproof.processor.diagnostic.Backticks;

/** Text of the user's, made fit for a comment: it cannot end it, nor escape into code. */
final class Docs {
  private Docs() {}

  /** A {@code code} tag, whatever the text holds. */
  static String code(Object text) {
    return "{@code " + harmless(text.toString()).replace('{', '(').replace('}', ')') + "}";
  }

  /** A few words, in which names stand between backticks. */
  static String words(String text) {
    return Backticks.rewrite(text, Docs::escaped, Docs::code);
  }

  private static String escaped(String text) {
    return harmless(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String harmless(String text) {
    return text.replace('×', 'x').replace("*/", "* /").replace('\\', '/').replace('@', ' ');
  }
}
