package io.github.shapeproof.processor.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.processor.testing.CompilerKind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mistakes in models that are right by themselves, which show where others apply them: the first
 * help undoes each.
 */
class AppliedMistakesTest {
  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            AppliedNetworks.RES,
            "kernel = 1, strideOf = \"S\") INDArray shortcut",
            "kernel = 1) INDArray shortcut",
            "add strideOf = \"S\" to `shortcut` of `Block` (Backbone.java:15)"),
        Arguments.of(
            AppliedNetworks.RES,
            "kernel = 3, strideOf = \"S\", padding = SAME) INDArray a",
            "kernel = 3, padding = SAME) INDArray a",
            "add strideOf = \"S\" to `a` of `Block` (Backbone.java:12)"),
        Arguments.of(
            AppliedNetworks.BODY,
            "@Conv(filters = 32, kernel = 3, padding = SAME) INDArray c",
            "@Conv(filters = 32, kernel = 3) INDArray c",
            "add padding = SAME to `c` of `Body` (Net.java:15)"),
        Arguments.of(
            AppliedNetworks.BODY,
            "@Conv(filters = 32, kernel = 3, padding = SAME) INDArray c",
            "@Conv(filters = 32, kernel = 3, stride = 2, padding = SAME) INDArray c",
            "use stride = 1 in place of 2 on `c` of `Body` (Net.java:15)"),
        Arguments.of(
            AppliedNetworks.BODY,
            "@Shape(\"N,H,W,64\") INDArray x",
            "@Shape(\"N,H,W,32\") INDArray x",
            "declare `x` of `Body` (Net.java:12) as @Shape(\"N,H,W,64\")"),
        Arguments.of(
            AppliedNetworks.BODY,
            "filters = 64, kernel = 1",
            "filters = 46, kernel = 1",
            "use filters = 64 in place of 46 on `e` of `Body` (Net.java:17)"),
        Arguments.of(
            AppliedNetworks.ONCE,
            "@Conv(filters = 64, kernel = 3, padding = SAME)",
            "@Conv(filters = 64, kernel = 3)",
            "add padding = SAME to `middle` of `Body` (Net.java:10)"),
        Arguments.of(
            AppliedNetworks.ONCE,
            "@Conv(filters = 64, kernel = 1) INDArray reduced",
            "@Conv(filters = 64, kernel = 1, stride = 2) INDArray reduced",
            "use stride = 1 in place of 2 on `reduced` of `Body` (Net.java:9)"),
        Arguments.of(
            AppliedNetworks.ONCE,
            "filters = 256",
            "filters = 128",
            "use filters = 256 in place of 128 on `expanded` of `Body` (Net.java:11)"),
        Arguments.of(
            AppliedNetworks.UNET,
            "@MaxPool(kernel = 2) INDArray low",
            "@MaxPool(kernel = 2, stride = 1) INDArray low",
            "use stride = 2 in place of 1 on `low` of `Down` (UNet.java:20)"),
        Arguments.of(
            AppliedNetworks.UNET,
            "@MaxPool(kernel = 2) INDArray low",
            "@MaxPool(kernel = 3) INDArray low",
            "use kernel = 2 in place of 3 on `low` of `Down` (UNet.java:20)"),
        Arguments.of(
            AppliedNetworks.UNET,
            "@Conv(filtersOf = \"F\", kernel = 3, padding = SAME) INDArray c",
            "@Conv(filtersOf = \"F\", kernel = 3) INDArray c",
            "add padding = SAME to `c` of `Twice` (UNet.java:14)"),
        Arguments.of(
            AppliedNetworks.UNET,
            "@Conv(filtersOf = \"F\", kernel = 3, padding = SAME) INDArray a",
            "@Conv(filtersOf = \"F\", kernel = 3) INDArray a",
            "add padding = SAME to `a` of `Twice` (UNet.java:12)"),
        Arguments.of(
            AppliedNetworks.UNET,
            "@Shape(\"N,2*H,2*W,E\") INDArray skip",
            "@Shape(\"N,2*H,2*W,C\") INDArray skip",
            "declare `skip` of `Up` (UNet.java:24) as @Shape(\"N,2*H,2*W,E\")"),
        Arguments.of(
            AppliedNetworks.VIT,
            "@Dense(unitsOf = \"D\") INDArray out;\n}\n@TensorModel(axes = 1) class Mlp",
            "@Dense(unitsOf = \"2*D\") INDArray out;\n}\n@TensorModel(axes = 1) class Mlp",
            "use unitsOf = \"D\" in place of \"2*D\" on `out` of `Attention` (Vit.java:20)"),
        Arguments.of(
            AppliedNetworks.VIT,
            "@Dense(unitsOf = \"4*D\")",
            "@Dense(unitsOf = \"4*E\")",
            "use unitsOf = \"4*D\" in place of \"4*E\" on `wide` of `Mlp` (Vit.java:24)"),
        Arguments.of(
            AppliedNetworks.VIT,
            "@Dense(unitsOf = \"3*D\")",
            "@Dense(unitsOf = \"3*C\")",
            "use unitsOf = \"3*D\" in place of \"3*C\" on `qkv` of `Attention` (Vit.java:18)"),
        Arguments.of(
            AppliedNetworks.INCEPTION,
            "@Conv(filters = 128, kernel = 3",
            "@Conv(filters = 182, kernel = 3",
            "use filters = 128 in place of 182 on `three` of `Mixed` (Inception.java:11)"),
        Arguments.of(
            AppliedNetworks.INCEPTION,
            "{\"one\", \"three\", \"five\", \"pool1\"}",
            "{\"one\", \"three\", \"five\"}",
            "use from = {\"one\", \"three\", \"five\", \"pool1\"} in place of {\"one\", \"three\", \"five\"} on `out` of `Mixed` (Inception.java:16)"),
        Arguments.of(
            AppliedNetworks.INCEPTION,
            "{\"one\", \"three\", \"five\", \"pool1\"}",
            "{\"one\", \"three1\", \"five\", \"pool1\"}",
            "use from = {\"one\", \"three\", \"five\", \"pool1\"} in place of {\"one\", \"three1\", \"five\", \"pool1\"} on `out` of `Mixed` (Inception.java:16)"),
        Arguments.of(
            AppliedNetworks.GAN,
            "kernel = 4, stride = 2, padding = SAME",
            "kernel = 4, padding = SAME",
            "add stride = 2 to `y` of `Up` (Generator.java:10)"),
        Arguments.of(
            AppliedNetworks.GAN,
            "kernel = 4, stride = 2, padding = SAME",
            "kernel = 4, stride = 3, padding = SAME",
            "use stride = 2 in place of 3 on `y` of `Up` (Generator.java:10)"),
        Arguments.of(
            AppliedNetworks.FPN,
            "@Conv(filters = 256, kernel = 1) INDArray y",
            "@Conv(filters = 265, kernel = 1) INDArray y",
            "use filters = 256 in place of 265 on `y` of `Lateral` (Fpn.java:15)"),
        Arguments.of(
            AppliedNetworks.FPN,
            "@Conv(filters = 9, kernel = 3, padding = SAME)",
            "@Conv(filters = 9, kernel = 3)",
            "add padding = SAME to `y` of `Head` (Fpn.java:28)"),
        Arguments.of(
            AppliedNetworks.FPN,
            "@Conv(filters = 9, kernel = 3, padding = SAME)",
            "@Conv(filters = 8, kernel = 3, padding = SAME)",
            "use filters = 9 in place of 8 on `y` of `Head` (Fpn.java:28)"),
        Arguments.of(
            AppliedNetworks.FPN,
            "@Conv(filters = 256, kernel = 3, padding = SAME) INDArray y",
            "@Conv(filters = 256, kernel = 3) INDArray y",
            "add padding = SAME to `y` of `Merge` (Fpn.java:22)"),
        Arguments.of(
            AppliedNetworks.FIRST,
            "@TensorModel(layout = CHANNELS_FIRST) class Cell",
            "@TensorModel class Cell",
            "set layout = CHANNELS_FIRST in @TensorModel of `Cell`"),
        Arguments.of(
            AppliedNetworks.FIRST,
            "@MaxPool(kernel = 2)",
            "@MaxPool(kernel = 2, stride = 1)",
            "use stride = 2 in place of 1 on `p` of `Cell` (Net.java:11)"),
        Arguments.of(
            AppliedNetworks.MOBILE,
            "kernel = 3, strideOf = \"S\", padding = SAME",
            "kernel = 3, padding = SAME",
            "add strideOf = \"S\" to `deep` of `Separable` (Mobile.java:11)"),
        Arguments.of(
            AppliedNetworks.MOBILE,
            "kernel = 3, strideOf = \"S\", padding = SAME",
            "kernel = 3, strideOf = \"S\"",
            "add padding = SAME to `deep` of `Separable` (Mobile.java:11)"),
        Arguments.of(
            AppliedNetworks.MOBILE,
            "@Conv(filtersOf = \"F\", kernel = 1)",
            "@Conv(filtersOf = \"C\", kernel = 1)",
            "use filtersOf = \"F\" in place of \"C\" on `point` of `Separable` (Mobile.java:14)"),
        Arguments.of(
            AppliedNetworks.STAGES,
            "@Apply(with = \"F=64,S=1\") Cell b",
            "@Apply(with = \"F=46,S=1\") Cell b",
            "use with = \"F=64,S=1\" in place of \"F=46,S=1\" on `b` of `Stage1` (Net.java:11)"),
        Arguments.of(
            AppliedNetworks.STAGES,
            "@Apply(with = \"F=128,S=1\") Cell b",
            "@Apply(with = \"F=128,S=2\") Cell b",
            "use with = \"F=128,S=1\" in place of \"F=128,S=2\" on `b` of `Stage2` (Net.java:16)"),
        Arguments.of(
            AppliedNetworks.DECLARED,
            "@Conv(kernel = 1) @Shape(\"N,H,W,F\") INDArray z",
            "@Conv(kernel = 1) @Shape(\"N,H,W,G\") INDArray z",
            "declare `z` of `Cell` (Net.java:12) as @Shape(\"N,H,W,F\")"),
        Arguments.of(
            AppliedNetworks.DECLARED,
            "@Conv(kernel = 1) @Shape(\"N,H,W,F\") INDArray z",
            "@Conv(kernel = 1) @Shape(\"N,H,W,C\") INDArray z",
            "declare `z` of `Cell` (Net.java:12) as @Shape(\"N,H,W,F\")"),
        Arguments.of(
            AppliedNetworks.FUSE,
            "@Shape(\"N,2*H,2*W,C\") INDArray large",
            "@Shape(\"N,2*H,2*H,C\") INDArray large",
            "declare `large` of `Fuse` (Net.java:9) as @Shape(\"N,2*H,2*W,C\")"),
        Arguments.of(
            AppliedNetworks.FUSE,
            "@Shape(\"N,H,W,E\") INDArray small",
            "@Shape(\"N,H,W,C\") INDArray small",
            "declare `small` of `Fuse` (Net.java:10) as @Shape(\"N,H,W,E\")"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void theFirstHelpUndoesIt(String models, String right, String wrong, String help) {
    assertEquals(List.of(), helps(models));
    assertEquals(help, helps(models.replace(right, wrong)).get(0));
  }

  /** The helps of the first error. */
  private static List<String> helps(String models) {
    return CompilerKind.JAVAC
        .compilation()
        .source(models)
        .options("-Ashapeproof.generate=none")
        .compile()
        .errors()
        .stream()
        .limit(1)
        .flatMap(error -> error.text().lines())
        .map(String::strip)
        .filter(line -> line.startsWith("help: "))
        .map(line -> line.substring("help: ".length()))
        .toList();
  }
}
