package io.github.shapeproof.processor.declaration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTextTest {
  private static final URI FILE = URI.create("file:///Net.java");

  private static final String SOURCE =
      """
      package a.b; // class Net { int x; }
      import static java.util.Map.*;
      /* @TensorModel class Net { @Shape("wrong") Object x; } */
      @Deprecated(since = "}") interface Before<T extends Comparable<T>> {
        int A = 1, B[] = {1, 2};
        default void m(@SuppressWarnings("x") int p) throws Error { class Net { int x; } }
        @interface Member { int[] value() default {1}; }
      }
      enum Kind { A(1) { void x() {} }, B(2); final int x; Kind(int x) { this.x = x; } }
      record Pair(@Deprecated int x, String y) { Pair { x = "{".length(); } static int z; }
      public @TensorModel( axes=1,where = { "H >= 4" ,"W > 1", } ) class Net<T> extends Object {
        static { int x = '}'; }
        private final java.util.Map<String, int[]> map = new java.util.HashMap<String, int[]>();
        @Input @Shape("N,\\t4,\\"8\\"") INDArray x;
        @io.github.Conv(kernel = {3, (1 + 2) * 3}, from = A + ",x") @Shape(\"""
            N,
            4\""") public volatile INDArray y, z[] = {}, u;
        <S> Net(S s) { }
        static <S> S method(S[] s) { return s[0]; }
        static class Inner { @Shape("inner") Object x; }
        @Flatten Object last;
      }
      """;

  private static String at(String type, Site site) {
    SourceText text = SourceText.of(FILE, SOURCE, type);
    Region region = text.region(site).orElseThrow();
    return SOURCE.substring(region.span().start(), region.span().end());
  }

  private static String at(Site site) {
    return at("Net", site);
  }

  @Test
  void findsTheTypeAndItsAnnotation() {
    Site model = Site.MODEL;
    assertTrue(at(model).startsWith("@TensorModel( axes=1,where"));
    assertEquals("1", at(model.attribute("axes")));
    assertEquals("{ \"H >= 4\" ,\"W > 1\", }", at(model.attribute("where")));
    assertEquals("\"W > 1\"", at(model.attribute("where").item(1)));
    assertEquals(">", at(model.attribute("where").item(1).marked(2, 3)));
  }

  @Test
  void findsFieldsAndTheirLines() {
    SourceText text = SourceText.of(FILE, SOURCE, "Net");
    assertEquals(14, text.line("x"));
    assertEquals(17, text.line("y"));
    assertEquals(17, text.line("z"));
    assertEquals(17, text.line("u"));
    assertEquals(21, text.line("last"));
    assertEquals(13, text.line("map"));
    assertEquals(0, text.line("method"));
    assertEquals(20, SourceText.of(FILE, SOURCE, "Net.Inner").line("x"));
    assertEquals(5, SourceText.of(FILE, SOURCE, "Before").line("B"));
    assertEquals(9, SourceText.of(FILE, SOURCE, "Kind").line("x"));
    assertEquals(10, SourceText.of(FILE, SOURCE, "Pair").line("z"));
    assertEquals(0, SourceText.of(FILE, SOURCE, "Other").line("x"));
  }

  @Test
  void findsMarksInsideAStringWithEscapes() {
    Site shape = Site.field("x").annotation("Shape").attribute("value");
    assertEquals("\"N,\\t4,\\\"8\\\"\"", at(shape));
    assertEquals("4", at(shape.marked(3, 4)));
    assertEquals("\\\"8", at(shape.marked(5, 7)));
    Region region = SourceText.of(FILE, SOURCE, "Net").region(shape.marked(3, 4)).orElseThrow();
    assertEquals(14, region.line());
    assertEquals(22, region.column());
    assertEquals(23, region.endColumn());
  }

  @Test
  void marksAllOfAnyOtherExpression() {
    Site conv = Site.field("y").annotation("Conv");
    assertEquals("A + \",x\"", at(conv.attribute("from").marked(1, 2)));
    assertEquals("(1 + 2) * 3", at(conv.attribute("kernel").item(1)));
    String block = at(Site.field("u").annotation("Shape").attribute("value").marked(0, 1));
    assertTrue(block.startsWith("\"\"\"") && block.endsWith("4\"\"\""), block);
  }

  @Test
  void fallsBackToTheAnnotationForADefault() {
    assertEquals("@Input", at(Site.field("x").annotation("Input").attribute("value")));
    assertTrue(SourceText.unknown().region(Site.MODEL).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void countsLinesHoweverTheyEnd(String end) {
    String source = String.join(end, "class Net {", "", "int a;", "  int b; }");
    SourceText text = SourceText.of(FILE, source, "Net");
    assertEquals(3, text.line("a"));
    assertEquals(4, text.line("b"));
    assertEquals(7, text.region(Site.field("b")).orElseThrow().column());
  }

  @Test
  void survivesAnyText() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      StringBuilder damaged = new StringBuilder(SOURCE);
      for (int edits = random.nextInt(20); edits >= 0; edits--) {
        int at = random.nextInt(damaged.length());
        damaged.setCharAt(at, "{}()[]<>\"'\\@,;=/*\n a".charAt(random.nextInt(20)));
      }
      damaged.setLength(random.nextInt(damaged.length()));
      SourceText text = SourceText.of(FILE, damaged.toString(), "Net");
      text.region(Site.field("x").annotation("Shape").attribute("value").marked(3, 4));
      text.line("y");
    }
  }
}
