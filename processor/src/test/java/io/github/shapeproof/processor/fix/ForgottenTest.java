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
import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.annotation.Dense;
import io.github.shapeproof.annotation.GlobalAvgPool;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Loss;
import io.github.shapeproof.annotation.LossKind;
import io.github.shapeproof.annotation.MaxPool;
import io.github.shapeproof.annotation.Multiply;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people forget to write: it is found before what they wrote is changed. */
final class ForgottenTest {
  @Test
  void paddingAmongManyPointwiseConvolutions() {
    Models model = Models.model().input("x", "N,56,56,256");
    for (int i = 1; i <= 3; i++) {
      String above = i == 1 ? "x" : "sum" + (i - 1);
      model = model.layer("a" + i, Conv.class, "from", above, "filters", 64, "kernel", 1);
      model =
          i == 2
              ? model.layer("b2", Conv.class, "filters", 64, "kernel", 3)
              : conv(model, "b" + i, "a" + i, 64);
      model =
          model
              .layer("n" + i, BatchNorm.class)
              .layer("c" + i, Conv.class, "filters", 256, "kernel", 1)
              .layer("sum" + i, Add.class, "from", List.of(above, "c" + i));
    }
    assertEquals("add padding = SAME to `b2` (line 8)", helps(model).get(0));
  }

  @Test
  void causalPaddingOfAGate() {
    Models model =
        Models.model()
            .axes(1)
            .input("x", "N,T,32")
            .layer(
                "f",
                Conv.class,
                "filters",
                32,
                "kernel",
                2,
                "dilation",
                4,
                "padding",
                Padding.CAUSAL)
            .layer("t", Activation.class, "value", ActivationKind.TANH)
            .layer("g", Conv.class, "from", "x", "filters", 32, "kernel", 2, "dilation", 4)
            .layer("s", Activation.class, "value", ActivationKind.SIGMOID)
            .layer("z", Multiply.class, "from", List.of("t", "s"));
    assertEquals("add padding = CAUSAL to `g` (line 4)", helps(model).get(0));
  }

  @Test
  void paddingOfATransposedConvolutionAmongOthers() {
    Models model = Models.model().input("x", "N,7,7,256");
    for (int i = 1; i <= 3; i++) {
      model =
          i == 3
              ? model.layer("d3", Deconv.class, "filters", 1, "kernel", 5, "stride", 2)
              : model.layer(
                  "d" + i,
                  Deconv.class,
                  "filters",
                  64,
                  "kernel",
                  5,
                  "stride",
                  2,
                  "padding",
                  Padding.SAME,
                  "bias",
                  false);
    }
    assertEquals("add padding = SAME to `d3` (line 4)", helps(model.shape("N,56,56,1")).get(0));
  }

  @Test
  void aStrideOfOneOfAPool() {
    Models model =
        conv(conv(Models.model().input("x", "N,28,28,192"), "a", "x", 64), "b", "x", 128)
            .layer("p", MaxPool.class, "from", "x", "kernel", 3, "padding", Padding.SAME)
            .layer("c", Conv.class, "filters", 32, "kernel", 1)
            .layer("joined", Concat.class, "from", List.of("a", "b", "c"));
    assertEquals("add stride = 1 to `p` (line 4)", helps(model).get(0));
    assertTrue(
        helps(model).stream().noneMatch(h -> h.contains("kernel = 1 ")), helps(model)::toString);
  }

  @Test
  void aStrideOfTwoOfALargeKernel() {
    Models model =
        Models.model()
            .input("x", "N,32,32,1")
            .layer("y", Conv.class, "filters", 32, "kernel", 5)
            .shape("N,14,14,32");
    assertEquals("add stride = 2 to `y` (line 2)", helps(model).get(0));
  }

  @Test
  void paddingOrRoundingUp() {
    Models model =
        Models.model()
            .input("x", "N,28,28,256")
            .layer("y", MaxPool.class, "kernel", 3, "stride", 2)
            .shape("N,14,14,256");
    assertEquals(
        List.of("add pad = 1 to `y` (line 2)", "add ceilMode = true to `y` (line 2)"),
        helps(model).subList(0, 2));
  }

  @Test
  void aPadThatIsTooSmallForAKernel() {
    Models model =
        Models.model()
            .input("x", "N,224,224,3")
            .layer("y", Conv.class, "filters", 64, "kernel", 7, "stride", 2, "pad", 2)
            .shape("N,112,112,64");
    assertEquals("use pad = 3 in place of 2 on `y` (line 2)", helps(model).get(0));
  }

  @Test
  void aBranch() {
    Models model =
        Models.model()
            .input("x", "N,28,28,192")
            .layer("b1", Conv.class, "filters", 64, "kernel", 1)
            .layer("b2", Conv.class, "from", "x", "filters", 128, "kernel", 1)
            .layer("b3", Conv.class, "from", "x", "filters", 32, "kernel", 1)
            .layer("b4", Conv.class, "from", "x", "filters", 32, "kernel", 1)
            .layer("joined", Concat.class, "from", List.of("b1", "b2", "b4"))
            .shape("N,28,28,256");
    assertEquals(
        "use from = {\"b1\", \"b2\", \"b3\", \"b4\"} in place of {\"b1\", \"b2\", \"b4\"} on `joined`"
            + " (line 6)",
        helps(model).get(0));
  }

  @Test
  void aProjectionIsNotMadeUpForByOneChannel() {
    Models model =
        conv(conv(Models.model().input("x", "N,H,W,3"), "wide", "x", 64), "slim", "x", 32)
            .layer("sum", Add.class, "from", List.of("slim", "wide"))
            .shape("N,H,W,32");
    assertEquals(
        List.of(
            "use filters = 32 in place of 64 on `wide` (line 2)",
            "insert @Reconcile(from = \"wide\", like = \"slim\", channels = MATCH) `wideFitted` above"
                + " `sum`, and use from = {\"slim\", \"wideFitted\"} in place of {\"slim\", \"wide\"} on"
                + " `sum` (line 4)"),
        helps(model));
  }

  @Test
  void dimensionsThatAGateNeeds() {
    Models model =
        Models.model()
            .input("x", "N,H,W,C")
            .layer("s", GlobalAvgPool.class)
            .layer("r", Conv.class, "filters", 16, "kernel", 1);
    assertEquals(List.of("add keepDims = true to `s` (line 2)"), helps(model));
  }

  @Test
  void flatteningBeforeTheFirstDenseLayer() {
    Models model =
        Models.model()
            .input("x", "N,5,5,64")
            .layer("p", MaxPool.class, "kernel", 5, "stride", 1, "padding", Padding.SAME)
            .layer("d", Dense.class, "units", 128)
            .layer("r", Activation.class, "value", ActivationKind.RELU)
            .layer("logits", Dense.class, "units", 10)
            .input("y", "N,10")
            .layer(
                "loss",
                Loss.class,
                "value",
                LossKind.SOFTMAX_CROSS_ENTROPY,
                "from",
                "logits",
                "target",
                "y");
    assertEquals(
        "insert @Flatten(from = \"p\") `pFlat` above `d`, and add from = \"pFlat\" to `d` (line 3)",
        helps(model).get(0));
  }

  @Test
  void poolingBeforeADenseLayerThatKnowsItsFeatures() {
    Models model =
        conv(Models.model().channelsFirst().input("x", "N,3,32,32"), "c", "x", 16)
            .layer("logits", Dense.class, "units", 10, "in", 16);
    assertEquals(
        "insert @GlobalAvgPool(from = \"c\") `cPooled` above `logits`, and add from = \"cPooled\" to"
            + " `logits` (line 3)",
        helps(model).get(0));
  }

  @Test
  void theOneChannelOfAGreyPicture() {
    Models last = Models.model().input("x", "N,28,28");
    assertEquals(
        "declare `x` (line 1) as @Shape(\"N,28,28,1\")", helps(conv(last, "y", "x", 8)).get(0));
    Models first = Models.model().axes(3).channelsFirst().input("x", "N,32,32,32");
    assertEquals(
        "declare `x` (line 1) as @Shape(\"N,1,32,32,32\")", helps(conv(first, "y", "x", 8)).get(0));
  }

  @Test
  void axesOfOneLayer() {
    Models model =
        conv(Models.model().input("x", "N,T,T,3"), "y", "x", 8)
            .input("seq", "N,T,32")
            .layer("z", Conv.class, "filters", 64, "kernel", 3, "padding", Padding.CAUSAL);
    assertEquals("add axes = 1 to `z` (line 4)", helps(model).get(0));
  }

  @Test
  void theDilationThatAPaddingIsFor() {
    Models model =
        Models.model()
            .input("x", "N,H,W,8")
            .layer("a", Conv.class, "filters", 8, "kernel", 1)
            .layer("b", Conv.class, "from", "x", "filters", 8, "kernel", 3, "pad", 18)
            .layer("c", Concat.class, "from", List.of("a", "b"));
    assertEquals("add dilation = 18 to `b` (line 3)", helps(model).get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "CHANNELS_LAST,  '28,28,1'",
    "CHANNELS_LAST,  '224,224,3'",
    "CHANNELS_LAST,  'H,W,64'",
    "CHANNELS_FIRST, '3,224,224'"
  })
  void theBatchOfMaps(Layout layout, String shape) {
    Models model = Models.model().layout(layout).input("x", shape);
    assertEquals(
        "declare `x` (line 1) as @Shape(\"N,%s\")".formatted(shape),
        helps(conv(model, "y", "x", 8)).get(0));
  }

  @Test
  void theBatchOfFeatures() {
    Models model =
        Models.model()
            .input("x", "784")
            .input("y", "B,10")
            .layer("z", Dense.class, "from", "x", "units", 10)
            .layer(
                "loss",
                Loss.class,
                "value",
                LossKind.SOFTMAX_CROSS_ENTROPY,
                "from",
                "z",
                "target",
                "y");
    assertEquals(List.of("declare `x` (line 1) as @Shape(\"B,784\")"), helps(model));
  }

  @Test
  void theLastUpsamplingBeforeALoss() {
    Models model =
        conv(Models.model().input("x", "N,64,64,3").input("y", "N,64,64,1"), "a", "x", 8)
            .layer("b", MaxPool.class, "kernel", 2)
            .layer("c", Conv.class, "filters", 1, "kernel", 1)
            .layer("loss", Loss.class, "value", LossKind.BINARY_CROSS_ENTROPY, "target", "y");
    assertEquals(
        "insert @Resize(from = \"c\", scale = 2) `cUp` above `loss`, and add from = \"cUp\" to"
            + " `loss` (line 6)",
        helps(model).get(0));
  }
}
