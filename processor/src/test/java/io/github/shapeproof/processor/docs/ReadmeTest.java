package io.github.shapeproof.processor.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.Compiled;
import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's first model and its error are real. */
final class ReadmeTest {
  private static final Pattern SHOWN =
      Pattern.compile(
          "```java\\n(import .*?)```.*?```\\n\\w+\\.java:(\\d+): error: (.*?)```", Pattern.DOTALL);
  private static final Pattern FIRST_HELP = Pattern.compile("help: add (where = .*?) to @");

  @Test
  void theCompilerSaysWhatIsShown() throws IOException {
    MatchResult shown = shown();

    Message error = compile(shown.group(1)).onlyError();

    assertEquals(shown.group(2), Long.toString(error.line()));
    assertEquals(withoutSourceLine(shown.group(3)), lines(error.text()));
  }

  @Test
  void theFirstHelpMendsIt() throws IOException {
    MatchResult shown = shown();
    Matcher help = FIRST_HELP.matcher(shown.group(3));
    assertTrue(help.find());

    Compiled mended =
        compile(shown.group(1).replace("@TensorModel", "@TensorModel(" + help.group(1) + ")"));

    assertTrue(mended.success(), () -> mended.messages().toString());
  }

  private static MatchResult shown() throws IOException {
    Matcher shown = SHOWN.matcher(Files.readString(Path.of("..", "README.md")));
    assertTrue(shown.find());
    return shown.toMatchResult();
  }

  private static Compiled compile(String model) {
    return CompilerKind.JAVAC.compilation().source("package shown; " + model).compile();
  }

  /** javac puts the line of the source and its caret below the first line of the message. */
  private static List<String> withoutSourceLine(String text) {
    List<String> lines = lines(text);
    return Stream.concat(lines.stream().limit(1), lines.stream().skip(3)).toList();
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).toList();
  }
}
