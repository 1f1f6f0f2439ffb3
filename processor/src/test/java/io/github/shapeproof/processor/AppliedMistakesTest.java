package io.github.shapeproof.processor;

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

  private static final String RES =
      """
      @TensorModel class Backbone {
        @Input @Shape("N,224,224,3") INDArray image;
        @Apply(with = "F=64,S=2") @Shape("N,112,112,64") Block stem;
        @Apply(with = "F=64,S=1", times = 3) Block first;
        @Apply(with = "F=128,S=2") @Shape("N,56,56,128") Block down;
        @Apply(with = "F=128,S=1", times = 3) Block second;
        @GlobalAvgPool INDArray pooled;
        @Dense(units = 10) @Shape("N,10") INDArray logits;
      }
      @TensorModel class Block {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filtersOf = "F", kernel = 3, strideOf = "S", padding = SAME) INDArray a;
        @Activation(RELU) INDArray b;
        @Conv(filtersOf = "F", kernel = 3, padding = SAME) INDArray c;
        @Conv(from = "x", filtersOf = "F", kernel = 1, strideOf = "S") INDArray shortcut;
        @Add(from = {"c", "shortcut"}) INDArray out;
      }
      """;

  private static final String BODY =
      """
      @TensorModel class Net {
        @Input @Shape("N,56,56,3") INDArray image;
        @Conv(filters = 64, kernel = 3, padding = SAME) INDArray stem;
        @Apply Body body;
        @Add(from = {"stem", "body"}) INDArray sum;
        @Apply Body again;
        @Add(from = {"sum", "again"}) INDArray out;
        @GlobalAvgPool INDArray pooled;
        @Dense(units = 10) INDArray logits;
      }
      @TensorModel class Body {
        @Input @Shape("N,H,W,64") INDArray x;
        @Conv(filters = 32, kernel = 1) INDArray a;
        @Activation(RELU) INDArray b;
        @Conv(filters = 32, kernel = 3, padding = SAME) INDArray c;
        @Activation(RELU) INDArray d;
        @Conv(filters = 64, kernel = 1) INDArray e;
      }
      """;

  private static final String ONCE =
      """
      @TensorModel class Net {
        @Input @Shape("N,28,28,256") INDArray x;
        @Apply Body body;
        @Add(from = {"x", "body"}) INDArray sum;
        @Activation(RELU) @Shape("N,28,28,256") INDArray out;
      }
      @TensorModel class Body {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filters = 64, kernel = 1) INDArray reduced;
        @Conv(filters = 64, kernel = 3, padding = SAME) INDArray middle;
        @Conv(filters = 256, kernel = 1) INDArray expanded;
      }
      """;

  private static final String UNET =
      """
      @TensorModel class UNet {
        @Input @Shape("N,128,128,3") INDArray image;
        @Apply(with = "F=32") Down d1;
        @Apply(from = "d1.low", with = "F=64") Down d2;
        @Apply(from = "d2.low", with = "F=128") Twice bottom;
        @Apply(from = {"bottom", "d2.skip"}, with = "F=64") Up u2;
        @Apply(from = {"u2", "d1.skip"}, with = "F=32") Up u1;
        @Conv(filters = 1, kernel = 1) @Shape("N,128,128,1") INDArray mask;
      }
      @TensorModel class Twice {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filtersOf = "F", kernel = 3, padding = SAME) INDArray a;
        @Activation(RELU) INDArray b;
        @Conv(filtersOf = "F", kernel = 3, padding = SAME) INDArray c;
        @Activation(RELU) INDArray d;
      }
      @TensorModel class Down {
        @Input @Shape("N,H,W,C") INDArray x;
        @Apply(with = "F=F") @Output Twice skip;
        @MaxPool(kernel = 2) INDArray low;
      }
      @TensorModel class Up {
        @Input @Shape("N,H,W,C") INDArray low;
        @Input @Shape("N,2*H,2*W,E") INDArray skip;
        @Deconv(from = "low", filtersOf = "F", kernel = 2, stride = 2) INDArray wide;
        @Concat(from = {"skip", "wide"}) INDArray both;
        @Apply(with = "F=F") Twice out;
      }
      """;

  private static final String VIT =
      """
      @TensorModel(axes = 1) class Vit {
        @Input @Shape("N,196,768") INDArray tokens;
        @Apply(times = 12) Layer layers;
        @LayerNorm INDArray normed;
        @Dense(units = 1000) @Shape("N,196,1000") INDArray logits;
      }
      @TensorModel(axes = 1) class Layer {
        @Input @Shape("N,T,D") INDArray x;
        @LayerNorm INDArray n;
        @Apply Attention a;
        @Add(from = {"x", "a"}) INDArray y;
        @LayerNorm INDArray m;
        @Apply Mlp b;
        @Add(from = {"y", "b"}) INDArray z;
      }
      @TensorModel(axes = 1) class Attention {
        @Input @Shape("N,T,D") INDArray x;
        @Dense(unitsOf = "3*D") INDArray qkv;
        @Activation(SOFTMAX) INDArray mix;
        @Dense(unitsOf = "D") INDArray out;
      }
      @TensorModel(axes = 1) class Mlp {
        @Input @Shape("N,T,D") INDArray x;
        @Dense(unitsOf = "4*D") INDArray wide;
        @Activation(GELU) INDArray act;
        @Dense(unitsOf = "D") INDArray out;
      }
      """;

  private static final String INCEPTION =
      """
      @TensorModel class Inception {
        @Input @Shape("N,28,28,192") INDArray x;
        @Apply @Shape("N,28,28,256") Mixed a;
        @Apply @Shape("N,28,28,256") Mixed b;
        @MaxPool(kernel = 3, stride = 2, padding = SAME) @Shape("N,14,14,256") INDArray down;
      }
      @TensorModel class Mixed {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filters = 64, kernel = 1) INDArray one;
        @Conv(from = "x", filters = 96, kernel = 1) INDArray three1;
        @Conv(filters = 128, kernel = 3, padding = SAME) INDArray three;
        @Conv(from = "x", filters = 16, kernel = 1) INDArray five1;
        @Conv(filters = 32, kernel = 5, padding = SAME) INDArray five;
        @MaxPool(from = "x", kernel = 3, stride = 1, padding = SAME) INDArray pool;
        @Conv(filters = 32, kernel = 1) INDArray pool1;
        @Concat(from = {"one", "three", "five", "pool1"}) INDArray out;
      }
      """;

  private static final String GAN =
      """
      @TensorModel class Generator {
        @Input @Shape("N,4,4,512") INDArray z;
        @Apply(with = "F=256") Up a;
        @Apply(with = "F=128") Up b;
        @Apply(with = "F=64") Up c;
        @Apply(with = "F=3") @Shape("N,64,64,3") Up image;
      }
      @TensorModel class Up {
        @Input @Shape("N,H,W,C") INDArray x;
        @Deconv(filtersOf = "F", kernel = 4, stride = 2, padding = SAME) INDArray y;
        @BatchNorm INDArray n;
        @Activation(RELU) INDArray r;
      }
      """;

  private static final String FPN =
      """
      @TensorModel class Fpn {
        @Input @Shape("N,64,64,256") INDArray c3;
        @Input @Shape("N,32,32,512") INDArray c4;
        @Input @Shape("N,16,16,1024") INDArray c5;
        @Apply(from = "c5") Lateral p5;
        @Apply(from = "c4") Lateral l4;
        @Apply(from = {"p5", "l4"}) Merge p4;
        @Apply(from = "c3") Lateral l3;
        @Apply(from = {"p4", "l3"}) Merge p3;
        @Apply(from = "p3") @Shape("N,64,64,9") Head h3;
        @Apply(from = "p4") @Shape("N,32,32,9") Head h4;
      }
      @TensorModel class Lateral {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filters = 256, kernel = 1) INDArray y;
      }
      @TensorModel class Merge {
        @Input @Shape("N,H,W,256") INDArray top;
        @Input @Shape("N,2*H,2*W,256") INDArray side;
        @Resize(from = "top", scale = 2) INDArray up;
        @Add(from = {"up", "side"}) INDArray sum;
        @Conv(filters = 256, kernel = 3, padding = SAME) INDArray y;
      }
      @TensorModel class Head {
        @Input @Shape("N,H,W,256") INDArray x;
        @Conv(filters = 256, kernel = 3, padding = SAME) INDArray a;
        @Activation(RELU) INDArray b;
        @Conv(filters = 9, kernel = 3, padding = SAME) INDArray y;
      }
      """;

  private static final String FIRST =
      """
      @TensorModel(layout = CHANNELS_FIRST) class Net {
        @Input @Shape("N,3,32,32") INDArray image;
        @Apply(with = "F=32") Cell a;
        @Apply(with = "F=64") Cell b;
        @Conv(filters = 64, kernel = 3, pad = 1) @Shape("N,64,8,8") INDArray out;
      }
      @TensorModel(layout = CHANNELS_FIRST) class Cell {
        @Input @Shape("N,C,H,W") INDArray x;
        @Conv(filtersOf = "F", kernel = 3, pad = 1) INDArray y;
        @Activation(RELU) INDArray r;
        @MaxPool(kernel = 2) INDArray p;
      }
      """;

  private static final String MOBILE =
      """
      @TensorModel class Mobile {
        @Input @Shape("N,112,112,32") INDArray x;
        @Apply(with = "F=64,S=2") Separable a;
        @Apply(with = "F=128,S=2") Separable b;
        @Apply(with = "F=128,S=1") Separable c;
        @Add(from = {"b", "c"}) INDArray sum;
        @Apply(with = "F=256,S=2") @Shape("N,14,14,256") Separable d;
      }
      @TensorModel class Separable {
        @Input @Shape("N,H,W,C") INDArray x;
        @DepthwiseConv(kernel = 3, strideOf = "S", padding = SAME) INDArray deep;
        @BatchNorm INDArray n;
        @Activation(RELU) INDArray r;
        @Conv(filtersOf = "F", kernel = 1) INDArray point;
        @BatchNorm INDArray m;
        @Activation(RELU) INDArray out;
      }
      """;

  private static final String STAGES =
      """
      @TensorModel class Net {
        @Input @Shape("N,32,32,16") INDArray x;
        @Apply @Shape("N,32,32,64") Stage1 s1;
        @Apply @Shape("N,16,16,128") Stage2 s2;
        @GlobalAvgPool INDArray g;
        @Dense(units = 100) INDArray y;
      }
      @TensorModel class Stage1 {
        @Input @Shape("N,H,W,C") INDArray x;
        @Apply(with = "F=64,S=1") Cell a;
        @Apply(with = "F=64,S=1") Cell b;
      }
      @TensorModel class Stage2 {
        @Input @Shape("N,H,W,C") INDArray x;
        @Apply(with = "F=128,S=2") Cell a;
        @Apply(with = "F=128,S=1") Cell b;
      }
      @TensorModel class Cell {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filtersOf = "F", kernel = 3, strideOf = "S", pad = 1) INDArray y;
        @Activation(RELU) INDArray r;
      }
      """;

  private static final String DECLARED =
      """
      @TensorModel class Net {
        @Input @Shape("N,64,64,16") INDArray x;
        @Apply(with = "F=32") Cell a;
        @Apply(with = "F=64") Cell b;
        @Conv(filters = 64, kernel = 3, padding = SAME) @Shape("N,64,64,64") INDArray c;
        @Add(from = {"b", "c"}) INDArray out;
      }
      @TensorModel class Cell {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(kernel = 3, padding = SAME) @Shape("N,H,W,F") INDArray y;
        @Activation(RELU) INDArray r;
        @Conv(kernel = 1) @Shape("N,H,W,F") INDArray z;
      }
      """;

  private static final String FUSE =
      """
      @TensorModel class Net {
        @Input @Shape("N,48,64,8") INDArray a;
        @Input @Shape("N,24,32,16") INDArray b;
        @Apply(from = {"a", "b"}) Fuse f;
        @Apply(from = {"f", "b"}) Fuse g;
        @Conv(filters = 8, kernel = 1) @Shape("N,48,64,8") INDArray y;
      }
      @TensorModel class Fuse {
        @Input @Shape("N,2*H,2*W,C") INDArray large;
        @Input @Shape("N,H,W,E") INDArray small;
        @Resize(from = "small", like = "large") INDArray up;
        @Concat(from = {"large", "up"}) INDArray both;
        @Conv(filtersOf = "C", kernel = 3, pad = 1) INDArray out;
      }
      """;

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            RES,
            "kernel = 1, strideOf = \"S\") INDArray shortcut",
            "kernel = 1) INDArray shortcut",
            "add strideOf = \"S\" to `shortcut` of `Block` (Backbone.java:15)"),
        Arguments.of(
            RES,
            "kernel = 3, strideOf = \"S\", padding = SAME) INDArray a",
            "kernel = 3, padding = SAME) INDArray a",
            "add strideOf = \"S\" to `a` of `Block` (Backbone.java:12)"),
        Arguments.of(
            BODY,
            "@Conv(filters = 32, kernel = 3, padding = SAME) INDArray c",
            "@Conv(filters = 32, kernel = 3) INDArray c",
            "add padding = SAME to `c` of `Body` (Net.java:15)"),
        Arguments.of(
            BODY,
            "@Conv(filters = 32, kernel = 3, padding = SAME) INDArray c",
            "@Conv(filters = 32, kernel = 3, stride = 2, padding = SAME) INDArray c",
            "use stride = 1 in place of 2 on `c` of `Body` (Net.java:15)"),
        Arguments.of(
            BODY,
            "@Shape(\"N,H,W,64\") INDArray x",
            "@Shape(\"N,H,W,32\") INDArray x",
            "declare `x` of `Body` (Net.java:12) as @Shape(\"N,H,W,64\")"),
        Arguments.of(
            BODY,
            "filters = 64, kernel = 1",
            "filters = 46, kernel = 1",
            "use filters = 64 in place of 46 on `e` of `Body` (Net.java:17)"),
        Arguments.of(
            ONCE,
            "@Conv(filters = 64, kernel = 3, padding = SAME)",
            "@Conv(filters = 64, kernel = 3)",
            "add padding = SAME to `middle` of `Body` (Net.java:10)"),
        Arguments.of(
            ONCE,
            "@Conv(filters = 64, kernel = 1) INDArray reduced",
            "@Conv(filters = 64, kernel = 1, stride = 2) INDArray reduced",
            "use stride = 1 in place of 2 on `reduced` of `Body` (Net.java:9)"),
        Arguments.of(
            ONCE,
            "filters = 256",
            "filters = 128",
            "use filters = 256 in place of 128 on `expanded` of `Body` (Net.java:11)"),
        Arguments.of(
            UNET,
            "@MaxPool(kernel = 2) INDArray low",
            "@MaxPool(kernel = 2, stride = 1) INDArray low",
            "use stride = 2 in place of 1 on `low` of `Down` (UNet.java:20)"),
        Arguments.of(
            UNET,
            "@MaxPool(kernel = 2) INDArray low",
            "@MaxPool(kernel = 3) INDArray low",
            "use kernel = 2 in place of 3 on `low` of `Down` (UNet.java:20)"),
        Arguments.of(
            UNET,
            "@Conv(filtersOf = \"F\", kernel = 3, padding = SAME) INDArray c",
            "@Conv(filtersOf = \"F\", kernel = 3) INDArray c",
            "add padding = SAME to `c` of `Twice` (UNet.java:14)"),
        Arguments.of(
            UNET,
            "@Conv(filtersOf = \"F\", kernel = 3, padding = SAME) INDArray a",
            "@Conv(filtersOf = \"F\", kernel = 3) INDArray a",
            "add padding = SAME to `a` of `Twice` (UNet.java:12)"),
        Arguments.of(
            UNET,
            "@Shape(\"N,2*H,2*W,E\") INDArray skip",
            "@Shape(\"N,2*H,2*W,C\") INDArray skip",
            "declare `skip` of `Up` (UNet.java:24) as @Shape(\"N,2*H,2*W,E\")"),
        Arguments.of(
            VIT,
            "@Dense(unitsOf = \"D\") INDArray out;\n}\n@TensorModel(axes = 1) class Mlp",
            "@Dense(unitsOf = \"2*D\") INDArray out;\n}\n@TensorModel(axes = 1) class Mlp",
            "use unitsOf = \"D\" in place of \"2*D\" on `out` of `Attention` (Vit.java:20)"),
        Arguments.of(
            VIT,
            "@Dense(unitsOf = \"4*D\")",
            "@Dense(unitsOf = \"4*E\")",
            "use unitsOf = \"4*D\" in place of \"4*E\" on `wide` of `Mlp` (Vit.java:24)"),
        Arguments.of(
            VIT,
            "@Dense(unitsOf = \"3*D\")",
            "@Dense(unitsOf = \"3*C\")",
            "use unitsOf = \"3*D\" in place of \"3*C\" on `qkv` of `Attention` (Vit.java:18)"),
        Arguments.of(
            INCEPTION,
            "@Conv(filters = 128, kernel = 3",
            "@Conv(filters = 182, kernel = 3",
            "use filters = 128 in place of 182 on `three` of `Mixed` (Inception.java:11)"),
        Arguments.of(
            INCEPTION,
            "{\"one\", \"three\", \"five\", \"pool1\"}",
            "{\"one\", \"three\", \"five\"}",
            "use from = {\"one\", \"three\", \"five\", \"pool1\"} in place of {\"one\", \"three\", \"five\"} on `out` of `Mixed` (Inception.java:16)"),
        Arguments.of(
            INCEPTION,
            "{\"one\", \"three\", \"five\", \"pool1\"}",
            "{\"one\", \"three1\", \"five\", \"pool1\"}",
            "use from = {\"one\", \"three\", \"five\", \"pool1\"} in place of {\"one\", \"three1\", \"five\", \"pool1\"} on `out` of `Mixed` (Inception.java:16)"),
        Arguments.of(
            GAN,
            "kernel = 4, stride = 2, padding = SAME",
            "kernel = 4, padding = SAME",
            "add stride = 2 to `y` of `Up` (Generator.java:10)"),
        Arguments.of(
            GAN,
            "kernel = 4, stride = 2, padding = SAME",
            "kernel = 4, stride = 3, padding = SAME",
            "use stride = 2 in place of 3 on `y` of `Up` (Generator.java:10)"),
        Arguments.of(
            FPN,
            "@Conv(filters = 256, kernel = 1) INDArray y",
            "@Conv(filters = 265, kernel = 1) INDArray y",
            "use filters = 256 in place of 265 on `y` of `Lateral` (Fpn.java:15)"),
        Arguments.of(
            FPN,
            "@Conv(filters = 9, kernel = 3, padding = SAME)",
            "@Conv(filters = 9, kernel = 3)",
            "add padding = SAME to `y` of `Head` (Fpn.java:28)"),
        Arguments.of(
            FPN,
            "@Conv(filters = 9, kernel = 3, padding = SAME)",
            "@Conv(filters = 8, kernel = 3, padding = SAME)",
            "use filters = 9 in place of 8 on `y` of `Head` (Fpn.java:28)"),
        Arguments.of(
            FPN,
            "@Conv(filters = 256, kernel = 3, padding = SAME) INDArray y",
            "@Conv(filters = 256, kernel = 3) INDArray y",
            "add padding = SAME to `y` of `Merge` (Fpn.java:22)"),
        Arguments.of(
            FIRST,
            "@TensorModel(layout = CHANNELS_FIRST) class Cell",
            "@TensorModel class Cell",
            "set layout = CHANNELS_FIRST in @TensorModel of `Cell`"),
        Arguments.of(
            FIRST,
            "@MaxPool(kernel = 2)",
            "@MaxPool(kernel = 2, stride = 1)",
            "use stride = 2 in place of 1 on `p` of `Cell` (Net.java:11)"),
        Arguments.of(
            MOBILE,
            "kernel = 3, strideOf = \"S\", padding = SAME",
            "kernel = 3, padding = SAME",
            "add strideOf = \"S\" to `deep` of `Separable` (Mobile.java:11)"),
        Arguments.of(
            MOBILE,
            "kernel = 3, strideOf = \"S\", padding = SAME",
            "kernel = 3, strideOf = \"S\"",
            "add padding = SAME to `deep` of `Separable` (Mobile.java:11)"),
        Arguments.of(
            MOBILE,
            "@Conv(filtersOf = \"F\", kernel = 1)",
            "@Conv(filtersOf = \"C\", kernel = 1)",
            "use filtersOf = \"F\" in place of \"C\" on `point` of `Separable` (Mobile.java:14)"),
        Arguments.of(
            STAGES,
            "@Apply(with = \"F=64,S=1\") Cell b",
            "@Apply(with = \"F=46,S=1\") Cell b",
            "use with = \"F=64,S=1\" in place of \"F=46,S=1\" on `b` of `Stage1` (Net.java:11)"),
        Arguments.of(
            STAGES,
            "@Apply(with = \"F=128,S=1\") Cell b",
            "@Apply(with = \"F=128,S=2\") Cell b",
            "use with = \"F=128,S=1\" in place of \"F=128,S=2\" on `b` of `Stage2` (Net.java:16)"),
        Arguments.of(
            DECLARED,
            "@Conv(kernel = 1) @Shape(\"N,H,W,F\") INDArray z",
            "@Conv(kernel = 1) @Shape(\"N,H,W,G\") INDArray z",
            "declare `z` of `Cell` (Net.java:12) as @Shape(\"N,H,W,F\")"),
        Arguments.of(
            DECLARED,
            "@Conv(kernel = 1) @Shape(\"N,H,W,F\") INDArray z",
            "@Conv(kernel = 1) @Shape(\"N,H,W,C\") INDArray z",
            "declare `z` of `Cell` (Net.java:12) as @Shape(\"N,H,W,F\")"),
        Arguments.of(
            FUSE,
            "@Shape(\"N,2*H,2*W,C\") INDArray large",
            "@Shape(\"N,2*H,2*H,C\") INDArray large",
            "declare `large` of `Fuse` (Net.java:9) as @Shape(\"N,2*H,2*W,C\")"),
        Arguments.of(
            FUSE,
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
