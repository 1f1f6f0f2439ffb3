package io.github.shapeproof.processor.writer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of the user's, made fit for a comment: it cannot end it, nor escape into code. */
final class Docs {
  private static final Pattern NAME = Pattern.compile("`([^`]*)`");

  private Docs() {}

  /** {@code {@code …}}, whatever the text holds. */
  static String code(Object text) {
    return "{@code " + harmless(text.toString()).replace('{', '(').replace('}', ')') + "}";
  }

  /** A few words, in which names stand between backticks. */
  static String words(String text) {
    StringBuilder words = new StringBuilder();
    Matcher name = NAME.matcher(text);
    int end = 0;
    for (; name.find(); end = name.end()) {
      words.append(escaped(text.substring(end, name.start()))).append(code(name.group(1)));
    }
    return words.append(escaped(text.substring(end))).toString();
  }

  private static String escaped(String text) {
    return harmless(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String harmless(String text) {
    return text.replace('×', 'x').replace("*/", "* /").replace('\\', '/').replace('@', ' ');
  }
}
