package io.github.shapeproof.processor.writer;

/** Text of the user's, made fit for a comment. */
final class Docs {
  private Docs() {}

  /** {@code {@code …}}, whatever the text holds. */
  static String code(Object text) {
    return "{@code " + plain(text.toString()).replace('{', '(').replace('}', ')') + "}";
  }

  /** A few words; no character of it ends a comment, starts a tag or depends on an encoding. */
  static String plain(String text) {
    return text.replace('×', 'x')
        .replace("*/", "* /")
        .replace('\\', '/')
        .replace('@', ' ')
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
