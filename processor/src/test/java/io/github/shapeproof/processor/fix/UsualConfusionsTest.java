package io.github.shapeproof.processor.fix;

import static io.github.shapeproof.processor.fix.Helped.conv;
import static io.github.shapeproof.processor.fix.Helped.helps;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.annotation.Add;
import io.github.shapeproof.annotation.BatchNorm;
import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Custom;
import io.github.shapeproof.annotation.Dense;
import io.github.shapeproof.annotation.DepthToSpace;
import io.github.shapeproof.annotation.DepthwiseConv;
import io.github.shapeproof.annotation.Flatten;
import io.github.shapeproof.annotation.GatedConcat;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Loss;
import io.github.shapeproof.annotation.LossKind;
import io.github.shapeproof.annotation.MaxPool;
import io.github.shapeproof.annotation.Multiply;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.annotation.SpaceToDepth;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.diagnostic.Help;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mistakes about what a layer takes, and how tensors and symbols are called: the help for each. */
final class UsualConfusionsTest {
  @ParameterizedTest
  @EnumSource(Layout.class)
  void dataOfTheOtherLayout(Layout layout) {
    boolean last = layout == Layout.CHANNELS_LAST;
    Models model =
        Models.model()
            .layout(layout)
            .input("x", last ? "N,3,224,224" : "N,224,224,3")
            .layer("a", Conv.class, "filters", 64, "kernel", 7, "stride", 2, "pad", 3)
            .layer("b", MaxPool.class, "kernel", 3, "stride", 2, "pad", 1)
            .shape(last ? "N,64,56,56" : "N,56,56,64");
    assertEquals(
        "set layout = %s in @TensorModel".formatted(last ? "CHANNELS_FIRST" : "CHANNELS_LAST"),
        helps(model).get(0));
  }

  /** What reads a faulty tensor is not checked, so a help that makes it do so has shown nothing. */
  @Test
  void noHelpHidesAnError() {
    Models model =
        Models.model()
            .input("x", "N,4,4,3")
            .layer("y", Concat.class, "from", List.of("x", "nope"))
            .layer("w", Activation.class, "from", "x", "value", ActivationKind.RELU)
            .shape("N,4,4,4");
    List<Diagnostic> errors = Explainer.explain(model.check());
    assertEquals(2, errors.size(), errors::toString);
    List<String> helps = errors.get(1).helps().stream().map(Help::text).toList();
    assertTrue(helps.stream().noneMatch(help -> help.contains("\"y\"")), helps::toString);
    assertEquals("declare `w` (line 3) as @Shape(\"N,4,4,3\")", helps.get(0));
  }

  @Test
  void eachOfTwoFaultsOfOneModelIsHelped() {
    Models model =
        Models.model()
            .where("H = 2")
            .where("W % 2 = 0")
            .input("x", "N,H,W,3")
            .layer("y", Flatten.class);
    List<String> helps =
        Explainer.explain(model.check()).stream().map(e -> e.helps().get(0).text()).toList();
    assertEquals(
        List.of(
            "use \"H == 2\" in place of \"H = 2\" in where",
            "use \"W % 2 == 0\" in place of \"W % 2 = 0\" in where"),
        helps);
  }

  @Test
  void severalNamesMisspelt() {
    Models model = conv(conv(Models.model().input("x", "N,8,8,3"), "aa1", "x", 4), "bb1", "x", 4);
    assertEquals(
        List.of("use from = {\"aa1\", \"bb1\"} in place of {\"aal\", \"bbl\"} on `s` (line 4)"),
        helps(model.layer("s", Concat.class, "from", List.of("aal", "bbl"))));
  }

  @Test
  void aSourceForgotten() {
    Models model =
        conv(Models.model().input("mask", "N,16,16,1").input("x", "N,16,16,64"), "a", "x", 64);
    Models joined = model.layer("s", Concat.class, "from", List.of("x", "a"));
    assertEquals(
        "use from = {\"x\", \"a\", \"mask\"} in place of {\"x\", \"a\"} on `s` (line 4)",
        helps(joined.shape("N,16,16,129")).get(0));
  }

  @Test
  void sourcesInTheOtherOrder() {
    Models model =
        Models.model()
            .input("image", "N,256,256,3")
            .input("features", "N,16,16,32")
            .layer("joined", GatedConcat.class, "from", List.of("image", "features"))
            .shape("N,256,256,35");
    assertEquals(
        "use from = {\"features\", \"image\"} in place of {\"image\", \"features\"} on `joined`"
            + " (line 3)",
        helps(model).get(0));
  }

  @Test
  void moreSourcesThanTheLayerTakes() {
    Models model =
        Models.model()
            .input("x", "N,8,8,16")
            .input("skip", "N,8,8,8")
            .layer("y", Conv.class, "from", List.of("x", "skip"), "filters", 8, "kernel", 1);
    assertEquals(
        List.of(
            "insert @Concat(from = {\"x\", \"skip\"}) `xJoined` above `y`, and use from ="
                + " \"xJoined\" in place of {\"x\", \"skip\"} on `y` (line 3)"),
        helps(model));
  }

  @Test
  void fewerSourcesThanTheLayerTakes() {
    Models model =
        Models.model()
            .input("x", "N,8,8,16")
            .input("style", "N,100")
            .layer("y", Custom.class, "from", "style", "value", "N,H,W,C;N,T -> N,H,W,C+T");
    assertEquals(
        List.of("use from = {\"x\", \"style\"} in place of \"style\" on `y` (line 3)"),
        helps(model));
  }

  @Test
  void aSourceTooMany() {
    Models model =
        conv(Models.model().input("mask", "N,16,16,1").input("x", "N,16,16,64"), "a", "x", 64);
    Models joined = model.layer("s", Concat.class, "from", List.of("x", "a", "mask"));
    assertTrue(
        helps(joined.shape("N,16,16,128"))
            .contains(
                "use from = {\"x\", \"a\"} in place of {\"x\", \"a\", \"mask\"} on `s` (line 4)"));
  }

  @ParameterizedTest
  @EnumSource(LossKind.class)
  void aLossIsNeverReplacedByOneThatMeansSomethingElse(LossKind kind) {
    Models model = Models.model().input("p", "N,10").input("t", "N,9");
    Models lost = model.layer("l", Loss.class, "from", "p", "target", "t", "value", kind);
    for (Diagnostic error : Explainer.explain(lost.check())) {
      for (Help help : error.helps()) {
        assertTrue(
            help.edits().stream()
                .noneMatch(e -> e instanceof Edit.SetAttribute s && s.attribute().equals("value")),
            help::text);
      }
    }
  }

  @Test
  void classNumbersForALossThatWantsDistributions() {
    Models model = Models.model().input("p", "N,10").input("t", "N");
    assertEquals(
        List.of(
            "use value = SPARSE_SOFTMAX_CROSS_ENTROPY in place of SOFTMAX_CROSS_ENTROPY on `l`"
                + " (line 3)"),
        helps(
            model.layer(
                "l",
                Loss.class,
                "from",
                "p",
                "target",
                "t",
                "value",
                LossKind.SOFTMAX_CROSS_ENTROPY)));
  }

  @Test
  void aSkipThatIsLargerThanWhatItMeets() {
    Models model =
        Models.model()
            .input("x", "N,64,64,64")
            .input("low", "N,28,28,128")
            .layer("up", Resize.class, "from", "low", "scale", 2.0)
            .shape("N,56,56,128")
            .layer("fused", Concat.class, "from", List.of("up", "x"));
    assertEquals(
        "insert @Crop(from = \"x\", like = \"up\") `xCropped` above `fused`, and use from = "
            + "{\"up\", \"xCropped\"} in place of {\"up\", \"x\"} on `fused` (line 4)",
        helps(model).get(0));
  }

  @Test
  void twoMistakesInOneChainEachWithItsHelp() {
    Models model =
        conv(Models.model().input("x", "N,8,8,64"), "y", "x", 32)
            .layer("z", Conv.class, "filters", 64, "kernel", 3)
            .layer("s", Add.class, "from", List.of("x", "y"))
            .layer("t", Add.class, "from", List.of("x", "z"));
    assertEquals(
        List.of(
            "use filters = 64 in place of 32 on `y` (line 2)",
            "add padding = SAME to `z` (line 3)"),
        Explainer.explain(model.check()).stream().map(e -> e.helps().get(0).text()).toList());
  }

  @Test
  void aMistakeThatHidesALayerWithAnother() {
    Models model =
        Models.model()
            .input("x", "N,9,9,3")
            .layer("b", SpaceToDepth.class, "block", 4)
            .layer("c", Conv.class, "filters", 7, "kernel", 3, "groups", 2);
    assertEquals(
        List.of(
            "use block = 3 in place of 4 on `b` (line 2); an error on `c` (line 3) comes to light"
                + " then"),
        helps(model));
  }

  @Test
  void aMistakeThatHidesAnotherOfShapes() {
    Models model =
        conv(Models.model().input("x", "N,28,28,1"), "a", "x", 8)
            .layer("b", Conv.class, "filters", 8, "kernel", 3)
            .layer("s", Add.class, "from", List.of("a", "b"))
            .layer("f", Flatten.class)
            .layer("y", Dense.class, "units", 10, "in", 1000);
    assertEquals(
        List.of("add padding = SAME to `b` (line 3); an error on `y` (line 6) comes to light then"),
        helps(model));
  }

  @Test
  void aMisspeltNameThatHidesAnotherMistake() {
    Models model =
        conv(Models.model().input("x", "N,8,8,3"), "stem", "x", 4)
            .layer("up", Resize.class, "from", "sten", "scale", 2.0)
            .layer("sum", Add.class, "from", List.of("up", "stem"));
    assertEquals(
        List.of(
            "use from = \"stem\" in place of \"sten\" on `up` (line 3); an error on `sum` (line 4)"
                + " comes to light then"),
        helps(model));
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void aValueForEachChannel(Layout layout) {
    boolean last = layout == Layout.CHANNELS_LAST;
    Models model =
        Models.model()
            .layout(layout)
            .input("x", last ? "N,H,W,64" : "N,64,H,W")
            .input("weights", "N,64")
            .layer("scaled", Multiply.class, "from", List.of("x", "weights"));
    String value = last ? "N,1,1,64" : "N,64,1,1";
    assertEquals(
        "insert @Reshape(from = \"weights\", value = \""
            + value
            + "\") `weightsSpread` above"
            + " `scaled`, and use from = {\"x\", \"weightsSpread\"} in place of"
            + " {\"x\", \"weights\"} on `scaled` (line 3)",
        helps(model).get(0));
  }

  @Test
  void aResidualBlockWithAStrideWithoutProjection() {
    Models model =
        Models.model()
            .input("x", "N,56,56,64")
            .layer(
                "a", Conv.class, "filters", 128, "kernel", 3, "stride", 2, "padding", Padding.SAME);
    assertEquals(
        "insert @Conv(from = \"x\", filters = 128, kernel = 1, stride = 2) `xProjected` above"
            + " `sum`, and use from = {\"xProjected\", \"b\"} in place of {\"x\", \"b\"} on `sum`"
            + " (line 4)",
        helps(conv(model, "b", "a", 128).layer("sum", Add.class, "from", List.of("x", "b")))
            .get(0));
  }

  @Test
  void batchesWithoutAName() {
    Models model =
        Models.model()
            .input("x", "_,8,8,3")
            .input("y", "_,8,8,3")
            .layer("sum", Add.class, "from", List.of("x", "y"));
    assertEquals(
        "declare `x` (line 1) as @Shape(\"N,8,8,3\"), and declare `y` (line 2) as"
            + " @Shape(\"N,8,8,3\")",
        helps(model).get(0));
    assertTrue(
        Explainer.explain(model.check())
            .get(0)
            .details()
            .contains("each `_` is a size of its own: give the batch one name"));
  }

  @Test
  void noBatchIsNamedAfterAnotherSize() {
    Models model =
        Models.model()
            .axes(1)
            .input("a", "_,N,3")
            .input("b", "_,N,5")
            .input("anchors", "_,4")
            .layer("joined", Concat.class, "from", List.of("a", "b"));
    assertEquals(
        "declare `a` (line 1) as @Shape(\"B,N,3\"), and declare `b` (line 2) as @Shape(\"B,N,5\")",
        helps(model).get(0));
  }

  @Test
  void aSymbolInTheWrongCase() {
    Models model =
        conv(Models.model().input("image", "N,H,W,1").input("mask", "N,h,W,1"), "c", "image", 1)
            .layer("y", Activation.class, "value", ActivationKind.SIGMOID)
            .layer("loss", Loss.class, "value", LossKind.BINARY_CROSS_ENTROPY, "target", "mask");
    assertEquals("declare `mask` (line 2) as @Shape(\"N,H,W,1\")", helps(model).get(0));
    assertTrue(
        helps(model).stream().noneMatch(h -> h.contains("from = \"mask\"")),
        () -> helps(model).toString());
  }

  @Test
  void aTargetIsNeverTakenFromTheWayToThePrediction() {
    Models model =
        Models.model()
            .input("x", "N,7,7,1")
            .layer("p", MaxPool.class, "kernel", 2)
            .layer("u", Resize.class, "scale", 2.0)
            .layer("y", Activation.class, "value", ActivationKind.SIGMOID)
            .layer("loss", Loss.class, "value", LossKind.BINARY_CROSS_ENTROPY, "target", "x");
    assertEquals("use like = \"x\" in place of scale = 2 on `u` (line 3)", helps(model).get(0));
    assertTrue(
        helps(model).stream().noneMatch(h -> h.contains("target = \"u\"")),
        () -> helps(model).toString());
  }

  @Test
  void nothingIsAddedToItsOwnNorm() {
    Models model =
        Models.model()
            .input("x", "N,H,W,144")
            .layer("dw", DepthwiseConv.class, "kernel", 3, "multiplier", 6, "padding", Padding.SAME)
            .layer("b", BatchNorm.class)
            .layer("out", Add.class, "from", List.of("x", "b"));
    assertEquals("leave out multiplier = 6 on `dw` (line 2)", helps(model).get(0));
    assertTrue(
        helps(model).stream().noneMatch(h -> h.contains("\"dw\", \"b\"")),
        () -> helps(model).toString());
  }

  @Test
  void aSkipOfTheWrongName() {
    Models model =
        conv(
                Models.model()
                    .where("H % 2 == 0")
                    .where("W % 2 == 0")
                    .input("enc1", "N,H,W,8")
                    .layer("down1", MaxPool.class, "kernel", 2),
                "enc2",
                "down1",
                16)
            .layer("up1", Resize.class, "scale", 2.0)
            .layer("skip1", Concat.class, "from", List.of("enc2", "up1"));
    assertEquals(
        "use from = {\"enc1\", \"up1\"} in place of {\"enc2\", \"up1\"} on `skip1` (line 5)",
        helps(model).get(0));
  }

  @Test
  void flatteningForgotten() {
    Models model =
        Models.model()
            .channelsFirst()
            .input("x", "N,32,8,8")
            .layer("logits", Dense.class, "units", 10, "in", 2048);
    assertEquals(
        "insert @Flatten(from = \"x\") `xFlat` above `logits`, and add from = \"xFlat\" to `logits`"
            + " (line 2)",
        helps(model).get(0));
  }

  @Test
  void aFactAboutASymbolThatNothingNames() {
    Models model =
        Models.model()
            .where("H % 2 == 0")
            .where("w % 2 == 0")
            .input("x", "N,H,W,3")
            .layer("p", MaxPool.class, "kernel", 2);
    Diagnostic error = Explainer.explain(model.check()).get(0);
    assertEquals("SP113", error.code().name());
    assertEquals("where of `Model` names w, which is in no shape, unlike W", error.sentence());
  }

  @Test
  void aFactAboutASymbolOfItsOwn() {
    Models model =
        Models.model()
            .where("H == 2 * h")
            .input("x", "N,H,W,3")
            .layer("p", MaxPool.class, "kernel", 2)
            .layer("up", Resize.class, "scale", 2.0);
    assertEquals("N,H,2*(W/2),3", model.shape("N,H,2*(W/2),3").result());
  }

  @Test
  void anUnfixedInputDoesNotHideTheHelpForAnotherMistake() {
    Models model =
        Models.model()
            .where("H % 4 <= 1")
            .input("hi", "N,H/2,8,4")
            .input("lo", "N,H/4,4,4")
            .layer("up", Resize.class, "scale", 4.0)
            .layer("sum", Add.class, "from", List.of("hi", "up"));
    List<Diagnostic> errors = Explainer.explain(model.check());
    assertEquals(
        List.of("SP113", "SP202"), errors.stream().map(e -> e.code().name()).sorted().toList());
    assertTrue(
        errors.stream()
            .flatMap(e -> e.helps().stream())
            .anyMatch(h -> h.text().equals("use scale = 2 in place of 4 on `up` (line 3)")),
        errors::toString);
  }

  @Test
  void theLayerThatDoesTheOpposite() {
    Models up =
        Models.model()
            .input("x", "N,16,16,64")
            .layer("y", Conv.class, "filters", 32, "kernel", 2, "stride", 2)
            .shape("N,32,32,32");
    assertEquals(
        "use @Deconv(filters = 32, kernel = 2, stride = 2) in place of @Conv on `y` (line 2)",
        helps(up).get(0));
    Models blocks =
        conv(
            Models.model()
                .where("H % 2 == 0")
                .input("x", "N,H,H,3")
                .layer("y", DepthToSpace.class, "block", 2),
            "z",
            "y",
            8);
    assertEquals(
        List.of("use @SpaceToDepth(block = 2) in place of @DepthToSpace on `y` (line 2)"),
        helps(blocks));
  }

  /** A kernel that does not fit fits into whatever is padded, but nobody meant that. */
  @Test
  void noWindowLiesInItsPaddingAlone() {
    Models model =
        Models.model()
            .input("x", "N,32,32,8")
            .layer("y", Conv.class, "filters", 8, "kernel", 1)
            .shape("N,64,64,8");
    assertEquals(
        List.of(
            "declare `y` (line 2) as @Shape(\"N,32,32,8\")",
            "declare `x` (line 1) as @Shape(\"N,64,64,8\")"),
        helps(model));
  }
}
