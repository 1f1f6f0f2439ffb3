package io.github.shapeproof.processor.fix;

import static io.github.shapeproof.processor.fix.Helped.conv;
import static io.github.shapeproof.processor.fix.Helped.helps;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.annotation.Add;
import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Custom;
import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.annotation.Dense;
import io.github.shapeproof.annotation.Flatten;
import io.github.shapeproof.annotation.GlobalMaxPool;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Loss;
import io.github.shapeproof.annotation.LossKind;
import io.github.shapeproof.annotation.MaxPool;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.Rearrange;
import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.annotation.SpaceToDepth;
import io.github.shapeproof.processor.testing.Models;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people leave out or confuse who port a network: batches, rows of pixels, sequences. */
final class PortedNetworksTest {
  @Test
  void multiplesOfSizesThatNoInputHas() {
    Models pyramid =
        Models.model()
            .input("c3", "N,H/8,W/8,8")
            .input("c4", "N,H/16,W/16,8")
            .input("c5", "N,H/32,W/32,8")
            .layer("up5", Resize.class, "scale", 2.0)
            .layer("p4", Concat.class, "from", List.of("up5", "c4"))
            .layer("up4", Resize.class, "scale", 2.0)
            .layer("p3", Concat.class, "from", List.of("up4", "c3"));
    assertEquals(
        "add where = {\"H % 32 == 0\", \"W % 32 == 0\"} to @TensorModel", helps(pyramid).get(0));
  }

  @Test
  void aBatchThatOnlyAClaimNames() {
    Models model =
        Models.model()
            .input("x", "28,28,1")
            .layer("a", Conv.class, "filters", 8, "kernel", 3, "padding", Padding.SAME)
            .layer("b", MaxPool.class, "kernel", 2)
            .shape("N,14,14,8");
    assertEquals(List.of("declare `x` (line 1) as @Shape(\"N,28,28,1\")"), helps(model));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"7,7,64 | N,7,7,64", "1,7,7,64 | N,7,7,64"})
  void aReshapeWithoutItsBatch(String written, String meant) {
    Models model =
        Models.model().input("z", "N,3136").layer("map", Reshape.class, "value", written);
    assertEquals(
        "use value = \"%s\" in place of \"%s\" on `map` (line 2)".formatted(meant, written),
        helps(model).get(0));
  }

  @Test
  void aPictureAsARowOfPixels() {
    Models model = conv(Models.model().input("x", "N,784"), "a", "x", 8);
    Models autoencoder =
        conv(model, "y", "a", 1)
            .layer("loss", Loss.class, "value", LossKind.BINARY_CROSS_ENTROPY, "target", "x");
    assertEquals("declare `x` (line 1) as @Shape(\"N,28,28,1\")", helps(autoencoder).get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"784", "2000000000", "100000000000000000", "T"})
  void aSignalAsARow(String size) {
    Models model = Models.model().axes(1).input("x", "N," + size);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () ->
            assertEquals(
                "declare `x` (line 1) as @Shape(\"N,%s,1\")".formatted(size),
                helps(model.layer("a", Conv.class, "filters", 8, "kernel", 3)).get(0)));
  }

  @Test
  void noiseInFrontOfADecoder() {
    Models model =
        Models.model()
            .channelsFirst()
            .input("z", "N,100")
            .layer("a", Deconv.class, "filters", 8, "kernel", 4)
            .shape("N,8,4,4");
    assertEquals(
        "insert @Reshape(from = \"z\", value = \"N,100,1,1\") `zMap` above `a`, and add from ="
            + " \"zMap\" to `a` (line 2)",
        helps(model).get(0));
  }

  @Test
  void aDecoderWithoutItsFirstMap() {
    Models model =
        Models.model()
            .input("z", "N,16")
            .layer("row", Dense.class, "units", 3136)
            .layer("a", Deconv.class, "filters", 1, "kernel", 4, "stride", 4)
            .shape("N,28,28,1");
    assertEquals(
        "insert @Reshape(from = \"row\", value = \"N,7,7,64\") `rowMap` above `a`, and add from ="
            + " \"rowMap\" to `a` (line 3)",
        helps(model).get(0));
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void aMapWhereASequenceIsTaken(Layout layout) {
    boolean last = layout == Layout.CHANNELS_LAST;
    Models model =
        Models.model()
            .layout(layout)
            .input("x", last ? "N,14,14,512" : "N,512,14,14")
            .layer("y", Custom.class, "value", "N,T,C -> N,T,2*C")
            .shape("N,196,1024");
    assertEquals(
        "insert @Rearrange(from = \"x\", value = \"%s -> n (h w) c\") `xTokens` above `y`, and"
                .formatted(last ? "n h w c" : "n c h w")
            + " add from = \"xTokens\" to `y` (line 2)",
        helps(model).get(0));
  }

  @Test
  void allElementsWhereASequenceIsTaken() {
    Models model =
        Models.model()
            .input("x", "N,14,14,512")
            .layer("flat", Flatten.class)
            .layer("y", Custom.class, "value", "N,T,C -> N,T,2*C");
    assertEquals(
        "use @Rearrange(value = \"n h w c -> n (h w) c\") in place of @Flatten on `flat` (line 2)",
        helps(model).get(0));
  }

  @Test
  void blocksTheOtherWayRound() {
    Models model =
        Models.model()
            .input("x", "N,H,W,9")
            .input("truth", "N,3*H,3*W,1")
            .layer("y", SpaceToDepth.class, "from", "x", "block", 3)
            .layer("loss", Loss.class, "value", LossKind.MEAN_SQUARED_ERROR, "target", "truth");
    assertEquals(
        List.of(
            "use @DepthToSpace(from = \"x\", block = 3) in place of @SpaceToDepth on `y` (line 3)"),
        helps(model));
  }

  @Test
  void labelsAsAColumn() {
    Models model =
        Models.model()
            .axes(1)
            .input("x", "N,T,300")
            .input("labels", "N,1")
            .layer("pooled", GlobalMaxPool.class, "from", "x")
            .layer("logits", Dense.class, "units", 5)
            .layer(
                "loss",
                Loss.class,
                "value",
                LossKind.SPARSE_SOFTMAX_CROSS_ENTROPY,
                "target",
                "labels");
    assertEquals("declare `labels` (line 2) as @Shape(\"N\")", helps(model).get(0));
  }

  /** The tensor before the activation stands nearer and fits as well. */
  @Test
  void theTensorWhoseNameLooksAlike() {
    Models model =
        Models.model()
            .input("x", "N,64,64,3")
            .layer("e1", Conv.class, "filters", 64, "kernel", 4, "stride", 2, "pad", 1)
            .layer("e1a", Activation.class, "value", ActivationKind.RELU)
            .layer("e2", Conv.class, "filters", 128, "kernel", 4, "stride", 2, "pad", 1)
            .layer("e2a", Activation.class, "value", ActivationKind.RELU)
            .layer("e3", Conv.class, "filters", 256, "kernel", 4, "stride", 2, "pad", 1)
            .layer("u3", Deconv.class, "filters", 128, "kernel", 4, "stride", 2, "pad", 1)
            .layer("c3", Concat.class, "from", List.of("u3", "e1a"))
            .layer("u2", Deconv.class, "filters", 64, "kernel", 4, "stride", 2, "pad", 1)
            .layer("c2", Concat.class, "from", List.of("u2", "e1a"))
            .shape("N,32,32,128");
    assertEquals(
        "use from = {\"u3\", \"e2a\"} in place of {\"u3\", \"e1a\"} on `c3` (line 8)",
        helps(model).get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "n h w c -> n (h w) d | n h w c -> n (h w) c",
        "n h w c -> n h*w c   | n h w c -> n (h w) c",
        "n,h,w,c -> n,h*w,c   | n h w c -> n (h w) c"
      })
  void patterns(String written, String meant) {
    Models model =
        Models.model()
            .input("x", "N,H,W,8")
            .layer("y", Rearrange.class, "value", written)
            .shape("N,H*W,8");
    assertEquals(
        List.of("use value = \"%s\" in place of \"%s\" on `y` (line 2)".formatted(meant, written)),
        helps(model));
  }

  @Test
  void aDimensionOfOneThatVanishes() {
    Models model =
        Models.model()
            .channelsFirst()
            .input("x", "N,512,1,W")
            .layer("y", Rearrange.class, "value", "n c w -> n w c");
    assertEquals(
        "use value = \"n c 1 w -> n w c\" in place of \"n c w -> n w c\" on `y` (line 2)",
        helps(model).get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a=16 | a=16,b=16", "a:16 b:16 | a=16,b=16", "a: 16; b: 16 | a=16,b=16"})
  void sizesOfPatterns(String written, String meant) {
    Models model =
        Models.model()
            .input("x", "N,224,224,3")
            .layer(
                "y",
                Rearrange.class,
                "value",
                "n (h a) (w b) c -> n (h w) (a b c)",
                "sizes",
                written);
    assertEquals(
        List.of("use sizes = \"%s\" in place of \"%s\" on `y` (line 2)".formatted(meant, written)),
        helps(model));
  }

  /** The height is pooled away, which a claim further down tells. */
  @Test
  void anInputWithItsWidthFirst() {
    Models model =
        Models.model()
            .channelsFirst()
            .input("x", "N,1,W,32")
            .layer("a", Conv.class, "filters", 8, "kernel", 3, "pad", 1)
            .layer("p", MaxPool.class, "kernel", List.of(32, 1))
            .layer("y", Rearrange.class, "value", "n c 1 w -> n w c")
            .shape("N,W,8");
    assertEquals("declare `x` (line 1) as @Shape(\"N,1,32,W\")", helps(model).get(0));
  }

  @Test
  void anInputOfAnotherLevel() {
    Models model =
        Models.model()
            .where("H % 16 == 0")
            .where("W % 16 == 0")
            .input("x", "N,H/8,W/8,64")
            .input("low", "N,H/4,W/4,8");
    Models joined =
        conv(conv(model, "a", "x", 8), "b", "x", 8)
            .layer("y", Concat.class, "from", List.of("a", "b"))
            .shape("N,H/16,W/16,16")
            .layer("up", Resize.class, "scale", 4.0)
            .layer("z", Concat.class, "from", List.of("up", "low"));
    assertEquals("declare `x` (line 1) as @Shape(\"N,H/16,W/16,64\")", helps(joined).get(0));
  }

  /** Rather than that the other one is projected and strided. */
  @Test
  void aNeighbourOfTheTensorThatWasMeant() {
    Models model =
        Models.model()
            .input("x2", "N,16,16,64")
            .input("x3", "N,8,8,128")
            .layer("c", Conv.class, "from", "x3", "filters", 32, "kernel", 1)
            .layer("x3to1", Resize.class, "scale", 4.0)
            .layer("d", Conv.class, "from", "x3", "filters", 64, "kernel", 1)
            .layer("x3to2", Resize.class, "scale", 2.0)
            .layer("sum", Add.class, "from", List.of("x2", "x3to1"));
    assertEquals(
        "use from = {\"x2\", \"x3to2\"} in place of {\"x2\", \"x3to1\"} on `sum` (line 7)",
        helps(model).get(0));
  }
}
