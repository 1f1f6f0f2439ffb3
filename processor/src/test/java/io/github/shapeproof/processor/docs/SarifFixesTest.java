package io.github.shapeproof.processor.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.testing.Compilation;
import io.github.shapeproof.processor.testing.CompilerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fix that stands in the SARIF file of an error page's failing example, made by an editor
 * that knows nothing but lines and columns, gives a source that compiles.
 */
final class SarifFixesTest {
  private static final Path PAGES = Path.of("..", "docs", "errors");

  @TempDir Path folder;

  static Stream<Code> codes() {
    return ErrorPagesTest.codes();
  }

  @ParameterizedTest
  @MethodSource("codes")
  void eachFixCompiles(Code code) throws IOException {
    for (String mended : mended(code)) {
      assertEquals(
          List.of(),
          CompilerKind.JAVAC.compilation().source(mended).compile().messages(),
          () -> mended);
    }
  }

  @Test
  void mostCodesHaveFixes() throws IOException {
    int fixes = 0;
    for (Code code : codes().toList()) {
      fixes += mended(code).size();
    }
    assertTrue(fixes >= 40, "only " + fixes);
  }

  /** The failing example with one fix made, for each fix. */
  private List<String> mended(Code code) throws IOException {
    ErrorPage.Example failing = ErrorPage.read(PAGES.resolve(code + ".md")).failing();
    Path sarif = folder.resolve(code + ".sarif");
    List<String> options = new ArrayList<>(failing.options());
    options.add("-Ashapeproof.sarif=" + sarif);
    String source = Compilation.whole(failing.source());
    CompilerKind.JAVAC
        .compilation()
        .source(source)
        .options(options.toArray(String[]::new))
        .compile();
    List<String> mended = new ArrayList<>();
    if (Files.exists(sarif)) {
      JsonObject log = JsonParser.parseString(Files.readString(sarif)).getAsJsonObject();
      for (JsonObject run : objects(log, "runs")) {
        for (JsonObject result : objects(run, "results")) {
          for (JsonObject fix : objects(result, "fixes")) {
            mended.add(apply(fix, source));
          }
        }
      }
    }
    return mended;
  }

  private static String apply(JsonObject fix, String source) {
    List<JsonObject> replacements = new ArrayList<>();
    for (JsonObject change : objects(fix, "artifactChanges")) {
      replacements.addAll(objects(change, "replacements"));
    }
    replacements.sort(Comparator.comparingInt(r -> -offset(source, r, "start")));
    String mended = source;
    for (JsonObject replacement : replacements) {
      mended =
          mended.substring(0, offset(source, replacement, "start"))
              + replacement.getAsJsonObject("insertedContent").get("text").getAsString()
              + mended.substring(offset(source, replacement, "end"));
    }
    return mended;
  }

  /** Where the deleted region starts or ends; lines and columns count from 1. */
  private static int offset(String source, JsonObject replacement, String side) {
    JsonObject region = replacement.getAsJsonObject("deletedRegion");
    int start = 0;
    for (int line = 1; line < region.get(side + "Line").getAsInt(); line++) {
      start = source.indexOf('\n', start) + 1;
    }
    return start + region.get(side + "Column").getAsInt() - 1;
  }

  private static List<JsonObject> objects(JsonObject parent, String name) {
    return parent.has(name)
        ? parent.getAsJsonArray(name).asList().stream().map(JsonElement::getAsJsonObject).toList()
        : List.of();
  }
}
