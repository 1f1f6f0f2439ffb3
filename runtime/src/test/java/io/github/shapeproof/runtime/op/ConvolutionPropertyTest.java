package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.runtime.op.OperationCheck.check;
import static io.github.shapeproof.runtime.op.OperationCheck.inLayout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;
import io.github.shapeproof.runtime.Window;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolutions against the sums that define them, for what PyTorch's numbers lack: paddings that
 * follow from sizes, uneven pads, groups in three dimensions.
 */
class ConvolutionPropertyTest {
  private static final int RUNS = 40;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void convIsTheSumOverTheWindow(int axes) {
    Random random = new Random(axes);
    for (int run = 0; run < RUNS; run++) {
      int groups = 1 + random.nextInt(3);
      Window window = window(random, axes, true);
      int[] in = sizes(random, axes, axis -> (int) window.reach(axis));
      int[] out = sizes(axes, axis -> convolved(window, axis, in[axis]));
      INDArray x = Naive.random(random, prepend(2, groups * (1 + random.nextInt(3)), in));
      int filters = groups * (1 + random.nextInt(3));
      INDArray kernel =
          Naive.random(random, append(window.kernel(), (int) x.size(1) / groups, filters));
      INDArray bias = Naive.random(random, filters);
      INDArray y = Nd4j.zeros(DataType.DOUBLE, prepend(2, filters, out));
      conv(window, groups, x, kernel, bias, y);
      for (Layout layout : Layout.values()) {
        check(
            "conv " + window(window) + " groups " + groups + " " + layout,
            new Conv(layout, window, groups),
            inLayout(y, layout),
            inLayout(x, layout),
            kernel,
            bias);
      }
    }
  }

  @Test
  void oneDnnConvolvesLikeTheSumOverTheWindow() {
    Random random = new Random(7);
    int calls = 0;
    for (int run = 0; run < 3 * RUNS; run++) {
      Window window = window(random, 2, false);
      int[] in = sizes(random, 2, axis -> (int) window.reach(axis));
      int[] out = sizes(2, axis -> convolved(window, axis, in[axis]));
      INDArray x = Naive.random(random, prepend(2, 1 + random.nextInt(20), in));
      int filters = 1 + random.nextInt(20);
      INDArray kernel = Naive.random(random, append(window.kernel(), x.size(1), filters));
      INDArray bias = Naive.random(random, filters);
      INDArray y = Nd4j.zeros(DataType.DOUBLE, prepend(2, filters, out));
      conv(window, 1, x, kernel, bias, y);
      for (Layout layout : Layout.values()) {
        AtomicInteger made = new AtomicInteger();
        check(
            "oneDNN " + window(window) + " " + layout,
            (plan, to, inputs) -> {
              Tensor map = contiguous(plan, 10, inputs[0]);
              Tensor weights = contiguous(plan, 11, inputs[1]);
              if (OneDnn.canConvolve(layout, window, map, weights, to)) {
                OneDnn.convolve(plan, layout, window, map, weights, inputs[2], to);
                made.incrementAndGet();
              } else {
                new Conv(layout, window, 1).plan(plan, to, inputs);
              }
            },
            inLayout(y, layout),
            inLayout(x, layout),
            kernel,
            bias);
        calls += made.get();
      }
    }
    assertTrue(calls > RUNS, "only " + calls + " calls");
  }

  @Test
  void oneDnnIsLeftAloneWhereWindowsEndFarBeforeTheMap() {
    Window window =
        new Window(
            new int[] {2, 1},
            new int[] {1, 3},
            new int[] {1, 1},
            Padding.SAME,
            new int[2],
            new int[2]);
    Tensor kernel = Tensor.of(Nd4j.ones(DataType.FLOAT, 2, 1, 4, 5));
    for (int width : new int[] {8, 9}) {
      Tensor x = Tensor.of(Nd4j.ones(DataType.FLOAT, 1, 6, width, 4));
      Tensor out = Tensor.of(Nd4j.ones(DataType.FLOAT, 1, 6, 3, 5));
      assertEquals(
          width == 8, OneDnn.canConvolve(Layout.CHANNELS_LAST, window, x, kernel, out), "" + width);
    }
  }

  @Test
  void largeConvsUseOneDnnAndAgreeWithProductsOfMatrices() {
    Random random = new Random(8);
    Window window =
        new Window(
            new int[] {3, 3},
            new int[] {1, 1},
            new int[] {1, 1},
            Padding.SAME,
            new int[2],
            new int[2]);
    INDArray x = Naive.random(random, 1, 40, 20, 20);
    INDArray kernel = Naive.random(random, 3, 3, 40, 48);
    INDArray bias = Naive.random(random, 48);
    for (Layout layout : Layout.values()) {
      INDArray exact = convolved(layout, window, DataType.DOUBLE, x, kernel, bias);
      INDArray fast = convolved(layout, window, DataType.FLOAT, x, kernel, bias);
      assertTrue(exact.equalsWithEps(fast.castTo(DataType.DOUBLE), 1e-4));
    }
  }

  private static INDArray convolved(
      Layout layout, Window window, DataType type, INDArray x, INDArray kernel, INDArray bias) {
    INDArray y =
        inLayout(Nd4j.zeros(type, x.size(0), kernel.size(3), x.size(2), x.size(3)), layout);
    Tensor map = Tensor.of(inLayout(x, layout).castTo(type));
    Tensor weights = Tensor.of(kernel.castTo(type));
    Tensor result = Tensor.of(y);
    assertEquals(
        type == DataType.FLOAT,
        OneDnn.isBetter(layout, window, map, weights, result),
        layout::name);
    try (Session session = new Session()) {
      Once.run(
          session,
          new Conv(layout, window, 1)::plan,
          result,
          map,
          weights,
          Tensor.of(bias.castTo(type)));
    }
    return y;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void depthwiseConvIsAConvOfEachChannel(int axes) {
    Random random = new Random(axes);
    for (int run = 0; run < RUNS; run++) {
      int channels = 1 + random.nextInt(4);
      int multiplier = 1 + random.nextInt(3);
      Window window = window(random, axes, true);
      int[] in = sizes(random, axes, axis -> (int) window.reach(axis));
      int[] out = sizes(axes, axis -> convolved(window, axis, in[axis]));
      INDArray x = Naive.random(random, prepend(2, channels, in));
      INDArray kernel = Naive.random(random, append(window.kernel(), channels, multiplier));
      INDArray bias = Naive.random(random, channels * multiplier);
      INDArray y = Nd4j.zeros(DataType.DOUBLE, prepend(2, channels * multiplier, out));
      INDArray grouped = kernel.reshape(append(window.kernel(), 1, channels * multiplier));
      conv(window, channels, x, grouped, bias, y);
      for (Layout layout : Layout.values()) {
        check(
            "depthwise " + window(window) + " " + layout,
            new DepthwiseConv(layout, window),
            inLayout(y, layout),
            inLayout(x, layout),
            kernel,
            bias);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void deconvAddsAMultipleOfTheKernelForEachElement(int axes) {
    Random random = new Random(axes);
    for (int run = 0; run < RUNS; run++) {
      int groups = 1 + random.nextInt(3);
      Window window = window(random, axes, false);
      boolean same = window.padding() != Padding.VALID;
      int[] outputPadding =
          random.nextBoolean()
              ? new int[0]
              : sizes(axes, axis -> random.nextInt(window.stride()[axis]));
      boolean padded = outputPadding.length > 0;
      int[] in = sizes(axes, axis -> 1 + random.nextInt(4));
      int[] out = new int[axes];
      int[] before = new int[axes];
      for (int axis = 0; axis < axes; axis++) {
        int reach = (int) window.reach(axis);
        int stride = window.stride()[axis];
        int extra = padded ? outputPadding[axis] : 0;
        int full = (in[axis] - 1) * stride + reach;
        if (same) {
          out[axis] = padded ? full - 2 * (reach / 2) + extra : in[axis] * stride;
          int cut = Math.max(full - out[axis], 0);
          boolean lower = window.padding() == Padding.SAME_LOWER;
          before[axis] = lower ? (cut + 1) / 2 : cut / 2;
        } else {
          out[axis] = full - window.before()[axis] - window.after()[axis] + extra;
          before[axis] = window.before()[axis];
        }
      }
      if (Arrays.stream(out).anyMatch(size -> size < 1)) {
        continue;
      }
      INDArray x = Naive.random(random, prepend(2, groups * (1 + random.nextInt(3)), in));
      int filters = groups * (1 + random.nextInt(3));
      INDArray kernel =
          Naive.random(random, append(window.kernel(), filters / groups, (int) x.size(1)));
      INDArray bias = Naive.random(random, filters);
      INDArray y = Nd4j.zeros(DataType.DOUBLE, prepend(2, filters, out));
      deconv(window, before, groups, x, kernel, bias, y);
      for (Layout layout : Layout.values()) {
        String name =
            "deconv " + window(window) + " " + Arrays.toString(outputPadding) + " " + layout;
        check(
            name,
            new Deconv(layout, window, groups),
            inLayout(y, layout),
            inLayout(x, layout),
            kernel,
            bias);
        check(
            name + " in parts",
            new Deconv(layout, window, groups, 1 + run)::plan,
            inLayout(y, layout),
            inLayout(x, layout),
            kernel,
            bias);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SAME,       3, 2 13 20",
    "SAME,       4, 1 2 13 20",
    "SAME_LOWER, 3, 2 13 20",
    "SAME_LOWER, 4, 2 13 20 30",
    "SAME,       6, 1 2 13 20 30 0",
    "SAME_LOWER, 6, 1 2 13 20 30 0",
  })
  void deconvCutsHalfOfWhatIsTooMuchBefore(Padding padding, int size, String expected) {
    Window window =
        new Window(new int[] {3}, new int[] {2}, new int[] {1}, padding, new int[1], new int[1]);
    INDArray x = Nd4j.createFromArray(1.0, 10.0).reshape(1, 1, 2);
    INDArray kernel = Nd4j.createFromArray(1.0, 2.0, 3.0).reshape(3, 1, 1);
    double[] y = Arrays.stream(expected.split(" ")).mapToDouble(Double::parseDouble).toArray();
    for (Layout layout : Layout.values()) {
      check(
          padding + " to " + size + " " + layout,
          new Deconv(layout, window, 1),
          inLayout(Nd4j.createFromArray(y).reshape(1, 1, size), layout),
          inLayout(x, layout),
          kernel);
    }
  }

  /** {@code y[n, f, i] = bias[f] + sum of x[n, c, i * s + j * d - before] * kernel[j, c, f]}. */
  private static void conv(
      Window window, int groups, INDArray x, INDArray kernel, INDArray bias, INDArray y) {
    int axes = window.axes();
    int channels = (int) x.size(1) / groups;
    int filters = (int) y.size(1) / groups;
    for (long[] at : Naive.indices(y.shape())) {
      double sum = bias.getDouble(at[1]);
      for (long[] element : Naive.indices(Arrays.copyOf(kernel.shape(), axes))) {
        long[] from = at.clone();
        for (int axis = 0; axis < axes; axis++) {
          from[axis + 2] =
              at[axis + 2] * window.stride()[axis]
                  + element[axis] * window.dilation()[axis]
                  - before(window, axis, (int) x.size(axis + 2), (int) y.size(axis + 2));
        }
        if (!inside(from, x)) {
          continue;
        }
        for (int channel = 0; channel < channels; channel++) {
          from[1] = at[1] / filters * channels + channel;
          sum += x.getDouble(from) * kernel.getDouble(append(element, channel, at[1]));
        }
      }
      y.putScalar(at, sum);
    }
  }

  /** {@code y[n, f, i * s + j * d - before] += x[n, c, i] * kernel[j, f, c]}. */
  private static void deconv(
      Window window,
      int[] before,
      int groups,
      INDArray x,
      INDArray kernel,
      INDArray bias,
      INDArray y) {
    int axes = window.axes();
    int channels = (int) x.size(1) / groups;
    int filters = (int) y.size(1) / groups;
    for (long[] at : Naive.indices(y.shape())) {
      y.putScalar(at, bias.getDouble(at[1]));
    }
    for (long[] at : Naive.indices(x.shape())) {
      for (long[] element : Naive.indices(Arrays.copyOf(kernel.shape(), axes))) {
        long[] to = at.clone();
        for (int axis = 0; axis < axes; axis++) {
          to[axis + 2] =
              at[axis + 2] * window.stride()[axis]
                  + element[axis] * window.dilation()[axis]
                  - before[axis];
        }
        if (!inside(to, y)) {
          continue;
        }
        for (int filter = 0; filter < filters; filter++) {
          to[1] = at[1] / channels * filters + filter;
          double product = x.getDouble(at) * kernel.getDouble(append(element, filter, at[1]));
          y.putScalar(to, y.getDouble(to) + product);
        }
      }
    }
  }

  private static boolean inside(long[] index, INDArray map) {
    for (int axis = 2; axis < index.length; axis++) {
      if (index[axis] < 0 || index[axis] >= map.size(axis)) {
        return false;
      }
    }
    return true;
  }

  private static int convolved(Window window, int axis, int in) {
    int stride = window.stride()[axis];
    if (window.padding() != Padding.VALID) {
      return (in + stride - 1) / stride;
    }
    int pads = window.before()[axis] + window.after()[axis];
    return (in + pads - (int) window.reach(axis)) / stride + 1;
  }

  /** Written apart from {@link Window#before}, from the definitions. */
  private static int before(Window window, int axis, int in, int out) {
    int needed = (out - 1) * window.stride()[axis] + (int) window.reach(axis);
    int total = Math.max(needed - in, 0);
    return switch (window.padding()) {
      case VALID -> window.before()[axis];
      case SAME -> total / 2;
      case SAME_LOWER -> (total + 1) / 2;
      case CAUSAL -> (int) window.reach(axis) - 1;
    };
  }

  private static Window window(Random random, int axes, boolean causal) {
    Padding[] paddings =
        causal && axes == 1 ? Padding.values() : Arrays.copyOf(Padding.values(), 3);
    return new Window(
        sizes(axes, axis -> 1 + random.nextInt(4)),
        sizes(axes, axis -> 1 + random.nextInt(3)),
        sizes(axes, axis -> 1 + random.nextInt(2)),
        paddings[random.nextInt(paddings.length)],
        sizes(axes, axis -> random.nextInt(3)),
        sizes(axes, axis -> random.nextInt(3)));
  }

  private static String window(Window window) {
    return "kernel %s stride %s dilation %s %s before %s after %s"
        .formatted(
            Arrays.toString(window.kernel()),
            Arrays.toString(window.stride()),
            Arrays.toString(window.dilation()),
            window.padding(),
            Arrays.toString(window.before()),
            Arrays.toString(window.after()));
  }

  private static int[] sizes(int axes, IntUnaryOperator size) {
    int[] result = new int[axes];
    Arrays.setAll(result, size);
    return result;
  }

  private static int[] sizes(Random random, int axes, IntUnaryOperator least) {
    return sizes(axes, axis -> least.applyAsInt(axis) + random.nextInt(4));
  }

  private static long[] prepend(int batch, int channels, int[] sizes) {
    long[] shape = new long[sizes.length + 2];
    shape[0] = batch;
    shape[1] = channels;
    for (int i = 0; i < sizes.length; i++) {
      shape[i + 2] = sizes[i];
    }
    return shape;
  }

  private static long[] append(int[] sizes, long lastButOne, long last) {
    return append(Arrays.stream(sizes).asLongStream().toArray(), lastButOne, last);
  }

  private static Tensor contiguous(Plan plan, int slot, Tensor tensor) {
    Tensor copy = plan.buffer(slot, tensor.type(), tensor.shape());
    Move.copy(plan, copy, tensor);
    return copy;
  }

  private static long[] append(long[] sizes, long lastButOne, long last) {
    long[] shape = Arrays.copyOf(sizes, sizes.length + 2);
    shape[sizes.length] = lastButOne;
    shape[sizes.length + 1] = last;
    return shape;
  }
}
