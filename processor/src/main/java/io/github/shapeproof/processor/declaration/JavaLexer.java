package io.github.shapeproof.processor.declaration;

import io.github.shapeproof.processor.declaration.JavaToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits Java source into tokens, without blanks and comments. It exists because no compiler API
 * gives the place of an annotation's value on all compilers. Symbols come one character each; text
 * that is not Java gives tokens that mean nothing, never an exception.
 */
final class JavaLexer {
  private final String source;
  private final List<JavaToken> tokens = new ArrayList<>();
  private int at;

  private JavaLexer(String source) {
    this.source = source;
  }

  static List<JavaToken> tokens(String source) {
    JavaLexer lexer = new JavaLexer(source);
    while (lexer.at < source.length()) {
      lexer.next();
    }
    return lexer.tokens;
  }

  private void next() {
    char c = source.charAt(at);
    if (Character.isWhitespace(c)) {
      at++;
    } else if (source.startsWith("//", at)) {
      at = endOfLine();
    } else if (source.startsWith("/*", at)) {
      at = after("*/", at + 2);
    } else if (source.startsWith("\"\"\"", at)) {
      add(Kind.TEXT_BLOCK, endOfTextBlock());
    } else if (c == '"') {
      add(Kind.STRING, endOfLiteral('"'));
    } else if (c == '\'') {
      add(Kind.CHARACTER, endOfLiteral('\''));
    } else if (Character.isJavaIdentifierStart(c)) {
      add(Kind.WORD, endOfWord());
    } else if (Character.isDigit(c)) {
      add(Kind.NUMBER, endOfNumber());
    } else {
      add(Kind.SYMBOL, at + 1);
    }
  }

  private void add(Kind kind, int end) {
    tokens.add(new JavaToken(kind, at, end, source.substring(at, end)));
    at = end;
  }

  private int endOfLine() {
    int end = at;
    while (end < source.length() && source.charAt(end) != '\n' && source.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private int after(String mark, int from) {
    int found = source.indexOf(mark, from);
    return found < 0 ? source.length() : found + mark.length();
  }

  private int endOfTextBlock() {
    int end = at + 3;
    while (end < source.length() && !source.startsWith("\"\"\"", end)) {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end + 3, source.length());
  }

  private int endOfLiteral(char quote) {
    int end = at + 1;
    while (end < source.length() && source.charAt(end) != quote && source.charAt(end) != '\n') {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end + 1, source.length());
  }

  private int endOfWord() {
    int end = at + 1;
    while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
      end++;
    }
    return end;
  }

  private int endOfNumber() {
    int end = at + 1;
    while (end < source.length()
        && (Character.isJavaIdentifierPart(source.charAt(end)) || source.charAt(end) == '.')) {
      end++;
    }
    return end;
  }
}
