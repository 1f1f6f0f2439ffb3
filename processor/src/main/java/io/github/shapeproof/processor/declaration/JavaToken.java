package io.github.shapeproof.processor.declaration;

/**
 * A word, literal or symbol of Java source.
 *
 * @param kind what it is
 * @param start offset of its first character
 * @param end offset past its last character
 * @param text the characters
 */
record JavaToken(Kind kind, int start, int end, String text) {

  enum Kind {
    WORD,
    NUMBER,
    STRING,
    TEXT_BLOCK,
    CHARACTER,
    SYMBOL
  }

  boolean is(String expected) {
    return text.equals(expected);
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }
}
