package io.github.shapeproof.samples.seeds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the table, one by one. */
class SeedsTest {
  @TempDir static Path output;

  @Test
  void hasEightWrongClaimsAmongSixteen() {
    assertEquals(16, Seeds.ROWS.size());
    assertEquals(8, Seeds.ROWS.stream().filter(seed -> seed.refutation().isPresent()).count());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          000.2 | 19 | SP201 | `downsampledFeatures` is declared N,5,5,512 but is N,4,4,512
          001.1 | 21 | SP202 | `tensor1` is N,64,64,32 and `upsampledTensor2` is N,64,64,16
          002.1 | 24 | SP201 | `upsampledOutput` is declared N,3,256,256 but is N,3,32,32
          002.2 | 22 | SP204 | `fc` wants 128 channels but `pooledFeatures` has 320
          002.3 | 40 | SP202 | `resnetOutput` is N,64,16,16 and `upsampledMask` is N,1,256,256
          004.1 | 22 | SP201 | `transposeOutput` is declared N,11,11,3 but is N,12,12,3
          004.2 | 17 | SP201 | `transposeOutput` is declared N,12,12,3 but is N,11,11,3
          004.3 | 22 | SP201 | `outputWithPadding` is declared N,11,11,3 but is N,10,10,3
          """)
  void refusesWrongClaim(String number, int line, String code, String sentence) {
    List<Diagnostic<? extends JavaFileObject>> messages = compiler().compile(seed(number).model());

    assertEquals(1, messages.size(), messages::toString);
    Diagnostic<?> message = messages.get(0);
    assertEquals(Diagnostic.Kind.ERROR, message.getKind());
    assertEquals(line, message.getLineNumber());
    String text = message.getMessage(null);
    assertTrue(text.startsWith("[" + code + "] "), text);
    assertTrue(text.contains(sentence), text);
    assertTrue(text.contains("help: "), text);
  }

  @TestFactory
  Stream<DynamicTest> mendsWrongClaimByItsPatch(@TempDir Path folder) {
    return Seeds.ROWS.stream()
        .filter(seed -> seed.refutation().isPresent())
        .map(
            seed ->
                DynamicTest.dynamicTest(seed.number(), () -> mendsByItsPatch(seed, folder)));
  }

  private static void mendsByItsPatch(Seed seed, Path folder) throws Exception {
    Path source = compiler().source(seed.model());
    Path claim = Files.copy(source, folder.resolve(source.getFileName()));
    Path patch = folder.resolve(seed.number() + ".patch");
    git(folder, "init", "--quiet");

    compiler().compile(claim, "-Ashapeproof.patch=" + patch);
    git(folder, "apply", patch.toString());

    assertEquals(List.of(), compiler().compile(claim), () -> read(patch));
  }

  private static void git(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process git = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    assertEquals(0, git.waitFor(), command::toString);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> computesRightModel() {
    return Seeds.ROWS.stream()
        .map(
            seed ->
                DynamicTest.dynamicTest(
                    seed.number() + " " + seed.model().getSimpleName(),
                    () -> {
                      Comparison values = seed.run().get();
                      assertTrue(values.agrees(), values::toString);
                    }));
  }

  private static Seed seed(String number) {
    return Seeds.ROWS.stream()
        .filter(row -> row.number().equals(number))
        .findFirst()
        .orElseThrow();
  }

  private static ClaimCompiler compiler() {
    return new ClaimCompiler(Path.of("src/claims/java"), output);
  }
}
