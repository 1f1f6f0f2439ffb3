package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.runtime.op.OperationCheck.check;
import static io.github.shapeproof.runtime.op.OperationCheck.inLayout;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Window;
import io.github.shapeproof.runtime.op.GoldenNumbers.Case;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class ConvolutionGoldenTest {
  static Stream<Case> conv() {
    return GoldenNumbers.of("conv");
  }

  static Stream<Case> depthwiseConv() {
    return GoldenNumbers.of("depthwise_conv");
  }

  static Stream<Case> deconv() {
    return GoldenNumbers.of("deconv");
  }

  @ParameterizedTest
  @MethodSource
  void conv(Case golden) {
    int groups = golden.parameter("groups").asInt();
    for (Layout layout : Layout.values()) {
      run(golden, layout, new Conv(layout, window(golden), groups), inOurs(golden.array("kernel")));
    }
  }

  @ParameterizedTest
  @MethodSource
  void depthwiseConv(Case golden) {
    long multiplier = golden.parameter("multiplier").asLong();
    // [in * multiplier, 1, k...] becomes [k..., in, multiplier].
    INDArray kernel = golden.array("kernel");
    long[] shape = kernel.shape().clone();
    shape[0] /= multiplier;
    shape[1] = multiplier;
    INDArray split = kernel.reshape(shape);
    int[] order = IntStream.range(0, shape.length).map(i -> (i + 2) % shape.length).toArray();
    for (Layout layout : Layout.values()) {
      Operation operation = new DepthwiseConv(layout, window(golden));
      run(golden, layout, operation, split.permute(order).dup('c'));
    }
  }

  @ParameterizedTest
  @MethodSource
  void deconv(Case golden) {
    int groups = golden.parameter("groups").asInt();
    for (Layout layout : Layout.values()) {
      Operation operation = new Deconv(layout, window(golden), groups);
      run(golden, layout, operation, inOurs(golden.array("kernel")));
    }
  }

  private static void run(Case golden, Layout layout, Operation operation, INDArray kernel) {
    INDArray x = inLayout(golden.array("input"), layout);
    INDArray y = inLayout(golden.array("output"), layout);
    String name = golden + " " + layout;
    if (golden.has("bias")) {
      check(name, operation, y, x, kernel, golden.array("bias"));
    } else {
      check(name, operation, y, x, kernel);
    }
  }

  /** PyTorch's {@code [a, b, k...]} becomes {@code [k..., b, a]}. */
  private static INDArray inOurs(INDArray kernel) {
    int rank = kernel.rank();
    int[] order = IntStream.range(0, rank).map(i -> i < rank - 2 ? i + 2 : rank - 1 - i).toArray();
    return kernel.permute(order).dup('c');
  }

  private static Window window(Case golden) {
    int[] pad = golden.ints("pad");
    return new Window(
        golden.ints("kernel"),
        golden.ints("stride"),
        golden.ints("dilation"),
        Padding.VALID,
        pad,
        pad);
  }
}
