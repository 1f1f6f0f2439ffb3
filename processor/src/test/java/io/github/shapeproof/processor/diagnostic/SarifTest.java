package io.github.shapeproof.processor.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.declaration.SourceText;
import io.github.shapeproof.processor.testing.Golden;
import io.github.shapeproof.processor.testing.Models;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SarifTest {
  @TempDir Path root;

  @BeforeEach
  void isARepository() throws IOException {
    Files.createDirectory(root.resolve(".git"));
  }

  /** SARIF's uri is a valid URI reference (RFC 3986), and no path. */
  @Test
  void pathsAreEscaped() {
    assertEquals("src/p/Net.java", uri("src/p/Net.java"));
    assertEquals("my%20src/p/Net.java", uri("my src/p/Net.java"));
    assertEquals("a%23b%25/c%3Fd/%5Be%5D.java", uri("a#b%/c?d/[e].java"));
    assertEquals("./a:b/c:d/Net.java", uri("a:b/c:d/Net.java"));
    assertEquals("a/b:c/Net.java", uri("a/b:c/Net.java"));
  }

  @Test
  void lettersAreEscaped() {
    Charset ofNames = Charset.forName(System.getProperty("sun.jnu.encoding"));
    assumeTrue(ofNames.newEncoder().canEncode("größe"), "files have no such names here");
    assertEquals("gr%C3%B6%C3%9Fe/Net.java", uri("größe/Net.java"));
  }

  /** All of a log, but for the rules of other codes. */
  @Test
  void theLogIsTheOneThatWasRead() {
    String net =
        """
        @TensorModel class Net {
          @Input @Shape("N,4") Object x;
          @Conv(stride = 2) @Shape("N,5") Object y;
        }
        """;
    SourceText source = SourceText.of(root.resolve("Net.java").toUri(), net, "Net");
    Edit unstrided = new Edit.RemoveAttribute("y", "stride");
    Diagnostic error =
        new Diagnostic(
            Code.SP201,
            Site.field("y").annotation("Shape").attribute("value").marked(2, 3),
            "`y` is declared N,5 but is N,4",
            List.of(),
            List.of(
                new Evidence("x", "N,4", "declared", 2),
                new Evidence("inner.z", "N,4", "of another model", 7)),
            List.of(new Help("leave out stride", List.of(unstrided))));
    ModelDeclaration model =
        Models.model().input("x", "N,4").layer("y", Conv.class, "stride", 2).declaration();
    Reported reported = new Reported(error, "the message", model, source);

    JsonObject log = JsonParser.parseString(Sarif.of(List.of(reported), "1.2")).getAsJsonObject();
    JsonObject driver =
        first(log, "runs").getAsJsonObject().getAsJsonObject("tool").getAsJsonObject("driver");
    JsonArray rules = driver.getAsJsonArray("rules");
    assertEquals(Code.values().length, rules.size());
    JsonArray rule = new JsonArray();
    rule.add(rules.get(Code.SP201.ordinal()));
    driver.add("rules", rule);
    Golden.check(
        "diagnostic/log.sarif", new GsonBuilder().setPrettyPrinting().create().toJson(log) + "\n");
  }

  private String uri(String path) {
    URI file = root.resolve(path).toUri();
    SourceText source = SourceText.of(file, "@TensorModel class Net {}", "Net");
    Diagnostic error = Diagnostic.of(Code.SP202, Site.MODEL, "");
    Reported reported = new Reported(error, "", Models.model().declaration(), source);
    JsonObject log = JsonParser.parseString(Sarif.of(List.of(reported), "1")).getAsJsonObject();
    return first(first(first(log, "runs"), "results"), "locations")
        .getAsJsonObject("physicalLocation")
        .getAsJsonObject("artifactLocation")
        .get("uri")
        .getAsString();
  }

  private static JsonObject first(JsonObject parent, String name) {
    return parent.getAsJsonArray(name).get(0).getAsJsonObject();
  }
}
