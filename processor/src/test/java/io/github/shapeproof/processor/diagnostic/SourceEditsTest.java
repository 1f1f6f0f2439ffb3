package io.github.shapeproof.processor.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Dropout;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.declaration.SourceText;
import io.github.shapeproof.processor.testing.Models;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Edits change what they are about, and leave comments and the Java around it whole. */
class SourceEditsTest {
  private static final Edit EVEN = new Edit.AddFact("W % 2 == 0");
  private static final Edit STRIDE = new Edit.SetAttribute("y", "stride", 1);
  private static final Edit DILATION = new Edit.SetAttribute("y", "dilation", 2);
  private static final Edit UNPADDED = new Edit.RemoveAttribute("y", "pad");
  private static final Edit SMALLEST = new Edit.RemoveAttribute("y", "kernel");

  @Test
  void factsStandBehindTheOthers() {
    model("{\"H > 1\"}", "{\"H > 1\", \"W % 2 == 0\"}");
    model("{\"H > 1\",}", "{\"H > 1\", \"W % 2 == 0\",}");
    model("{\"H > 1\", // tall\n}", "{\"H > 1\", \"W % 2 == 0\", // tall\n}");
    model("{\"H > 1\" // tall, }\n}", "{\"H > 1\", \"W % 2 == 0\" // tall, }\n}");
    model("{ }", "\"W % 2 == 0\"");
    model("{/* none */}", "\"W % 2 == 0\"");
    model("\"H\" /* } */ + \" > 1\"", "{\"H\" /* } */ + \" > 1\", \"W % 2 == 0\"}");
    assertEquals(
        "@TensorModel(axes = 1, where = {\"W % 2 == 0\", \"H > 1\"} /* one */)",
        edited("@TensorModel(axes = 1 /* one */)", EVEN, new Edit.AddFact("H > 1")));
  }

  private static void model(String where, String expected) {
    assertEquals(
        "@TensorModel(where = " + expected + ")",
        edited("@TensorModel(where = " + where + ")", EVEN));
  }

  @Test
  void aFactTakesThePlaceOfAnother() {
    assertEquals(
        "@TensorModel(where = {TALL, // tall\n\"W > 1\"})",
        edited("@TensorModel(where = {TALL, // tall\n\"W = 1\"})", new Edit.SetFact(1, "W > 1")));
    assertEquals(
        "@TensorModel(where = \"W > 1\")",
        edited("@TensorModel(where = \"W = 1\")", new Edit.SetFact(0, "W > 1")));
  }

  @Test
  void attributesAreAddedBehindTheLast() {
    layer("()", "(dilation = 2)", DILATION);
    layer("", "(stride = 1, dilation = 2)", STRIDE, DILATION);
    layer("(/* all */)", "(dilation = 2/* all */)", DILATION);
    layer("(stride = 2 // two\n)", "(stride = 2, dilation = 2 // two\n)", DILATION);
    layer("(stride = 2 // two\n)", "(stride = 1, dilation = 2 // two\n)", STRIDE, DILATION);
    layer("({3, 3})", "(value = {3, 3}, dilation = 2)", DILATION);
  }

  @Test
  void attributesAreRemovedWithOneComma() {
    layer("(pad = 1)", "()", UNPADDED);
    layer("(pad = 1, stride = 2)", "(stride = 2)", UNPADDED);
    layer("(stride = 2, pad = 1)", "(stride = 2)", UNPADDED);
    layer("(stride = 2, pad = 1, kernel = 3)", "(stride = 2, kernel = 3)", UNPADDED);
    layer("(stride = 2, // two,\n pad = 1)", "(stride = 2 // two,\n )", UNPADDED);
    layer("(pad = 1 /* a, b */, stride = 2)", "( /* a, b */stride = 2)", UNPADDED);
    layer("(pad = 1, kernel = 3, stride = 2)", "(stride = 2)", UNPADDED, SMALLEST);
    layer("(stride = 2, pad = 1, kernel = 3)", "(stride = 2 )", UNPADDED, SMALLEST);
    layer("(pad = 1, kernel = 3)", "()", UNPADDED, SMALLEST);
  }

  @Test
  void oneAttributeTakesThePlaceOfAnother() {
    layer(
        "(pad = 1 /* p */, stride = 2)", "(dilation = 2 /* p */, stride = 2)", UNPADDED, DILATION);
    layer(
        "(pad = 1, stride = 2, kernel = 3)",
        "(dilation = 2, stride = 2)",
        UNPADDED,
        SMALLEST,
        DILATION);
  }

  @Test
  void aFieldIsInsertedAboveWithTheSameTypeAndModifiers() {
    assertEquals(
        "class Net {\n  @Dropout(rate = 0.25) private final Object z;\n  @Conv private final Object y; }",
        inserted("class Net {\n  @Conv private final Object y; }"));
    assertEquals(
        "class Net {\r\n\t@Dropout(rate = 0.25) Object z;\r\n\t@Conv Object y;\r\n}",
        inserted("class Net {\r\n\t@Conv Object y;\r\n}"));
  }

  @Test
  void aFieldIsInsertedInTheLineOfAnother() {
    assertEquals(
        "class Net { int n; @Dropout(rate = 0.25) Object z; @Conv Object y; }",
        inserted("class Net { int n; @Conv Object y; }"));
  }

  @Test
  void whatTheTextDoesNotTellIsNotEdited() {
    assertEquals(Optional.empty(), changes("@TensorModel class Net { Object y; }", STRIDE));
    assertEquals(Optional.empty(), changes("@TensorModel class Net { }", insertion()));
    assertEquals(
        Optional.empty(),
        changes("@TensorModel class Net {\n  @Conv Object x, y;\n}", insertion()));
    // What is written once for both fields was tried for one.
    assertEquals(
        Optional.empty(), changes("@TensorModel class Net { @Conv Object x, y; }", STRIDE));
  }

  private static String inserted(String net) {
    return edited("@TensorModel " + net, insertion())
        .replace("@TensorModel ", "")
        .replace("io.github.shapeproof.annotation.", "");
  }

  private static Edit insertion() {
    ModelDeclaration model = Models.model().layer("z", Dropout.class, "rate", 0.25).declaration();
    return new Edit.InsertField("y", model.fields().get(0));
  }

  private static void layer(String arguments, String expected, Edit... edits) {
    String before = "@TensorModel class Net { @Conv";
    String after = " Object y; }";
    assertEquals(before + expected + after, edited(before + arguments + after, edits));
  }

  private static String edited(String source, Edit... edits) {
    String whole = source.contains("class") ? source : source + " class Net { }";
    String edited = Patch.apply(whole, changes(whole, edits).orElseThrow());
    return source.equals(whole) ? edited : edited.replace(" class Net { }", "");
  }

  private static Optional<List<Replacement>> changes(String source, Edit... edits) {
    ModelDeclaration model = Models.model().where("W = 1").layer("y", Conv.class).declaration();
    SourceText text = SourceText.of(URI.create("file:///Net.java"), source, "Net");
    Diagnostic error = Diagnostic.of(Code.SP202, Site.MODEL, "");
    return SourceEdits.of(new Reported(error, "", model, text), new Help("", List.of(edits)))
        .map(SourceEdits.Changes::replacements);
  }
}
