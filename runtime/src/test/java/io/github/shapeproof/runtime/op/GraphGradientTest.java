package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.annotation.Layout.CHANNELS_LAST;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.annotation.Anchor;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.LossKind;
import io.github.shapeproof.annotation.PadMode;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.PoolKind;
import io.github.shapeproof.annotation.ResizeMethod;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Window;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** SameDiff's gradients of what operations define, against differences of what they run. */
class GraphGradientTest {
  private final Random random = new Random(3);

  private INDArray random(long... shape) {
    return Naive.random(random, shape);
  }

  private INDArray fractions(long... shape) {
    Nd4j.getRandom().setSeed(random.nextLong());
    return Nd4j.rand(DataType.DOUBLE, shape);
  }

  /** A shape that is given channels last. */
  private static long[] in(Layout layout, long... shape) {
    if (layout == CHANNELS_LAST) {
      return shape;
    }
    int last = shape.length - 1;
    return IntStream.rangeClosed(0, last)
        .mapToLong(axis -> axis == 0 ? shape[0] : axis == 1 ? shape[last] : shape[axis - 1])
        .toArray();
  }

  private static void check(Operation operation, long[] shape, INDArray... inputs) {
    GraphCheck.gradients(
        operation.getClass().getSimpleName() + " to " + Arrays.toString(shape),
        operation,
        shape,
        inputs.length,
        inputs);
  }

  private static Window window(int axes, int kernel, int stride, int dilation, Padding padding) {
    int[] none = new int[axes];
    return new Window(
        fill(axes, kernel), fill(axes, stride), fill(axes, dilation), padding, none, none);
  }

  private static int[] fill(int axes, int value) {
    int[] values = new int[axes];
    Arrays.fill(values, value);
    return values;
  }

  @ParameterizedTest
  @EnumSource
  void ofConvolutions(Layout layout) {
    check(
        new Conv(layout, window(2, 3, 2, 1, Padding.SAME), 2),
        in(layout, 2, 3, 3, 6),
        random(in(layout, 2, 6, 5, 4)),
        random(3, 3, 2, 6),
        random(6));
    check(
        new Conv(layout, window(1, 3, 1, 2, Padding.CAUSAL), 1),
        in(layout, 2, 6, 3),
        random(in(layout, 2, 6, 2)),
        random(3, 2, 3));
    check(
        new Conv(layout, window(3, 2, 1, 1, Padding.VALID), 1),
        in(layout, 1, 2, 3, 2, 2),
        random(in(layout, 1, 3, 4, 3, 2)),
        random(2, 2, 2, 2, 2),
        random(2));
    for (int axes = 1; axes <= 3; axes++) {
      check(
          new DepthwiseConv(layout, window(axes, 2, 1, axes == 2 ? 2 : 1, Padding.SAME_LOWER)),
          in(layout, shape(axes, 4, 6)),
          random(in(layout, shape(axes, 4, 3))),
          random(kernel(axes, 3, 2)),
          random(6));
      check(
          new Deconv(layout, window(axes, 3, 2, 1, Padding.SAME), 2),
          in(layout, shape(axes, 6, 4)),
          random(in(layout, shape(axes, 3, 2))),
          random(deconvKernel(axes)),
          random(4));
    }
    check(new Dense(), new long[] {2, 3, 5}, random(2, 3, 4), random(4, 5), random(5));
  }

  /** ND4J takes the product of a column and a single element for a dot product. */
  @ParameterizedTest
  @EnumSource
  void ofConvolutionsOfOneChannel(Layout layout) {
    for (int axes = 1; axes <= 3; axes++) {
      for (int stride = 1; stride <= 2; stride++) {
        Window window = window(axes, 1, stride, 1, Padding.SAME);
        long size = 4 / stride;
        INDArray x = random(in(layout, shape(axes, 4, 1)));
        INDArray kernel = random(ones(axes + 2));
        check(new DepthwiseConv(layout, window), in(layout, shape(axes, size, 1)), x, kernel);
        check(new Conv(layout, window, 1), in(layout, shape(axes, size, 1)), x, kernel);
      }
      Window whole = window(axes, 2, 1, 1, Padding.VALID);
      INDArray small = random(in(layout, shape(axes, 2, 1)));
      INDArray filter = random(kernel(axes, 1, 1));
      check(new DepthwiseConv(layout, whole), in(layout, shape(axes, 1, 1)), small, filter);
      check(new Conv(layout, whole, 1), in(layout, shape(axes, 1, 1)), small, filter);
    }
  }

  private static long[] ones(int rank) {
    long[] ones = new long[rank];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static long[] shape(int axes, long size, long channels) {
    long[] shape = new long[axes + 2];
    Arrays.fill(shape, size);
    shape[0] = 1;
    shape[axes + 1] = channels;
    return shape;
  }

  private static long[] kernel(int axes, long in, long out) {
    long[] kernel = shape(axes + 1, 2, out);
    kernel[axes + 1] = in;
    return Arrays.copyOfRange(kernel, 1, axes + 3);
  }

  private static long[] deconvKernel(int axes) {
    long[] kernel = kernel(axes, 2, 2);
    Arrays.fill(kernel, 0, axes, 3);
    return kernel;
  }

  @ParameterizedTest
  @EnumSource
  void ofPools(Layout layout) {
    INDArray map = random(in(layout, 2, 7, 6, 3));
    Window window = window(2, 3, 2, 1, Padding.SAME);
    check(new MaxPool(layout, window), in(layout, 2, 4, 3, 3), map);
    check(new AvgPool(layout, window, false), in(layout, 2, 4, 3, 3), map);
    check(new AdaptiveAvgPool(layout), in(layout, 2, 3, 4, 3), map);
    check(new AdaptiveMaxPool(layout), in(layout, 2, 3, 4, 3), map);
    check(new GlobalAvgPool(layout), new long[] {2, 3}, map);
    check(new GlobalMaxPool(layout), in(layout, 2, 1, 1, 3), map);
    for (PoolKind kind : PoolKind.values()) {
      check(new PyramidPool(layout, new int[] {1, 2}, kind), new long[] {2, 15}, map);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofResizesAndEdges(Layout layout) {
    INDArray map = random(in(layout, 2, 4, 6, 2));
    for (ResizeMethod method : ResizeMethod.values()) {
      check(new Resize(layout, method, false), in(layout, 2, 7, 3, 2), map);
    }
    check(new ResizeByCall(layout), in(layout, 2, 7, 3, 2), map);
    for (PadMode mode : PadMode.values()) {
      check(new Pad(layout, mode, 1.5, new int[0]), in(layout, 2, 7, 8, 2), map);
    }
    check(new Crop(layout, new int[0], Anchor.CENTER), in(layout, 2, 3, 3, 2), map);
    check(new SpaceToDepth(layout, 2, 3), in(layout, 2, 2, 2, 12), map);
    check(new DepthToSpace(layout, 2, 1), in(layout, 2, 8, 6, 1), map);
    check(new Transpose(2, 0, 3, 1), permuted(map, 2, 0, 3, 1), map);
    check(new Reshape(), new long[] {8, 12}, map);
    Resize resize = new Resize(layout, ResizeMethod.BILINEAR, false);
    INDArray base = random(in(layout, 2, 6, 8, 2));
    INDArray mask = random(in(layout, 2, 6, 8, 1));
    check(new AddFitted(resize), base.shape(), base, map);
    check(new MaskedAddFitted(resize), base.shape(), base, map, mask);
    check(new GatedConcatFitted(layout, resize), in(layout, 2, 6, 8, 4), base, map, mask);
  }

  private static long[] permuted(INDArray array, int... order) {
    return Arrays.stream(order).mapToLong(array::size).toArray();
  }

  @Test
  void ofSumsAndTheLike() {
    INDArray map = random(2, 3, 4, 2);
    INDArray other = random(2, 3, 4, 2);
    INDArray row = random(1, 1, 4, 2);
    check(new Add(), map.shape(), map, other, row);
    check(new Subtract(), map.shape(), row, map);
    check(new Multiply(), map.shape(), map, row, other);
    check(new Average(), map.shape(), map, row, other);
    check(new Maximum(), map.shape(), row, map, other);
    check(new Concat(-1), new long[] {2, 3, 4, 4}, map, other);
    check(new MaskedAdd(), map.shape(), map, other, random(2, 3, 4, 1));
  }

  /** Equal elements share the gradient. */
  @Test
  void ofTheLargestOfEqualElements() {
    INDArray zeros = Nd4j.zeros(2, 3);
    INDArray result = GraphCheck.gradientOfSum(new Maximum(), zeros, zeros);
    assertEquals(6, result.sumNumber().doubleValue());
  }

  @ParameterizedTest
  @EnumSource
  void ofNormalizationsAndActivations(Layout layout) {
    INDArray map = random(in(layout, 2, 3, 4, 4));
    INDArray gamma = random(4);
    INDArray beta = random(4);
    INDArray variance = Nd4j.createFromArray(0.5, 1, 2, 3);
    check(new BatchNorm(layout), map.shape(), map, gamma, beta, random(4), variance);
    check(new LayerNorm(layout), map.shape(), map, gamma, beta);
    check(new InstanceNorm(layout), map.shape(), map, gamma, beta);
    check(new GroupNorm(layout, 2), map.shape(), map, gamma, beta);
    for (ActivationKind kind : ActivationKind.values()) {
      check(new Activation(layout, kind), map.shape(), map);
    }
  }

  /** ND4J fails where a reduction leaves all elements of a vector. */
  @Test
  void ofOneChannel() {
    for (long[] shape : new long[][] {{3, 1}, {1, 1}, {3, 1, 1}, {1, 2, 1}}) {
      INDArray x = random(shape);
      INDArray other = random(shape);
      check(new LayerNorm(CHANNELS_LAST), shape, x, random(1), random(1));
      check(new Activation(CHANNELS_LAST, ActivationKind.SOFTMAX), shape, x);
      for (LossKind kind :
          new LossKind[] {LossKind.MEAN_SQUARED_ERROR, LossKind.SOFTMAX_CROSS_ENTROPY}) {
        GraphCheck.gradients(
            kind.toString(), new Loss(CHANNELS_LAST, kind), new long[0], 1, x, other);
      }
      INDArray classes = Nd4j.zeros(DataType.DOUBLE, Arrays.copyOf(shape, shape.length - 1));
      GraphCheck.gradients(
          "sparse",
          new Loss(CHANNELS_LAST, LossKind.SPARSE_SOFTMAX_CROSS_ENTROPY),
          new long[0],
          1,
          x,
          classes);
    }
  }

  @Test
  void softmaxTakesMaskedElements() {
    INDArray x = Nd4j.createFromArray(new double[][] {{Double.NEGATIVE_INFINITY, 3, 3}});
    Activation softmax = new Activation(CHANNELS_LAST, ActivationKind.SOFTMAX);
    INDArray y = GraphCheck.output(softmax, DataType.FLOAT, x, x);
    assertEquals(Nd4j.createFromArray(new double[][] {{0, 0.5, 0.5}}), y);
  }

  @ParameterizedTest
  @EnumSource
  void ofLosses(Layout layout) {
    long[] shape = in(layout, 2, 3, 4, 5);
    for (LossKind kind : LossKind.values()) {
      INDArray prediction = random(shape);
      INDArray target = fractions(shape);
      if (kind == LossKind.BINARY_CROSS_ENTROPY) {
        prediction = fractions(shape).muli(0.8).addi(0.1);
      }
      if (kind == LossKind.SPARSE_SOFTMAX_CROSS_ENTROPY) {
        target = Nd4j.createFromArray(new double[24]).addi(3).reshape(2, 3, 4);
      }
      GraphCheck.gradients(
          kind.toString(), new Loss(layout, kind), new long[0], 1, prediction, target);
    }
  }
}
