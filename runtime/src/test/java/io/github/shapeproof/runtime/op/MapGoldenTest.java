package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.runtime.op.OperationCheck.check;
import static io.github.shapeproof.runtime.op.OperationCheck.inLayout;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.ResizeMethod;
import io.github.shapeproof.runtime.Operation;
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
    return Stream.of("resize", "max_pool", "avg_pool", "adaptive_avg_pool", "adaptive_max_pool")
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
