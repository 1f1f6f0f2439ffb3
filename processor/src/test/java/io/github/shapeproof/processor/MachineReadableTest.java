package io.github.shapeproof.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.shapeproof.processor.testing.Compilation;
import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.Message;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files for machines: SARIF 2.1.0 and the patch. */
final class MachineReadableTest {
  private static final String WRONG =
      """
      @TensorModel class Net {
        @Input @Shape("N,5,5,32") INDArray x;
        @Deconv(filters = 3, kernel = 3, stride = 2, padding = SAME)
        @Shape("N,11,11,3") INDArray y;
      }
      """;
  private static final String RIGHT = WRONG.replace("SAME", "VALID");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void sarifTellsRuleRegionAndFix(CompilerKind compiler) throws IOException {
    Path file = folder.resolve("new/errors.sarif");
    compile(compiler, WRONG, "-Ashapeproof.sarif=" + file);

    JsonObject log = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals("2.1.0", log.get("version").getAsString());
    JsonObject run = only(log.getAsJsonArray("runs"));
    JsonObject result = only(run.getAsJsonArray("results"));
    JsonObject rule =
        run.getAsJsonObject("tool")
            .getAsJsonObject("driver")
            .getAsJsonArray("rules")
            .get(result.get("ruleIndex").getAsInt())
            .getAsJsonObject();
    assertEquals("SP201", result.get("ruleId").getAsString());
    assertEquals("SP201", rule.get("id").getAsString());
    assertEquals("error", result.get("level").getAsString());
    assertTrue(
        result.getAsJsonObject("message").get("text").getAsString().startsWith("[SP201] `y`"));
    JsonObject region =
        only(result.getAsJsonArray("locations"))
            .getAsJsonObject("physicalLocation")
            .getAsJsonObject("region");
    assertEquals(4, region.get("startLine").getAsInt());
    assertEquals("  @Shape(\"N,".length() + 1, region.get("startColumn").getAsInt());
    JsonObject fix = result.getAsJsonArray("fixes").get(0).getAsJsonObject();
    assertTrue(
        fix.getAsJsonObject("description").get("text").getAsString().contains("padding = VALID"));
    JsonObject replacement =
        only(only(fix.getAsJsonArray("artifactChanges")).getAsJsonArray("replacements"));
    assertEquals(3, replacement.getAsJsonObject("deletedRegion").get("startLine").getAsInt());
    assertTrue(
        replacement.getAsJsonObject("insertedContent").get("text").getAsString().endsWith("VALID"));
  }

  /** The tensors of an applied model may stand in another file. */
  @ParameterizedTest
  @EnumSource
  void relatedPlacesAreOfTheModelsOwnTensors(CompilerKind compiler) throws IOException {
    Path file = folder.resolve("errors.sarif");
    compile(
        compiler,
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Apply(with = "S=2") Block b;
        }
        @TensorModel class Block {
          @Input @Shape("N,H,W,C") INDArray x;
          @MaxPool(kernelOf = "S") INDArray y;
          @Add(from = {"x", "y"}) INDArray z;
        }
        """,
        "-Ashapeproof.sarif=" + file);
    JsonObject log = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    JsonObject result = only(only(log.getAsJsonArray("runs")).getAsJsonArray("results"));
    assertEquals("SP502", result.get("ruleId").getAsString());
    JsonObject related = only(result.getAsJsonArray("relatedLocations"));
    assertEquals(
        "x is N,8,8,4: declared", related.getAsJsonObject("message").get("text").getAsString());
  }

  /** The model that is applied stands in a file of its own. */
  @ParameterizedTest
  @EnumSource
  void aHelpInAnotherModelChangesThatModelsFile(CompilerKind compiler) throws IOException {
    Path sarif = folder.resolve("errors.sarif");
    Path patch = folder.resolve("fix.patch");
    Message error =
        compiler
            .compilation()
            .source(
                """
                @TensorModel class Net {
                  @Input @Shape("N,8,8,4") INDArray x;
                  @Apply Block b;
                  @Add(from = {"x", "b"}) INDArray out;
                }
                """)
            .source(
                """
                @TensorModel class Block {

                  @Input @Shape("N,H,W,C") INDArray x;
                  @Conv(filters = 2, kernel = 3, padding = SAME) INDArray y;
                }
                """)
            .options("-Ashapeproof.sarif=" + sarif, "-Ashapeproof.patch=" + patch)
            .compile()
            .onlyError();
    assertEquals("Net.java", error.file());
    assertTrue(
        error
            .text()
            .contains("help: use filters = 4 in place of 2 on `y` of `Block` (Block.java:4)"),
        error::text);
    JsonObject log = JsonParser.parseString(Files.readString(sarif)).getAsJsonObject();
    JsonObject result = only(only(log.getAsJsonArray("runs")).getAsJsonArray("results"));
    JsonObject change =
        only(
            result
                .getAsJsonArray("fixes")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("artifactChanges"));
    assertTrue(
        change
            .getAsJsonObject("artifactLocation")
            .get("uri")
            .getAsString()
            .endsWith("test/Block.java"));
    JsonObject region =
        only(change.getAsJsonArray("replacements")).getAsJsonObject("deletedRegion");
    assertEquals(4, region.get("startLine").getAsInt());
    List<String> lines = List.of(Files.readString(patch).split("\n"));
    assertTrue(lines.get(1).endsWith("test/Block.java"), lines::toString);
    assertTrue(
        lines.contains("+  @Conv(filters = 4, kernel = 3, padding = SAME) INDArray y;"),
        lines::toString);
    assertEquals(2, lines.stream().filter(line -> line.matches("(---|\\+\\+\\+) .*")).count());
  }

  @ParameterizedTest
  @EnumSource
  void aSoundModelLeavesNothingStale(CompilerKind compiler) throws IOException {
    Path sarif = folder.resolve("errors.sarif");
    Path patch = folder.resolve("fix.patch");
    String[] options = {"-Ashapeproof.sarif=" + sarif, "-Ashapeproof.patch=" + patch};
    compile(compiler, WRONG, options);
    assertFalse(Files.readString(patch).isEmpty());

    assertEquals(List.of(), compile(compiler, RIGHT, options));
    JsonObject log = JsonParser.parseString(Files.readString(sarif)).getAsJsonObject();
    assertTrue(only(log.getAsJsonArray("runs")).getAsJsonArray("results").isEmpty());
    assertEquals("", Files.readString(patch));
  }

  @ParameterizedTest
  @EnumSource
  void thePatchKeepsLineEndsAndAMissingLastOne(CompilerKind compiler) throws IOException {
    Path patch = folder.resolve("fix.patch");
    compile(compiler, WRONG.strip().replace("\n", "\r\n"), "-Ashapeproof.patch=" + patch);

    List<String> lines = List.of(Files.readString(patch).split("\n"));
    List<String> added = lines.stream().filter(l -> l.matches("(?s)\\+(?!\\+\\+).*")).toList();
    assertEquals(1, added.size(), lines::toString);
    assertTrue(added.get(0).contains("VALID") && added.get(0).endsWith("\r"), added::toString);
    assertTrue(lines.contains("\\ No newline at end of file"), lines::toString);
  }

  @ParameterizedTest
  @EnumSource
  void thePatchInsertsOnceWhatTwoErrorsNeed(CompilerKind compiler) throws IOException {
    Path patch = folder.resolve("fix.patch");
    List<Message> errors =
        compile(
            compiler,
            """
            @TensorModel class Net {
              @Input @Shape("N,64,64,8") INDArray x;
              @Input @Shape("N,31,31,8") INDArray low;
              @Concat(from = {"x", "low"}) @Output INDArray a;
              @Add(from = {"x", "low"}) @Output INDArray b;
            }
            """,
            "-Ashapeproof.patch=" + patch);
    assertEquals(2, errors.size());
    List<String> added =
        Files.readString(patch).lines().filter(l -> l.matches("\\+(?!\\+\\+).*")).toList();
    assertEquals(1, added.stream().filter(l -> l.contains("lowFitted;")).count(), added::toString);
    assertEquals(
        2,
        added.stream().filter(l -> l.contains("{\"x\", \"lowFitted\"}")).count(),
        added::toString);
  }

  @ParameterizedTest
  @EnumSource
  void ourNamesAreShortWhereTheyMeanOurs(CompilerKind compiler) throws IOException {
    String single = "import A.TensorModel; import A.Input; import A.Shape; import A.Add;";
    String other = "@interface Reconcile {}";
    assertEquals("@Reconcile", reconciling(compiler, "import A.*;", "%s"));
    assertEquals("@Reconcile", reconciling(compiler, "import A.*; import java.util.*;", "%s"));
    assertEquals("@Reconcile", reconciling(compiler, single + " import\nA.Reconcile ;", "%s"));
    String full = "@io.github.shapeproof.annotation.Reconcile";
    assertEquals(full, reconciling(compiler, single + "\n// import A.*;", "%s"));
    assertEquals(
        full, reconciling(compiler, "import A.*;", "interface Outer { " + other + " %s }"));
    assertEquals(
        full,
        reconciling(
            compiler,
            "import A.*;",
            "interface Outer extends Base { %s }",
            "package p; interface Base { " + other + " }"));
    assertEquals(full, reconciling(compiler, "import A.*;", "%s", "package p; " + other));
    String foreign = "package foo; public " + other;
    assertEquals(full, reconciling(compiler, "import A.*; import foo.Reconcile;", "%s", foreign));
    assertEquals(full, reconciling(compiler, "import A.*; import foo.*;", "%s", foreign));
  }

  /** The name of the new annotation in the patch of a model. */
  private String reconciling(CompilerKind compiler, String imports, String around, String... others)
      throws IOException {
    Path patch = folder.resolve("fix.patch");
    String wrong =
        "package p; import org.nd4j.linalg.api.ndarray.INDArray;"
            + imports.replace("A.", "io.github.shapeproof.annotation.")
            + "\n"
            + around.formatted(
                """
                @TensorModel class Net {
                  @Input @Shape("N,5,5,3") INDArray x;
                  @Input @Shape("N,11,11,3") INDArray y;
                  @Add(from = {"x", "y"}) INDArray z;
                }
                """);
    Compilation compilation =
        compiler.compilation().source(wrong).options("-Ashapeproof.patch=" + patch);
    List.of(others).forEach(compilation::source);
    assertEquals("SP202", compilation.compile().onlyError().code());
    Matcher name = Pattern.compile("@[\\w.]*Reconcile(?=\\()").matcher(Files.readString(patch));
    assertTrue(name.find());
    return name.group();
  }

  @ParameterizedTest
  @EnumSource
  void aFolderIsNotReplaced(CompilerKind compiler) {
    List<Message> errors = compile(compiler, RIGHT, "-Ashapeproof.sarif=" + folder);
    assertEquals(List.of("SP017"), errors.stream().map(Message::code).toList());
    assertTrue(Files.isDirectory(folder));
  }

  @ParameterizedTest
  @EnumSource
  void aFullDiskIsToldBesideTheErrors(CompilerKind compiler) throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no device that is always full");
    Path file = Files.createSymbolicLink(folder.resolve("errors.sarif"), full);
    List<String> codes =
        compile(compiler, WRONG, "-Ashapeproof.sarif=" + file).stream().map(Message::code).toList();
    assertEquals(Set.of("SP201", "SP017"), Set.copyOf(codes));
    assertTrue(Files.isSymbolicLink(file) && Files.exists(full));
  }

  @ParameterizedTest
  @EnumSource
  void aFolderThatIsAFileIsToldBesideTheErrors(CompilerKind compiler) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    List<String> codes =
        compile(compiler, WRONG, "-Ashapeproof.patch=" + file.resolve("fix.patch")).stream()
            .map(Message::code)
            .toList();
    assertEquals(Set.of("SP201", "SP017"), Set.copyOf(codes));
    assertEquals("mine", Files.readString(file));
  }

  @ParameterizedTest
  @EnumSource
  void aReadOnlyFolderIsToldBesideTheErrors(CompilerKind compiler) throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Path old = Files.writeString(locked.resolve("errors.sarif"), "old");
    assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked), "root may write");
    try {
      List<String> codes =
          compile(compiler, WRONG, "-Ashapeproof.sarif=" + old).stream()
              .map(Message::code)
              .toList();
      assertEquals(Set.of("SP201", "SP017"), Set.copyOf(codes));
    } finally {
      assertTrue(locked.toFile().setWritable(true));
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesMayHaveBlanksAndAnyLetters(CompilerKind compiler) throws IOException {
    // A locale such as POSIX has no such letters, and no Path either then.
    Charset ofNames = Charset.forName(System.getProperty("sun.jnu.encoding"));
    String name = ofNames.newEncoder().canEncode("größe 大") ? "größe 大" : "two words";
    Path file = folder.resolve(name).resolve("the errors.sarif");
    compile(compiler, WRONG, "-Ashapeproof.sarif=" + file);
    assertTrue(Files.readString(file).contains("SP201"));
    try (Stream<Path> beside = Files.list(file.getParent())) {
      assertEquals(1, beside.count());
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesThatNoFileCanHaveAreErrors(CompilerKind compiler) {
    List<Message> errors = compile(compiler, WRONG, "-Ashapeproof.sarif=a\0b");
    assertTrue(
        errors.stream().anyMatch(e -> e.text().contains("the value is the path of a file")),
        errors::toString);
  }

  private static List<Message> compile(CompilerKind compiler, String source, String... options) {
    return compiler.compilation().source(source).options(options).compile().errors();
  }

  private static JsonObject only(JsonArray array) {
    assertEquals(1, array.size());
    return array.get(0).getAsJsonObject();
  }
}
