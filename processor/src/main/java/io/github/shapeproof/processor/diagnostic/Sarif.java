package io.github.shapeproof.processor.diagnostic;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.shapeproof.processor.declaration.Region;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.declaration.SourceText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collector;
import java.util.stream.Stream;

/**
 * The errors of a compilation in the Static Analysis Results Interchange Format (OASIS SARIF
 * 2.1.0), for pull requests and editors. Regions reach down to the column inside the string, and
 * helps are replacements.
 */
public final class Sarif {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private Sarif() {}

  /**
   * The log as JSON, the same bytes for the same errors.
   *
   * @param version of this tool
   */
  public static String of(List<Reported> errors, String version) {
    JsonObject driver = new JsonObject();
    driver.addProperty("name", "ShapeProof");
    driver.addProperty("version", version);
    driver.add("rules", array(Arrays.stream(Code.values()).map(Sarif::rule)));
    JsonObject run = new JsonObject();
    run.add("tool", object("driver", driver));
    run.addProperty("columnKind", "utf16CodeUnits");
    run.add("results", array(errors.stream().map(Sarif::result)));
    JsonObject log = new JsonObject();
    log.addProperty("$schema", SCHEMA);
    log.addProperty("version", "2.1.0");
    log.add("runs", array(Stream.of(run)));
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(log) + "\n";
  }

  private static JsonObject rule(Code code) {
    JsonObject rule = new JsonObject();
    rule.addProperty("id", code.name());
    rule.add("shortDescription", text(code.title()));
    rule.add("help", text("See " + code.page()));
    return rule;
  }

  private static JsonObject result(Reported error) {
    Diagnostic diagnostic = error.diagnostic();
    JsonObject result = new JsonObject();
    result.addProperty("ruleId", diagnostic.code().name());
    result.addProperty("ruleIndex", diagnostic.code().ordinal());
    result.addProperty("level", "error");
    result.add("message", text(error.text()));
    location(error.source(), diagnostic.site())
        .ifPresent(location -> result.add("locations", array(Stream.of(location))));
    result.add(
        "relatedLocations",
        array(diagnostic.evidence().stream().flatMap(e -> related(error.source(), e).stream())));
    result.add(
        "fixes", array(diagnostic.helps().stream().flatMap(help -> fix(error, help).stream())));
    return result;
  }

  /** The place of a tensor; that of an applied model may be in another file. */
  private static Optional<JsonObject> related(SourceText source, Evidence evidence) {
    return Optional.of(Site.field(evidence.field()))
        .filter(site -> source.region(site).isPresent())
        .flatMap(site -> location(source, site))
        .map(
            location -> {
              location.add(
                  "message",
                  text(
                      "%s is %s: %s"
                          .formatted(evidence.field(), evidence.shape(), evidence.reason())));
              return location;
            });
  }

  private static Optional<JsonObject> location(SourceText source, Site site) {
    return artifact(source)
        .map(
            artifact -> {
              JsonObject physical = object("artifactLocation", artifact);
              source.region(site).ifPresent(region -> physical.add("region", region(region)));
              return object("physicalLocation", physical);
            });
  }

  private static Optional<JsonObject> fix(Reported error, Help help) {
    return SourceEdits.of(error, help)
        .flatMap(changes -> artifact(changes.source()).map(file -> fix(file, help, changes)));
  }

  private static JsonObject fix(JsonObject artifact, Help help, SourceEdits.Changes changes) {
    JsonObject change = object("artifactLocation", artifact);
    change.add(
        "replacements",
        array(changes.replacements().stream().map(r -> replacement(changes.source(), r))));
    JsonObject fix = object("description", text(help.text()));
    fix.add("artifactChanges", array(Stream.of(change)));
    return fix;
  }

  private static JsonObject replacement(SourceText source, Replacement replacement) {
    JsonObject json = object("deletedRegion", region(source.region(replacement.span())));
    json.add("insertedContent", text(replacement.text()));
    return json;
  }

  private static Optional<JsonObject> artifact(SourceText source) {
    return source
        .file()
        .flatMap(SourceRoot::relative)
        .map(
            path -> {
              JsonObject artifact = new JsonObject();
              artifact.addProperty("uri", uri(path));
              return artifact;
            });
  }

  /** A path as a relative reference, in which a colon must not end a scheme (RFC 3986, 4.2). */
  private static String uri(String path) {
    boolean named = path.split("/", 2)[0].contains(":");
    try {
      return new URI(null, null, named ? "./" + path : path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static JsonObject region(Region region) {
    JsonObject json = new JsonObject();
    json.addProperty("startLine", region.line());
    json.addProperty("startColumn", region.column());
    json.addProperty("endLine", region.endLine());
    json.addProperty("endColumn", region.endColumn());
    return json;
  }

  private static JsonObject text(String text) {
    JsonObject json = new JsonObject();
    json.addProperty("text", text);
    return json;
  }

  private static JsonObject object(String name, JsonElement value) {
    JsonObject json = new JsonObject();
    json.add(name, value);
    return json;
  }

  private static JsonArray array(Stream<JsonObject> items) {
    return items.collect(
        Collector.of(
            JsonArray::new,
            JsonArray::add,
            (left, right) -> {
              left.addAll(right);
              return left;
            }));
  }
}
