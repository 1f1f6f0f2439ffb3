package io.github.shapeproof.processor.testing;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/**
 * The errors that the sources under test expect, written where they are expected.
 *
 * <pre>{@code
 * @Conv(filters = 8, kernel = /*^* /0) INDArray bad;   // SP305 kernel = 0
 * }</pre>
 *
 * A comment that starts with a code expects one error of that code on its line, whose text contains
 * what follows. The mark {@code /*^* /}, if the line has one, stands directly before the place that
 * javac points at; ECJ, which points at whole annotations, has to point at the same line. Errors
 * that are not expected fail the test.
 */
final class Expectations {
  private static final Pattern COMMENT = Pattern.compile("// (SP\\d{3})(?: (.*))?$");
  private static final String MARK = "/*^*/";

  private final List<Expected> expected = new ArrayList<>();

  private Expectations() {}

  private record Expected(String file, int line, long position, String code, String text) {
    String where() {
      return file + ":" + line + " " + code;
    }
  }

  static Expectations of(Map<String, String> sources) {
    Expectations expectations = new Expectations();
    sources.forEach(
        (name, text) ->
            expectations.read(name.substring(name.lastIndexOf('.') + 1) + ".java", text));
    return expectations;
  }

  private void read(String file, String source) {
    int offset = 0;
    int number = 0;
    for (String line : source.split("\n", -1)) {
      number++;
      Matcher comment = COMMENT.matcher(line);
      if (comment.find()) {
        int mark = line.indexOf(MARK);
        long position = mark < 0 ? -1 : offset + mark + MARK.length();
        String text = comment.group(2) == null ? "" : comment.group(2);
        expected.add(new Expected(file, number, position, comment.group(1), text));
      }
      offset += line.length() + 1;
    }
  }

  void verify(Compiled compiled) {
    List<String> wanted = expected.stream().map(Expected::where).sorted().toList();
    List<String> got =
        compiled.errors().stream()
            .map(m -> m.file() + ":" + m.line() + " " + m.code())
            .sorted()
            .toList();
    assertEquals(wanted, got, () -> compiled.compiler() + ": " + compiled.errors());
    Stream<Executable> details =
        expected.stream().map(e -> () -> verify(compiled.compiler(), e, compiled.errors()));
    assertAll(details);
  }

  private static void verify(CompilerKind compiler, Expected expected, List<Message> errors) {
    Message message =
        errors.stream()
            .filter(m -> m.line() == expected.line() && m.code().equals(expected.code()))
            .findFirst()
            .orElseThrow();
    assertTrue(
        message.text().contains(expected.text()),
        () -> "%s: expected \"%s\" in: %s".formatted(compiler, expected.text(), message.text()));
    if (expected.position() >= 0 && compiler == CompilerKind.JAVAC) {
      assertEquals(expected.position(), message.position(), message::text);
    }
  }
}
