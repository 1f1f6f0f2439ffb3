package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.runtime.op.OperationCheck.inLayout;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.PadMode;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.PoolKind;
import io.github.shapeproof.annotation.ResizeMethod;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Window;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Pools, resizes and pads against their definitions, for random sizes of 1, 2 and 3 axes. */
class MapFormulaTest {
  private static final int ROUNDS = 12;

  private final Random random = new Random(7);

  @ParameterizedTest
  @EnumSource(Padding.class)
  void slidingPools(Padding padding) {
    for (int round = 0; round < ROUNDS; round++) {
      int axes = padding == Padding.CAUSAL ? 1 : 1 + round % 3;
      Window window = window(axes, padding);
      INDArray x = map(axes, 3);
      long[] shape = x.shape().clone();
      long[] starts = new long[axes];
      for (int axis = 0; axis < axes; axis++) {
        long n = shape[axis + 2];
        long span = n + window.before()[axis] + window.after()[axis] - window.reach(axis);
        int stride = window.stride()[axis];
        shape[axis + 2] = padding == Padding.VALID ? span / stride + 1 : (n + stride - 1) / stride;
        starts[axis] = -window.before(axis, n, shape[axis + 2]);
      }
      for (PoolKind kind : PoolKind.values()) {
        if (kind == PoolKind.AVG && Arrays.stream(window.dilation()).anyMatch(d -> d > 1)) {
          continue;
        }
        boolean countPadding = padding == Padding.VALID && round % 2 == 0;
        INDArray y =
            Formula.array(shape, index -> pooled(x, index, window, starts, kind, countPadding));
        String name = kind + " " + padding + " " + Arrays.toString(x.shape());
        check(
            name,
            y,
            x,
            layout ->
                kind == PoolKind.MAX
                    ? new MaxPool(layout, window)
                    : new AvgPool(layout, window, countPadding));
      }
    }
  }

  private static double pooled(
      INDArray x, long[] index, Window window, long[] starts, PoolKind kind, boolean countPadding) {
    long[] kernel = Arrays.stream(window.kernel()).asLongStream().toArray();
    double[] result = {kind == PoolKind.MAX ? Double.NEGATIVE_INFINITY : 0, 0};
    Formula.each(
        kernel,
        k -> {
          long[] at = index.clone();
          boolean inside = true;
          for (int axis = 0; axis < k.length; axis++) {
            at[axis + 2] =
                starts[axis]
                    + index[axis + 2] * window.stride()[axis]
                    + k[axis] * window.dilation()[axis];
            inside &= at[axis + 2] >= 0 && at[axis + 2] < x.size(axis + 2);
          }
          double value = inside ? x.getDouble(at) : 0;
          if (kind == PoolKind.AVG) {
            result[0] += value;
          } else if (inside) {
            result[0] = Math.max(result[0], value);
          }
          result[1] += inside || countPadding ? 1 : 0;
        });
    return kind == PoolKind.AVG ? result[0] / result[1] : result[0];
  }

  @ParameterizedTest
  @EnumSource(ResizeMethod.class)
  void resizes(ResizeMethod method) {
    for (int round = 0; round < ROUNDS; round++) {
      int axes = 1 + round % 3;
      boolean alignCorners = round % 2 == 1 && method != ResizeMethod.AREA;
      INDArray x = map(axes, 1);
      long[] shape = x.shape().clone();
      for (int axis = 2; axis < shape.length; axis++) {
        shape[axis] = 1 + random.nextInt(9);
      }
      INDArray y = x;
      for (int axis = 2; axis < shape.length; axis++) {
        y = resized(y, axis, shape[axis], method, alignCorners);
      }
      check(
          method + " " + Arrays.toString(x.shape()) + " to " + Arrays.toString(shape),
          y,
          x,
          layout -> new Resize(layout, method, alignCorners));
    }
  }

  /** Of the smaller, the larger and the equal axes each has its own way. */
  @Test
  void resizesByCall() {
    for (int round = 0; round < 3 * ROUNDS; round++) {
      INDArray x = map(1 + round % 3, 1);
      long[] shape = x.shape().clone();
      for (int axis = 2; axis < shape.length; axis++) {
        shape[axis] = Math.max(1, shape[axis] + random.nextInt(7) - 3);
      }
      INDArray y = x;
      for (int axis = 2; axis < shape.length; axis++) {
        boolean falls = shape[axis] < x.size(axis);
        ResizeMethod method = falls ? ResizeMethod.AREA : ResizeMethod.BILINEAR;
        y = resized(y, axis, shape[axis], method, false);
      }
      check(Arrays.toString(x.shape()) + " to " + Arrays.toString(shape), y, x, ResizeByCall::new);
    }
  }

  /** Too large for a batch of whole images. */
  @ParameterizedTest
  @EnumSource(ResizeMethod.class)
  void resizesLargeMaps(ResizeMethod method) {
    long[][] sizes = {{150, 11, 13, 17, 9}, {2, 70, 250, 90, 130}, {1, 250, 70, 130, 190}};
    for (long[] size : sizes) {
      INDArray x = Formula.random(random, 1, size[0], size[1], size[2]);
      INDArray y = resized(x, 2, size[3], method, false);
      y = resized(y, 3, size[4], method, false);
      check(
          method + " " + Arrays.toString(size), y, x, layout -> new Resize(layout, method, false));
    }
  }

  /** One axis by the continuous definition: a kernel around each sampling point. */
  private static INDArray resized(
      INDArray x, int axis, long size, ResizeMethod method, boolean alignCorners) {
    long n = x.size(axis);
    long[] shape = x.shape().clone();
    shape[axis] = size;
    return Formula.array(
        shape,
        index -> {
          long j = index[axis];
          double point =
              !alignCorners
                  ? (j + 0.5) * n / size - 0.5
                  : size == 1 ? 0 : (double) j * (n - 1) / (size - 1);
          IntToDoubleFunction source =
              i -> {
                long[] at = index.clone();
                at[axis] = Math.max(0, Math.min(i, n - 1));
                return x.getDouble(at);
              };
          if (method == ResizeMethod.AREA) {
            int from = (int) Math.floor((double) j * n / size);
            int to = (int) Math.ceil((double) (j + 1) * n / size);
            double sum = 0;
            for (int i = from; i < to; i++) {
              sum += source.applyAsDouble(i);
            }
            return sum / (to - from);
          }
          if (method == ResizeMethod.NEAREST) {
            return source.applyAsDouble((int) Math.floor(point + 0.5));
          }
          boolean edgeRepeats = method != ResizeMethod.LANCZOS3;
          double sum = 0;
          double total = 0;
          for (int i = -9; i < n + 9; i++) {
            double weight = kernel(method, Math.abs(i - point));
            if (edgeRepeats || (i >= 0 && i < n)) {
              sum += weight * source.applyAsDouble(i);
              total += weight;
            }
          }
          return sum / total;
        });
  }

  private static double kernel(ResizeMethod method, double x) {
    return switch (method) {
      case BILINEAR -> Math.max(0, 1 - x);
      case BICUBIC ->
          x <= 1
              ? 1.25 * x * x * x - 2.25 * x * x + 1
              : x < 2 ? -0.75 * (x * x * x - 5 * x * x + 8 * x - 4) : 0;
      case LANCZOS3 -> x >= 3 ? 0 : x == 0 ? 1 : sinc(x) * sinc(x / 3);
      default -> throw new IllegalArgumentException(method.toString());
    };
  }

  private static double sinc(double x) {
    return Math.sin(Math.PI * x) / (Math.PI * x);
  }

  @ParameterizedTest
  @EnumSource(PadMode.class)
  void pads(PadMode mode) {
    for (int round = 0; round < ROUNDS; round++) {
      int axes = 1 + round % 3;
      boolean half = round % 2 == 0;
      INDArray x = map(axes, 4);
      long[] shape = x.shape().clone();
      int[] before = new int[axes];
      for (int axis = 0; axis < axes; axis++) {
        int after = random.nextInt(4);
        before[axis] = half ? after / 2 : random.nextInt(4);
        shape[axis + 2] += before[axis] + (half ? after - before[axis] : after);
      }
      INDArray y =
          Formula.array(
              shape,
              index -> {
                long[] at = index.clone();
                for (int axis = 0; axis < axes; axis++) {
                  long n = x.size(axis + 2);
                  long i = index[axis + 2] - before[axis];
                  if (i < 0 || i >= n) {
                    switch (mode) {
                      case CONSTANT -> {
                        return 2.5;
                      }
                      case EDGE -> i = i < 0 ? 0 : n - 1;
                      case REFLECT -> i = i < 0 ? -i : 2 * n - 2 - i;
                      case SYMMETRIC -> i = i < 0 ? -1 - i : 2 * n - 1 - i;
                    }
                  }
                  at[axis + 2] = i;
                }
                return x.getDouble(at);
              });
      int[] given = half ? new int[0] : before;
      check(
          mode + " " + Arrays.toString(x.shape()) + " to " + Arrays.toString(shape),
          y,
          x,
          layout -> new Pad(layout, mode, 2.5, given));
    }
  }

  private void check(String name, INDArray y, INDArray x, Function<Layout, Operation> operation) {
    for (Layout layout : Layout.values()) {
      OperationCheck.check(
          name + " " + layout, operation.apply(layout), inLayout(y, layout), inLayout(x, layout));
    }
  }

  private INDArray map(int axes, int least) {
    long[] shape = new long[axes + 2];
    shape[0] = 1 + random.nextInt(2);
    shape[1] = 1 + random.nextInt(3);
    for (int axis = 2; axis < shape.length; axis++) {
      shape[axis] = least + random.nextInt(7);
    }
    return Formula.random(random, shape);
  }

  private Window window(int axes, Padding padding) {
    int[] kernel = new int[axes];
    int[] stride = new int[axes];
    int[] dilation = new int[axes];
    int[] before = new int[axes];
    int[] after = new int[axes];
    boolean dilated = random.nextBoolean();
    for (int axis = 0; axis < axes; axis++) {
      kernel[axis] = 1 + random.nextInt(3);
      stride[axis] = 1 + random.nextInt(3);
      dilation[axis] = dilated && kernel[axis] == 2 ? 2 : 1;
      if (padding == Padding.VALID) {
        before[axis] = random.nextInt(kernel[axis] / 2 + 1);
        after[axis] = random.nextInt(kernel[axis] / 2 + 1);
      }
    }
    return new Window(kernel, stride, dilation, padding, before, after);
  }
}
