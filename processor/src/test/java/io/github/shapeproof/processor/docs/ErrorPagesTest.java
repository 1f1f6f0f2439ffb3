package io.github.shapeproof.processor.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.ShapeProcessor;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.testing.Compilation;
import io.github.shapeproof.processor.testing.Compiled;
import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.Message;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages in {@code docs/errors}: each code has one, whose first example fails with exactly the
 * message shown, place and all, on javac and on ECJ, and whose mended example compiles. {@code mvn
 * test -Dtest=ErrorPagesTest -Dshapeproof.updateGolden=true} writes the messages anew.
 */
final class ErrorPagesTest {
  private static final Path PAGES = Path.of("..", "docs", "errors");

  /**
   * A path at fault, see {@link #withoutTheRuntime} and {@link #withoutTheAnnotations}, and
   * ourselves: no source does it.
   */
  private static final Set<Code> WITHOUT_EXAMPLE = Set.of(Code.SP018, Code.SP901, Code.SP902);

  static Stream<Code> codes() {
    return Arrays.stream(Code.values()).filter(code -> !WITHOUT_EXAMPLE.contains(code));
  }

  private static Path file(Code code) {
    return PAGES.resolve(code + ".md");
  }

  @ParameterizedTest
  @MethodSource("codes")
  void thePageShowsTheMessage(Code code) throws IOException {
    ErrorPage page = ErrorPage.read(file(code));
    Message error = compile(CompilerKind.JAVAC, page.failing()).onlyError();
    assertEquals(code.name(), error.code());
    String shown = page.failing().printed(error);
    if (Boolean.getBoolean("shapeproof.updateGolden")) {
      Files.writeString(file(code), page.withMessage(shown));
      page = ErrorPage.read(file(code));
    }
    assertEquals(page.message(), shown);
    checkEclipse(error, page.failing());
  }

  /** ECJ shows the same text on the same line; of a value in an array it marks the whole. */
  private static void checkEclipse(Message javac, ErrorPage.Example failing) {
    Message ecj = compile(CompilerKind.ECJ, failing).onlyError();
    assertEquals(javac.text(), ecj.text());
    assertEquals(javac.line(), ecj.line());
    assertTrue(ecj.line() == 0 || ecj.column() <= javac.column(), "ECJ points behind the value");
  }

  @ParameterizedTest
  @MethodSource("codes")
  void theMendedExampleCompiles(Code code) throws IOException {
    Compiled compiled = compile(CompilerKind.JAVAC, ErrorPage.read(file(code)).mended());
    assertEquals(List.of(), compiled.messages());
    assertTrue(compiled.success());
  }

  @ParameterizedTest
  @EnumSource
  void withoutTheRuntime(CompilerKind compiler) throws IOException {
    Message error = without(compiler, "runtime[/\\\\]target|shapeproof-runtime");
    String first = error.text().lines().findFirst().orElseThrow();
    assertTrue(Files.readString(file(Code.SP018)).contains("error: " + first), first);
  }

  @ParameterizedTest
  @EnumSource
  void withoutNd4j(CompilerKind compiler) {
    Message error = without(compiler, "nd4j-api");
    assertTrue(
        error.text().startsWith("[SP018] adapters call org.nd4j:nd4j-api, which is not on"),
        error.text());
  }

  /** The only error without a library; there is none where nothing is generated. */
  private static Message without(CompilerKind compiler, String library) {
    String others =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.matches(".*[/\\\\](" + library + ").*"))
            .collect(Collectors.joining(File.pathSeparator));
    assertEquals(
        List.of(),
        withClassPath(compiler, others).options("-Ashapeproof.generate=none").compile().errors());
    assertEquals(
        "SP014",
        withClassPath(compiler, others)
            .options("-Ashapeproof.generat=none")
            .compile()
            .onlyError()
            .code());
    return withClassPath(compiler, others).compile().onlyError();
  }

  @ParameterizedTest
  @EnumSource
  void withoutTheAnnotations(CompilerKind compiler) throws Exception {
    URL[] others =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                entry -> !entry.matches(".*(annotations[/\\\\]target|shapeproof-annotations).*"))
            .map(ErrorPagesTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader loader = new URLClassLoader(others, ClassLoader.getPlatformClassLoader())) {
      Class<?> alone = loader.loadClass(ShapeProcessor.class.getName());
      for (String source : List.of("class Net {}", "@TensorModel class Net {}")) {
        List<Message> errors =
            compiler
                .compilation()
                .only((Processor) alone.getConstructor().newInstance())
                .source(source)
                .compile()
                .errors();
        assertEquals(source.startsWith("@") ? 1 : 0, errors.size(), errors::toString);
        for (Message error : errors) {
          String first = error.text().lines().findFirst().orElseThrow();
          assertTrue(Files.readString(file(Code.SP902)).contains("error: " + first), first);
        }
      }
    }
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Compilation withClassPath(CompilerKind compiler, String path) {
    return compiler
        .compilation()
        .classPath(path)
        .source(bare("@TensorModel class Net { @Input @Shape(\"N,4\") Object x; }"))
        .source(bare("@TensorModel class Other { @Input @Shape(\"N\") Object x; }"));
  }

  /** A source that names nothing of ND4J. */
  private static String bare(String source) {
    return "package test; import io.github.shapeproof.annotation.*; " + source;
  }

  private static Compiled compile(CompilerKind compiler, ErrorPage.Example example) {
    Compilation compilation = compiler.compilation().source(example.source());
    return compilation.options(example.options().toArray(String[]::new)).compile();
  }

  @ParameterizedTest
  @EnumSource
  void thePageIsNamedAfterTheCode(Code code) throws IOException {
    String heading = "# %s: %s\n\n".formatted(code, code.title());
    assertTrue(Files.readString(file(code)).startsWith(heading), heading);
  }

  @Test
  void theIndexListsAllCodesAndNoOthers() throws IOException {
    List<String> listed =
        Files.readString(PAGES.resolve("index.md"))
            .lines()
            .filter(line -> line.startsWith("- "))
            .toList();
    assertEquals(
        Arrays.stream(Code.values())
            .map(code -> "- [%s](%s.md): %s".formatted(code, code, code.title()))
            .toList(),
        listed);
    try (Stream<Path> files = Files.list(PAGES)) {
      assertEquals(Code.values().length + 1, files.count());
    }
  }
}
