package io.github.shapeproof.processor.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.Golden;
import io.github.shapeproof.processor.testing.Message;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiagnosticTextTest {
  private static final Site SHAPE = Site.field("y").annotation("Shape").attribute("value");

  private static String render(Site site, String value) {
    return DiagnosticText.render(
        Diagnostic.of(Code.SP201, site, "`y` differs"), Optional.of(value));
  }

  private static List<String> marked(String value, Site.Range... marks) {
    List<String> lines = render(SHAPE.marked(List.of(marks)), value).lines().toList();
    return lines.subList(1, 3);
  }

  @ParameterizedTest
  @EnumSource
  void printsTheSameFormOnEveryCompiler(CompilerKind compiler) {
    String text =
        compiler
            .compilation()
            .source(
                """
                @TensorModel(where = "H % 4 == 0")
                class FusionNeck {
                  @Input @Shape("N,20,20,512") INDArray high;
                  @Input @Shape("N,5,5,512") INDArray low;
                  @Resize(from = "low", scale = 4) INDArray up;
                  @Conv(filters = 8, kernel = 3) INDArray mixed;
                  @Resize(like = "high") @Shape("N,19,19,8") INDArray fused;
                }
                """)
            .compile()
            .errors()
            .stream()
            .map(Message::text)
            .collect(Collectors.joining("\n\n", "", "\n"));
    Golden.check("diagnostic/FusionNeck.txt", text);
  }

  @Test
  void marksSeveralParts() {
    assertEquals(
        List.of("    \"N,19,19,512\"", "       ^^ ^^"),
        marked("N,19,19,512", new Site.Range(2, 4), new Site.Range(5, 7)));
  }

  @Test
  void marksTheEndAndTheEmptyString() {
    assertEquals(List.of("    \"N,\"", "       ^"), marked("N,", new Site.Range(2, 2)));
    assertEquals(List.of("    \"\"", "     ^"), marked("", new Site.Range(0, 0)));
  }

  @Test
  void keepsCaretsBelowEscapedCharacters() {
    assertEquals(
        List.of("    \"N,\\n\\u202e4,\\ud800\\té5\"", "                 ^^^^^^^^ ^"),
        marked(
            "N,\n\u202e4,\ud800\té5",
            new Site.Range(6, 7),
            new Site.Range(7, 8),
            new Site.Range(9, 10)));
  }

  @Test
  void showsOfALongStringTheMarkedPart() {
    String value = "N," + "1+".repeat(500) + "x," + "1+".repeat(500) + "1";
    List<String> lines = marked(value, new Site.Range(1002, 1003));
    assertTrue(lines.get(0).length() < 90, lines.get(0));
    assertEquals('x', lines.get(0).charAt(lines.get(1).indexOf('^')));
    assertTrue(lines.get(0).endsWith("…"));
  }

  @Test
  void printsHostileTextOnOneLine() {
    String sentence = "`y` is \"" + "\n\r\u2028\u0007".repeat(10_000) + "\"";
    String text =
        DiagnosticText.render(Diagnostic.of(Code.SP101, SHAPE, sentence), Optional.empty());
    assertEquals(2, text.lines().count());
    assertTrue(text.length() < 6000, () -> "" + text.length());
    assertFalse(text.codePoints().anyMatch(c -> c != '\n' && Character.isISOControl(c)));
  }

  @Test
  void showsBothEndsOfALongWay() {
    List<Evidence> rows =
        IntStream.range(0, 40).mapToObj(i -> new Evidence("f" + i, "N," + i, "conv", i)).toList();
    String text =
        DiagnosticText.render(
            Diagnostic.of(Code.SP201, SHAPE, "`y` differs").withEvidence(rows), Optional.empty());
    assertTrue(text.contains("    f0    N,0    conv\n"), text);
    assertTrue(text.contains("    … 28 more\n"), text);
    assertTrue(text.contains("    f39   N,39   conv, line 39\n"), text);
  }

  @Test
  void leavesOutLinesThatAreNotKnown() {
    Diagnostic diagnostic =
        Diagnostic.of(Code.SP201, SHAPE, "`y` differs")
            .withEvidence(List.of(new Evidence("loss", "", "mean squared error", 0)))
            .withHelps(List.of(new Help("use size = 19", List.of())));
    assertEquals(
        """
        [SP201] `y` differs
          because
            loss   scalar   mean squared error
          help: use size = 19
          see: docs/errors/SP201.md""",
        DiagnosticText.render(diagnostic, Optional.empty()));
  }
}
