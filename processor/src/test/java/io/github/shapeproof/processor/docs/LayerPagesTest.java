package io.github.shapeproof.processor.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.Compiled;
import io.github.shapeproof.processor.testing.CompilerKind;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The models in {@code docs/layers}: each compiles, or has the error that stands beside a field;
 * and each field has the shape that stands beside it.
 */
final class LayerPagesTest {
  private static final Path PAGES = Path.of("..", "docs", "layers");
  private static final Pattern MODEL =
      Pattern.compile("```java\\n(@TensorModel.*?)```", Pattern.DOTALL);
  private static final Pattern CODE =
      Pattern.compile("## Generated\\n(?:(?!\\n## |```).)*```\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CLAIM =
      Pattern.compile("[A-Z]\\w* (\\w+);\\s*// (?!SP\\d)(\\S.*?)\\s*$", Pattern.MULTILINE);

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void modelsAreWhatThePageSays(Path page) throws IOException, ReflectiveOperationException {
    Matcher models = MODEL.matcher(Files.readString(page));
    while (models.find()) {
      String model = models.group(1);
      Compiled compiled = CompilerKind.JAVAC.check(model);
      if (compiled.success()) {
        checkShapes(model, compiled);
      }
    }
  }

  /**
   * Each line below "Generated", without its comment, is one of an adapter of the page's models.
   */
  @ParameterizedTest
  @MethodSource("pages")
  void codeIsWhatTheWriterMakes(Path page) throws IOException {
    String text = Files.readString(page);
    String generated =
        MODEL
            .matcher(text)
            .results()
            .map(model -> CompilerKind.JAVAC.compilation().source(model.group(1)).compile())
            .flatMap(compiled -> compiled.sources().values().stream())
            .collect(Collectors.joining())
            .replaceAll("\\s+", "");
    Matcher code = CODE.matcher(text);
    while (code.find()) {
      for (String line : code.group(1).lines().toList()) {
        String statement = line.replaceFirst("//.*", "");
        assertTrue(generated.contains(statement.replaceAll("\\s+", "")), statement);
      }
    }
  }

  private static void checkShapes(String model, Compiled compiled)
      throws ReflectiveOperationException {
    Matcher name = Pattern.compile("class (\\w+)").matcher(model);
    assertTrue(name.find());
    Class<?> adapter = compiled.loader().loadClass("test." + name.group(1) + "Adapter");
    Field field = adapter.getField("SHAPES");
    field.setAccessible(true);
    Map<?, ?> shapes = (Map<?, ?>) field.get(null);
    for (MatchResult claim : CLAIM.matcher(model).results().toList()) {
      assertEquals(claim.group(2), shapes.get(claim.group(1)), claim.group(1));
    }
  }

  @Test
  void theIndexLeadsToEachPage() throws IOException {
    String index = Files.readString(PAGES.resolve("index.md"));
    for (Path page : pages()) {
      String file = page.getFileName().toString();
      assertTrue(file.equals("index.md") || index.contains("(" + file + ")"), file);
    }
  }
}
