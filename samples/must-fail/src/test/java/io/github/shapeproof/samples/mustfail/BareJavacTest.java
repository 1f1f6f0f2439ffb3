package io.github.shapeproof.samples.mustfail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of this JDK's {@code javac}, with every way to name a processor. */
class BareJavacTest {
  /** From here on javac runs no processor that is only on the class path. */
  private static final int NO_IMPLICIT_PROCESSORS = 23;

  private static final String SOURCE = "src/main/java/com/example/BrokenModel.java";

  @TempDir Path output;

  private record Run(int exit, String text) {
    void mustRefuse() {
      assertEquals(1, exit, text);
      assertTrue(
          text.contains(
              SOURCE + ":18: error: [SP201] `pooled` is declared N,5,5,64 but is N,4,4,64"),
          text);
      assertTrue(text.endsWith("1 error" + System.lineSeparator()), text);
    }
  }

  @Test
  void refusesFromTheProcessorPath() throws Exception {
    javac("-classpath", annotations(), "-processorpath", jars()).mustRefuse();
  }

  @Test
  void refusesFromTheProcessorModulePath() throws Exception {
    javac("-classpath", annotations(), "--processor-module-path", jars()).mustRefuse();
  }

  @Test
  void refusesFromTheClassPathWhenTold() throws Exception {
    javac("-classpath", jars(), "-processor", "io.github.shapeproof.processor.ShapeProcessor")
        .mustRefuse();
  }

  @Test
  void runsFromAPlainClassPathOnlyBeforeJdk23() throws Exception {
    Run run = javac("-classpath", jars());
    if (Runtime.version().feature() < NO_IMPLICIT_PROCESSORS) {
      run.mustRefuse();
    } else {
      assertEquals(new Run(0, ""), run, "javac says nothing: what the set-up page warns of");
    }
  }

  /** The module of the user need not require that of {@code @Generated}. */
  @Test
  void compilesAnAdapterInsideAModule(@TempDir Path sources) throws Exception {
    Path module =
        Files.writeString(
            sources.resolve("module-info.java"),
            """
            module vision {
              requires static io.github.shapeproof.annotation;
              requires io.github.shapeproof.runtime;
              requires nd4j.api;
            }
            """);
    Path model =
        Files.writeString(
            sources.resolve("Half.java"),
            """
            package vision;

            import io.github.shapeproof.annotation.*;

            @TensorModel
            class Half {
              @Input @Shape("N,8,8,4") Object x;
              @MaxPool(kernel = 2) @Shape("N,4,4,4") Object y;

              static final HalfAdapter ADAPTER = HalfAdapter.create();
            }
            """);

    Run run =
        run(
            "--module-path", System.getProperty("java.class.path"),
            "--processor-module-path", jars(),
            module.toString(), model.toString());

    assertEquals(0, run.exit(), run.text());
  }

  private Run javac(String... options) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("-Ashapeproof.generate=none", SOURCE));
    return run(arguments.toArray(String[]::new));
  }

  private Run run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    command.addAll(List.of("-J-Duser.language=en", "-J-Dfile.encoding=UTF-8"));
    command.addAll(List.of("-encoding", "UTF-8"));
    command.addAll(List.of("-d", output.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(new File(System.getProperty("project")))
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), text);
  }

  private static String annotations() {
    return jars("shapeproof-annotations");
  }

  private static String jars() {
    return jars("shapeproof-");
  }

  private static String jars(String name) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> new File(entry).getName().startsWith(name))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
