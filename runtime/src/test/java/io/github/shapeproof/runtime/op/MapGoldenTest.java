package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.runtime.op.OperationCheck.check;
import static io.github.shapeproof.runtime.op.OperationCheck.inLayout;

import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.PadMode;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.PoolKind;
import io.github.shapeproof.annotation.ResizeMethod;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Tensor;
import io.github.shapeproof.runtime.Window;
import io.github.shapeproof.runtime.op.GoldenNumbers.Case;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What has no weights, against PyTorch's numbers. */
class MapGoldenTest {
  static Stream<Case> cases() {
    return Stream.of(
            "resize",
            "max_pool",
            "avg_pool",
            "adaptive_avg_pool",
            "adaptive_max_pool",
            "pad",
            "depth_to_space",
            "activation")
        .flatMap(GoldenNumbers::of);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agrees(Case golden) {
    for (Layout layout : Layout.values()) {
      INDArray x = inLayout(golden.array("input"), layout);
      INDArray y = inLayout(golden.array("output"), layout);
      check(golden + " " + layout, operation(golden, layout), y, x);
    }
  }

  static Stream<Case> pyramids() {
    return GoldenNumbers.of("pyramid_pool");
  }

  @ParameterizedTest
  @MethodSource("pyramids")
  void pyramidAgrees(Case golden) {
    PoolKind kind = PoolKind.valueOf(golden.parameter("pool").asText());
    for (Layout layout : Layout.values()) {
      INDArray x = inLayout(golden.array("input"), layout);
      Operation operation = new PyramidPool(layout, golden.ints("levels"), kind);
      check(golden + " " + layout, operation, golden.array("output"), x);
    }
  }

  static Stream<Case> gates() {
    return GoldenNumbers.of("gated_concat");
  }

  /** The composition that a gated concatenation is generated as. */
  @ParameterizedTest
  @MethodSource("gates")
  void gateAgrees(Case golden) {
    for (Layout layout : Layout.values()) {
      INDArray image = inLayout(golden.array("image"), layout);
      INDArray features = inLayout(golden.array("features"), layout);
      INDArray kernel = golden.array("kernel").permute(2, 3, 1, 0).dup('c');
      INDArray y = inLayout(golden.array("output"), layout);
      check(
          golden + " " + layout,
          (plan, out, inputs) -> gate(layout, plan, out, inputs),
          y,
          image,
          features,
          kernel,
          golden.array("bias"));
    }
  }

  private static void gate(Layout layout, Plan plan, Tensor out, Tensor... inputs) {
    int channels = layout == Layout.CHANNELS_LAST ? 3 : 1;
    int[] ones = {1, 1};
    int[] zeros = {0, 0};
    Window point = new Window(ones, ones, ones, Padding.VALID, zeros, zeros);
    Resize resize = new Resize(layout, ResizeMethod.BILINEAR, false);
    long[] small = inputs[1].shape();
    small[channels] = 1;
    Tensor mask = plan.buffer(0, out.type(), small);
    new Conv(layout, point, 1).plan(plan, mask, inputs[1], inputs[2], inputs[3]);
    new Activation(layout, ActivationKind.SIGMOID).plan(plan, mask, mask);
    long[] large = out.shape();
    large[channels] = 1;
    Tensor fittedMask = plan.buffer(1, out.type(), large);
    resize.plan(plan, fittedMask, mask);
    large[channels] = inputs[1].size(channels);
    Tensor fitted = plan.buffer(2, out.type(), large);
    resize.plan(plan, fitted, inputs[1]);
    new GatedConcat(layout).plan(plan, out, inputs[0], fitted, fittedMask);
  }

  private static Operation operation(Case golden, Layout layout) {
    return switch (golden.operation()) {
      case "resize" ->
          new Resize(
              layout,
              ResizeMethod.valueOf(golden.parameter("method").asText()),
              golden.parameter("alignCorners").asBoolean());
      case "max_pool" -> new MaxPool(layout, window(golden));
      case "avg_pool" ->
          new AvgPool(layout, window(golden), golden.parameter("countIncludePad").asBoolean());
      case "adaptive_avg_pool" -> new AdaptiveAvgPool(layout);
      case "adaptive_max_pool" -> new AdaptiveMaxPool(layout);
      case "pad" ->
          new Pad(
              layout,
              PadMode.valueOf(golden.parameter("mode").asText()),
              golden.parameter("value").asDouble(),
              golden.ints("before"));
      case "depth_to_space" -> new DepthToSpace(layout, golden.parameter("block").asInt());
      case "activation" ->
          new Activation(layout, ActivationKind.valueOf(golden.parameter("kind").asText()));
      default -> throw new IllegalArgumentException(golden.operation());
    };
  }

  private static Window window(Case golden) {
    int[] kernel = golden.ints("kernel");
    int[] pad = golden.ints("pad");
    int[] dilation = new int[kernel.length];
    Arrays.fill(dilation, 1);
    return new Window(
        kernel,
        golden.ints("stride"),
        golden.parameter("dilation") == null ? dilation : golden.ints("dilation"),
        Padding.VALID,
        pad,
        pad);
  }
}
