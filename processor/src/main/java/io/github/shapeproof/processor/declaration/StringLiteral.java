package io.github.shapeproof.processor.declaration;

import java.util.ArrayList;
import java.util.List;

/**
 * A string literal with its escapes resolved, and for each character of its value the place in the
 * source that it comes from.
 */
final class StringLiteral {
  private static final String ESCAPES = "bstnfr\"'\\";
  private static final String ESCAPED = "\b \t\n\f\r\"'\\";

  private final String source;
  private final StringBuilder value = new StringBuilder();
  private final List<Integer> offsets = new ArrayList<>();

  /**
   * Reads a literal.
   *
   * @param source the literal with its quotes
   */
  StringLiteral(String source) {
    this.source = source;
    int at = 1;
    while (at < source.length() - 1) {
      offsets.add(at);
      at = source.charAt(at) == '\\' ? escape(at + 1) : plain(at);
    }
    offsets.add(at);
  }

  String value() {
    return value.toString();
  }

  /** Where character {@code index} of the value starts in the literal; its end for the length. */
  int offset(int index) {
    return offsets.get(index);
  }

  private int plain(int at) {
    value.append(source.charAt(at));
    return at + 1;
  }

  /** Resolves the escape whose first character after the backslash is at {@code at}. */
  private int escape(int at) {
    char c = source.charAt(at);
    if (c == 'u') {
      return unicode(at);
    }
    if (c >= '0' && c <= '7') {
      return octal(at);
    }
    int known = ESCAPES.indexOf(c);
    value.append(known < 0 ? c : ESCAPED.charAt(known));
    return at + 1;
  }

  private int unicode(int at) {
    int digits = at;
    while (digits < source.length() && source.charAt(digits) == 'u') {
      digits++;
    }
    int end = Math.min(digits + 4, source.length() - 1);
    int code = 0;
    for (int i = digits; i < end; i++) {
      code = code * 16 + Math.max(0, Character.digit(source.charAt(i), 16));
    }
    value.append((char) code);
    return end;
  }

  private int octal(int at) {
    int longest = source.charAt(at) <= '3' ? 3 : 2;
    int end = at;
    int code = 0;
    while (end < at + longest && source.charAt(end) >= '0' && source.charAt(end) <= '7') {
      code = code * 8 + source.charAt(end++) - '0';
    }
    value.append((char) code);
    return end;
  }
}
