package io.github.shapeproof.processor.declaration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StringLiteralTest {
  private static String value(String source) {
    return new StringLiteral('"' + source + '"').value();
  }

  @Test
  void resolvesEscapes() {
    assertEquals("a\tb\n\"'\\ \0\7\u00ff", value("a\\tb\\n\\\"\\'\\\\\\s\\0\\7\\377"));
    assertEquals("\u00e9x8", value("\\u00e9x\\uu0038"));
    assertEquals("?7", value("\\0777"));
  }

  @Test
  void knowsWhereEachCharacterStands() {
    StringLiteral literal = new StringLiteral("\"\\u0041\\n4\"");
    assertEquals("A\n4", literal.value());
    assertEquals(1, literal.offset(0));
    assertEquals(7, literal.offset(1));
    assertEquals(9, literal.offset(2));
    assertEquals(10, literal.offset(3));
  }
}
