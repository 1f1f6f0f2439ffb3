package io.github.shapeproof.processor.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.CompilerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model of {@code docs/language.md} compiles with the imports that stand above it. */
final class LanguagePageTest {
  private static final Path PAGE = Path.of("..", "docs", "language.md");
  private static final Pattern MODEL = Pattern.compile("```java\n(import .*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @EnumSource
  void theModelNeedsNoOtherImports(CompilerKind compiler) throws IOException {
    Matcher model = MODEL.matcher(Files.readString(PAGE));
    assertTrue(model.find());
    assertEquals(
        List.of(),
        compiler.compilation().source("package shown; " + model.group(1)).compile().messages());
  }
}
