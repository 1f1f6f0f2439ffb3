package io.github.shapeproof.processor.fix;

import static io.github.shapeproof.processor.fix.Helped.conv;
import static io.github.shapeproof.processor.fix.Helped.helps;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.annotation.Add;
import io.github.shapeproof.annotation.AvgPool;
import io.github.shapeproof.annotation.Combine;
import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.annotation.GlobalAvgPool;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Loss;
import io.github.shapeproof.annotation.LossKind;
import io.github.shapeproof.annotation.MaxPool;
import io.github.shapeproof.annotation.Multiply;
import io.github.shapeproof.annotation.Pad;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.Rearrange;
import io.github.shapeproof.annotation.Reconcile;
import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.diagnostic.Help;
import io.github.shapeproof.processor.testing.Models;
import java.lang.annotation.Annotation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes in parameters that people make again and again, and the help that each needs. */
final class UsualMistakesTest {
  @Test
  void aKernelForOneAxisTooMany() {
    Models model =
        Models.model()
            .input("x", "N,8,8,3")
            .layer("y", Conv.class, "filters", 3, "kernel", List.of(3, 3, 3));
    assertEquals(List.of("use kernel = 3 in place of {3, 3, 3} on `y` (line 2)"), helps(model));
  }

  @Test
  void aKernelThatIsNoUsualOneForOneAxisTooMany() {
    Models model =
        Models.model()
            .axes(1)
            .input("x", "N,16000,1")
            .layer("y", Conv.class, "filters", 8, "kernel", List.of(10, 10), "stride", 5);
    assertEquals("use kernel = 10 in place of {10, 10} on `y` (line 2)", helps(model).get(0));
  }

  @Test
  void aNumberWithTheWrongSign() {
    Models model = Models.model().input("x", "N,8,8,3");
    assertEquals(
        List.of("use filters = 6 in place of -6 on `y` (line 2)"),
        helps(model.layer("y", Conv.class, "filters", -6, "kernel", 3)));
  }

  @Test
  void aCombinationOfOtherChannels() {
    Models model =
        Models.model()
            .input("x", "N,8,8,3")
            .input("low", "N,4,4,8")
            .layer("y", Reconcile.class, "from", "low", "like", "x", "combine", Combine.ADD);
    assertEquals("add channels = MATCH to `y` (line 3)", helps(model).get(0));
  }

  @Test
  void aFixedScaleBetweenSizesThatAreNoMultiples() {
    Models model =
        Models.model()
            .input("l4", "N,37,37,64")
            .input("l5", "N,19,19,64")
            .layer("up", Resize.class, "from", "l5", "scale", 2.0)
            .layer("sum", Add.class, "from", List.of("up", "l4"));
    assertEquals("use like = \"l4\" in place of scale = 2 on `up` (line 3)", helps(model).get(0));
  }

  @Test
  void aReshapeWithOneNumberWrong() {
    Models model = Models.model().input("x", "N,8,8,64");
    assertEquals(
        List.of("use value = \"N,64,64\" in place of \"N,63,64\" on `y` (line 2)"),
        helps(model.layer("y", Reshape.class, "value", "N,63,64")));
    assertEquals(
        List.of("use value = \"N,64,64\" in place of \"N,63,63\" on `y` (line 2)"),
        helps(model.layer("y", Reshape.class, "value", "N,63,63")));
    assertEquals(
        "use value = \"N,3*(H/16)*(W/16),85\" in place of \"N,3*(H/16)*(W/16),80\" on `y` (line 2)",
        helps(
                Models.model()
                    .input("a", "N,H/16,W/16,255")
                    .layer("y", Reshape.class, "value", "N,3*(H/16)*(W/16),80"))
            .get(0));
  }

  @Test
  void noWindowThatNobodyHas() {
    Models model =
        Models.model()
            .input("x", "N,300,300,8")
            .layer("y", Conv.class, "filters", 8, "kernel", 3)
            .shape("N,10,10,8");
    assertEquals(
        List.of(
            "declare `y` (line 2) as @Shape(\"N,298,298,8\")",
            "declare `x` (line 1) as @Shape(\"N,12,12,8\")"),
        helps(model));
  }

  @Test
  void aResizeThatDoesNotSayItsSize() {
    Models model =
        Models.model()
            .input("low", "N,5,5,512")
            .input("high", "N,19,19,512")
            .layer("up", Resize.class, "from", "low")
            .layer("fused", Concat.class, "from", List.of("up", "high"));
    assertEquals("add like = \"high\" to `up` (line 3)", helps(model).get(0));
  }

  @Test
  void noPaddingBeforeAResidualAddition() {
    Models model =
        conv(Models.model().input("x", "N,56,56,64"), "a", "x", 64)
            .layer("b", Conv.class, "filters", 64, "kernel", 3)
            .layer("sum", Add.class, "from", List.of("x", "b"));
    assertEquals("add padding = SAME to `b` (line 3)", helps(model).get(0));
    assertTrue(helps(model).contains("add pad = 1 to `b` (line 3)"), helps(model)::toString);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void channelsAssertedForTheOtherLayout(Layout layout) {
    boolean last = layout == Layout.CHANNELS_LAST;
    Models model = Models.model().layout(layout).input("x", last ? "N,8,16,32" : "N,32,16,8");
    assertEquals(
        "set layout = %s in @TensorModel".formatted(last ? "CHANNELS_FIRST" : "CHANNELS_LAST"),
        helps(model.layer("y", Conv.class, "filters", 4, "kernel", 1, "in", 8)).get(0));
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void windowsOverTheChannelsOfTheOtherLayout(Layout layout) {
    boolean last = layout == Layout.CHANNELS_LAST;
    String help =
        "set layout = %s in @TensorModel".formatted(last ? "CHANNELS_FIRST" : "CHANNELS_LAST");
    for (String data : List.of(last ? "N,3,H,W" : "N,H,W,3", last ? "N,3,32,32" : "N,32,32,3")) {
      Models model = Models.model().layout(layout).input("x", data);
      if (data.contains("H")) {
        model = model.where("H >= 8").where("W >= 8");
      }
      assertEquals(
          help, helps(model.layer("y", Conv.class, "filters", 8, "kernel", 5)).get(0), data);
    }
  }

  @Test
  void aReshapeThatForgetsThePool() {
    Models model =
        Models.model()
            .where("H % 2 == 0")
            .where("W % 2 == 0")
            .input("x", "N,H,W,64")
            .layer("pooled", MaxPool.class, "kernel", 2, "stride", 2)
            .layer("tokens", Reshape.class, "value", "N,H*W,64");
    assertEquals(
        "use value = \"N,(H/2)*(W/2),64\" in place of \"N,H*W,64\" on `tokens` (line 3)",
        helps(model).get(0));
  }

  @Test
  void aScaleThatIsNoNumber() {
    Models model =
        Models.model().input("x", "N,8,8,3").layer("y", Resize.class, "scale", Double.NaN);
    assertEquals(
        List.of("use scale = 2 in place of NaN on `y` (line 2)"), helps(model).subList(0, 1));
  }

  @Test
  void aPoolWhoseStrideIsForgotten() {
    Models model =
        Models.model()
            .input("x", "N,H,W,512")
            .layer("m9", MaxPool.class, "kernel", 9, "pad", 4)
            .layer("joined", Concat.class, "from", List.of("x", "m9"));
    assertEquals("add stride = 1 to `m9` (line 2)", helps(model).get(0));
  }

  @Test
  void axesForgotten() {
    Models model =
        Models.model()
            .input("wave", "N,16000,1")
            .layer("c1", Conv.class, "filters", 32, "kernel", 80, "stride", 4)
            .layer("p1", MaxPool.class, "kernel", 4);
    assertEquals("set axes = 1 in @TensorModel", helps(model).get(0));
  }

  @Test
  void groupsThatDoNotDivide() {
    Models model =
        Models.model()
            .input("x", "N,H,W,256")
            .layer("c1", Conv.class, "filters", 120, "kernel", 1)
            .layer(
                "c2",
                Conv.class,
                "filters",
                128,
                "kernel",
                3,
                "padding",
                Padding.SAME,
                "groups",
                32);
    assertEquals("use filters = 128 in place of 120 on `c1` (line 2)", helps(model).get(0));
  }

  @Test
  void whatAllOtherLayersOfAKindHave() {
    Models model = Models.model().channelsFirst().input("image", "N,3,64,64");
    for (int i = 1; i <= 4; i++) {
      model =
          i == 3
              ? model.layer("c3", Conv.class, "filters", 256, "kernel", 4, "pad", 1)
              : model.layer(
                  "c" + i, Conv.class, "filters", 64 * i, "kernel", 4, "stride", 2, "pad", 1);
      model = model.layer("a" + i, Activation.class, "value", ActivationKind.LEAKY_RELU);
    }
    Models scored =
        model
            .layer("c5", Conv.class, "filters", 1, "kernel", 4)
            .layer("score", Activation.class, "value", ActivationKind.SIGMOID)
            .shape("N,1,1,1");
    assertEquals("add stride = 2 to `c3` (line 6)", helps(scored).get(0));
  }

  @Test
  void causalPaddingForgottenAmongGrowingDilations() {
    Models model = Models.model().axes(1).input("r0", "N,T,64");
    for (int i = 1; i <= 3; i++) {
      String conv = "c" + i;
      model =
          i == 2
              ? model.layer(conv, Conv.class, "filters", 64, "kernel", 2, "dilation", 2)
              : model.layer(
                  conv,
                  Conv.class,
                  "filters",
                  64,
                  "kernel",
                  2,
                  "dilation",
                  1 << (i - 1),
                  "padding",
                  Padding.CAUSAL);
      model =
          model
              .layer("t" + i, Activation.class, "value", ActivationKind.TANH)
              .layer("r" + i, Add.class, "from", List.of("r" + (i - 1), "t" + i));
    }
    assertEquals("add padding = CAUSAL to `c2` (line 5)", helps(model).get(0));
  }

  @Test
  void outputPaddingForgottenOnOne() {
    Models model =
        Models.model()
            .channelsFirst()
            .input("x", "N,1,28,28")
            .layer("e1", Conv.class, "filters", 16, "kernel", 3, "stride", 2, "pad", 1)
            .layer("e2", Conv.class, "filters", 32, "kernel", 3, "stride", 2, "pad", 1)
            .layer(
                "d2",
                Deconv.class,
                "filters",
                16,
                "kernel",
                3,
                "stride",
                2,
                "pad",
                1,
                "outputPadding",
                1)
            .layer("r", Activation.class, "value", ActivationKind.RELU)
            .layer("d3", Deconv.class, "filters", 1, "kernel", 3, "stride", 2, "pad", 1)
            .layer("y", Activation.class, "value", ActivationKind.SIGMOID)
            .layer("loss", Loss.class, "value", LossKind.MEAN_SQUARED_ERROR, "target", "x");
    assertEquals("add outputPadding = 1 to `d3` (line 6)", helps(model).get(0));
  }

  @ParameterizedTest
  @ValueSource(classes = {MaxPool.class, AvgPool.class})
  void aPoolWithoutAKernel(Class<? extends Annotation> type) {
    Models model = Models.model().input("x", "N,K,8,4");
    for (Models wrong :
        List.of(
            model.layer("p", type),
            model.layer("p", type, "kernel", List.of()),
            model.layer("p", type, "kernelOf", "K"))) {
      List<Diagnostic> errors = Explainer.explain(wrong.check());
      assertEquals(1, errors.size(), errors::toString);
    }
  }

  @Test
  void manyDimensionsInTheWrongOrder() {
    Models model =
        Models.model()
            .input("x", "A,B,C,D,E,F,G,H,I")
            .input("y", "A,B,C,D,E,F,G,I,H")
            .layer("sum", Add.class, "from", List.of("x", "y"));
    assertEquals("declare `y` (line 2) as @Shape(\"A,B,C,D,E,F,G,H,I\")", helps(model).get(0));
  }

  @Test
  void groupsNearTheOnesThatDivide() {
    Models model =
        Models.model()
            .input("x", "N,H,W,128")
            .layer("y", Conv.class, "filters", 128, "kernel", 3, "pad", 1, "groups", 30);
    assertEquals("use groups = 32 in place of 30 on `y` (line 2)", helps(model).get(0));
  }

  @Test
  void aPoolThatShrinksOneAxisTooMany() {
    Models model =
        Models.model()
            .where("W % 8 == 0")
            .input("x", "N,16,W,64")
            .layer("p", MaxPool.class, "kernel", 2)
            .layer("q", MaxPool.class, "kernel", List.of(2, 1))
            .shape("N,4,W,64");
    assertEquals("use kernel = {2, 1} in place of 2 on `p` (line 2)", helps(model).get(0));
  }

  @Test
  void sizesOfARearrangementThatDoNotDivide() {
    Models model =
        Models.model()
            .input("x", "N,13,13,255")
            .layer("y", Rearrange.class, "value", "n h w (a f) -> n (h w a) f", "sizes", "a=4")
            .shape("N,507,85");
    assertEquals("use sizes = \"a=3\" in place of \"a=4\" on `y` (line 2)", helps(model).get(0));
  }

  @Test
  void aGateReshapedForTheOtherLayout() {
    Models model =
        Models.model()
            .input("x", "N,H,W,64")
            .layer("s", GlobalAvgPool.class)
            .layer("g", Reshape.class, "value", "N,64,1,1")
            .layer("y", Multiply.class, "from", List.of("x", "g"));
    assertEquals(
        "use value = \"N,1,1,64\" in place of \"N,64,1,1\" on `g` (line 3)", helps(model).get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"H % 2 = 0", "h % 2 == 0"})
  void slipsInFacts(String slip) {
    Models model =
        Models.model()
            .where("W % 2 == 0")
            .where(slip)
            .input("x", "N,H,W,3")
            .layer("p", MaxPool.class, "kernel", 2)
            .layer("u", Resize.class, "scale", 2.0)
            .layer("sum", Add.class, "from", List.of("x", "u"));
    Diagnostic error = Explainer.explain(model.check()).get(0);
    assertEquals(
        List.of("use \"H % 2 == 0\" in place of \"" + slip + "\" in where"),
        error.helps().stream().map(Help::text).toList());
  }

  @Test
  void noHelpThatFitsFewSizesAlone() {
    Models model =
        Models.model()
            .input("x", "N,H,W,3")
            .layer("half", MaxPool.class, "kernel", 2)
            .layer("y", Pad.class, "from", "x", "like", "half");
    assertEquals(
        List.of(
            "insert @Reconcile(from = \"x\", like = \"half\") `xFitted` above `y`, and use from ="
                + " \"xFitted\" in place of \"x\" on `y` (line 3)"),
        helps(model));
  }

  @Test
  void aBoundThatTheModelHasAnyhowIsNoFaultOfAHelp() {
    Models model =
        Models.model()
            .input("x", "N,H,W,3")
            .layer("padded", Pad.class, "size", 64)
            .layer("y", Conv.class, "filters", 8, "kernel", 3)
            .shape("N,64,64,8");
    assertTrue(helps(model).contains("add padding = SAME to `y` (line 3)"));
  }

  @Test
  void noDilationIsMeantByThePaddingOfALargeKernel() {
    Models model =
        Models.model()
            .input("x", "N,64,64,3")
            .layer("y", Conv.class, "filters", 8, "kernel", 5, "pad", 2)
            .shape("N,60,60,8");
    assertEquals("use kernel = 9 in place of 5 on `y` (line 2)", helps(model).get(0));
  }
}
