package io.github.shapeproof.processor.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "N,H;W | SP101 | 3 | 4",
        "N,é | SP101 | 2 | 3",
        "N,,H | SP102 | 2 | 3",
        "N,H, | SP102 | 4 | 4",
        "H/ | SP102 | 2 | 2",
        "H 2 | SP102 | 2 | 3",
        "H == 2 | SP102 | 2 | 4",
        "2*(H | SP103 | 2 | 3",
        "N,H) | SP103 | 3 | 4",
        "9223372036854775808 | SP104 | 0 | 19",
        "9223372036854775807 + 1 | SP104 | 0 | 23",
        "H/W | SP105 | 2 | 3",
        "H % 0 | SP105 | 4 | 5",
        "H/(1 - 3) | SP105 | 2 | 9",
        "...,H,... | SP107 | 6 | 9",
        "N,_ + 1 | SP108 | 2 | 3",
        "2*_ | SP108 | 2 | 3",
        "N,0 | SP109 | 2 | 3",
        "N,3 - 5 | SP109 | 2 | 7",
        "ceil(H) | SP111 | 0 | 6",
        "ceil(H + 1) | SP111 | 0 | 6",
        "ceil(H/2 + 1) | SP111 | 0 | 8",
        "ceil(H/2*W) | SP111 | 0 | 10",
        "ceil(H/2 % 3) | SP111 | 0 | 12",
        "ceil(H/W) | SP105 | 7 | 8",
      })
  void pointsAtTheFault(String text, String code, int start, int end) {
    Parsed.Fault<?> fault = (Parsed.Fault<?>) ShapeParser.shape(text);
    assertEquals(
        code + " " + start + " " + end, fault.code() + " " + fault.start() + " " + fault.end());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u3000", "\u2003", "\u001c", "\u2028", "\u0085"})
  void blanksThatAreNotAsciiAreNoPartOfAShape(String blank) {
    for (String text : List.of("N,%sH", "N,H%s", "%s", "N, %s")) {
      Parsed.Fault<?> fault = (Parsed.Fault<?>) ShapeParser.shape(text.formatted(blank));
      assertEquals("SP101", fault.code());
      assertEquals(text.indexOf('%'), fault.start());
      assertEquals(fault.start() + 1, fault.end());
    }
  }

  @Test
  void readsShapes() {
    assertEquals(
        "Ok[value=ShapePattern[text=...,N, H/2,_, items=[Ellipsis[start=0, end=3], "
            + "Exact[dim=N, start=4, end=5], Exact[dim=H/2, start=7, end=10], "
            + "Wildcard[start=11, end=12]]]]",
        ShapeParser.shape("...,N, H/2,_").toString());
    assertEquals("Ok[value=ShapePattern[text= , items=[]]]", ShapeParser.shape(" ").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "ceil(H/2), (H + 1)/2",
    "ceil(H/2/2), (H/2 + 1)/2",
    "ceil(2*H/3), (2*H + 2)/3",
    "ceil(H/3*2/5), (2*(H/3) + 4)/5",
    "ceil(H % 8 / 4), (H % 8 + 3)/4",
    "ceil((H + 1)/2), (H + 2)/2",
    "ceil(ceil(H/2)/2), (H + 3)/4",
  })
  void roundsUpTheLastQuotient(String ceiling, String floor) {
    assertEquals(ShapeParser.dim(floor), ShapeParser.dim(ceiling));
  }

  @Test
  void readsFacts() {
    assertEquals(
        "Ok[value=[H % 4 == 0, H >= 64, K < 2*W]]",
        ShapeParser.facts("H % 4 == 0, H >= 64 && K < 2*W").toString());
    assertEquals("SP110", code(ShapeParser.facts("H % 4")));
    assertEquals("SP110", code(ShapeParser.facts("1 <= H <= 4")));
    assertEquals("SP102", code(ShapeParser.facts("")));
    assertEquals("SP101", code(ShapeParser.facts("H = 4")));
  }

  @Test
  void faultOfWhereTellsWhichEntry() {
    Parsed.Fault<Facts> fault = (Parsed.Fault<Facts>) Facts.parse(List.of("H >= 4", "W >"));
    assertEquals("SP102 1 3", fault.code() + " " + fault.index() + " " + fault.start());
  }

  @Test
  void limitsWhatItReads() {
    assertEquals("SP106", code(ShapeParser.dim("(".repeat(1_000))));
    assertEquals("SP106", code(ShapeParser.dim("H".repeat(10_000))));
    assertEquals("SP106", code(ShapeParser.dim("H*".repeat(100) + "H")));
    assertEquals("SP106", code(ShapeParser.dim("(A + B + C + D + E)*".repeat(10) + "1")));
    assertEquals("SP106", code(ShapeParser.dim("9223372036854775807*".repeat(10) + "1")));
  }

  @Test
  void anyTextGivesAnAnswer() {
    SplittableRandom random = new SplittableRandom(1);
    List<String> tokens =
        List.of(
            "H",
            "W",
            "12",
            "+",
            "-",
            "*",
            "/",
            "%",
            "(",
            ")",
            ",",
            "_",
            "...",
            "ceil(",
            "ceil",
            "==",
            ">=",
            "<=",
            "<",
            ">",
            "&&",
            " ",
            "9223372036854775807",
            "0",
            "\u00e9",
            ".",
            "=",
            "\ud83d\ude00",
            "\ud83d",
            "\n",
            "H/2",
            "\0",
            "%%");
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(24); length > 0; length--) {
        text.append(tokens.get(random.nextInt(tokens.size())));
      }
      List<Function<String, Parsed<?>>> parsers =
          List.of(ShapeParser::shape, ShapeParser::dim, ShapeParser::facts);
      for (Function<String, Parsed<?>> parser : parsers) {
        if (parser.apply(text.toString()) instanceof Parsed.Fault<?> fault) {
          assertTrue(0 <= fault.start() && fault.start() <= fault.end(), fault::toString);
          assertTrue(fault.end() <= text.length(), fault::toString);
          assertTrue(fault.code().matches("SP1(0[1-9]|1[01])"), fault::toString);
        }
      }
    }
  }

  private static String code(Parsed<?> parsed) {
    return parsed instanceof Parsed.Fault<?> fault ? fault.code() : "ok";
  }
}
