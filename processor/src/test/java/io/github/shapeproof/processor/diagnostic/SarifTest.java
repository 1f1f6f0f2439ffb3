package io.github.shapeproof.processor.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.declaration.SourceText;
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
