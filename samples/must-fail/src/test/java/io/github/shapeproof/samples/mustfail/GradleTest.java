package io.github.shapeproof.samples.mustfail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds with the Gradle on the path; skipped where there is none that runs on this JDK. */
class GradleTest {
  /** The first whose incremental builds include annotation processors. */
  private static final int INCREMENTAL = 5;

  private static final String MODEL =
      """
      package com.example;

      import io.github.shapeproof.annotation.*;

      @TensorModel
      class %s {
        @Input @Shape("N,8,8,4") Object x;
        @MaxPool(kernel = 2) @Shape("N,%d,%d,4") Object y;
      }
      """;

  @TempDir Path project;
  @TempDir Path home;

  private record Run(int exit, String text) {}

  @BeforeEach
  void write() throws IOException {
    Files.writeString(project.resolve("settings.gradle"), "rootProject.name = 'models'\n");
    Files.writeString(
        project.resolve("build.gradle"),
        """
        plugins { id 'java' }
        dependencies { compileOnly files('%s') }
        compileJava.options.annotationProcessorPath = files('%s')
        compileJava.options.encoding = 'UTF-8'
        """
            .formatted(paths(""), paths("shapeproof-")));
    model("Half", 4);
    model("Other", 4);
  }

  @Test
  void buildsFromItsCacheAndOnlyWhatChanged() throws Exception {
    int version = version();
    Run first = gradle("classes");
    assertEquals(0, first.exit(), first.text());
    byte[] half = Files.readAllBytes(adapter("Half"));

    assertEquals(0, gradle("clean").exit());
    Run cached = gradle("classes");
    assertTrue(cached.text().contains("FROM-CACHE"), cached.text());
    assertEquals(List.of(), differences(half, Files.readAllBytes(adapter("Half"))));

    FileTime before = Files.getLastModifiedTime(adapter("Half"));
    model("Other", 3);
    Run broken = gradle("classes");
    assertNotEquals(0, broken.exit());
    assertTrue(
        broken.text().contains("[SP201] `y` is declared N,3,3,4 but is N,4,4,4"), broken.text());
    Files.writeString(
        project.resolve("src/main/java/com/example/Other.java"),
        MODEL.formatted("Other", 4, 4).replace(" y;", " z;"));
    Run again = gradle("classes");
    assertEquals(0, again.exit(), again.text());
    assertTrue(Files.exists(adapter("Half")) && Files.exists(adapter("Other")));
    if (version >= INCREMENTAL) {
      assertEquals(before, Files.getLastModifiedTime(adapter("Half")));
    }
  }

  private static List<String> differences(byte[] a, byte[] b) {
    return Arrays.equals(a, b) ? List.of() : List.of(a.length + " against " + b.length + " bytes");
  }

  private void model(String name, int size) throws IOException {
    Path file = project.resolve("src/main/java/com/example/" + name + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, MODEL.formatted(name, size, size));
  }

  private Path adapter(String model) {
    return project.resolve("build/classes/java/main/com/example/" + model + "Adapter.class");
  }

  /** The major version of the Gradle that is there. */
  private int version() throws IOException, InterruptedException {
    boolean found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gradle")));
    assumeTrue(found, "no gradle on the path");
    Run run = gradle("--version");
    Matcher version = Pattern.compile("Gradle (\\d+)").matcher(run.text());
    assumeTrue(
        run.exit() == 0 && version.find(),
        () -> "gradle does not run on JDK " + Runtime.version().feature() + ": " + run.text());
    int major = Integer.parseInt(version.group(1));
    System.out.println("Gradle " + major + " on JDK " + Runtime.version().feature());
    return major;
  }

  private Run gradle(String task) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("gradle", task));
    command.addAll(List.of("--offline", "--no-daemon", "--build-cache"));
    command.addAll(List.of("--gradle-user-home", home.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), text);
  }

  /** Those entries of the class path whose names start so, as a Groovy list without its ends. */
  private static String paths(String name) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> new File(entry).getName().startsWith(name))
        .filter(entry -> entry.endsWith(".jar"))
        .map(entry -> entry.replace('\\', '/'))
        .collect(Collectors.joining("', '"));
  }
}
