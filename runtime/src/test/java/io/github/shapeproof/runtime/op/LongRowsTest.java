package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.runtime.op.OperationCheck.check;
import static io.github.shapeproof.runtime.op.OperationCheck.inLayout;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Tensor;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Maps with rows that are loaded one by one, against each output's taps taken one by one. */
class LongRowsTest {
  private static final int CASES = 60;
  private static final int FEW_CASES = 15;

  private final Random random = new Random(5);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void evenWindows(boolean maximum) {
    for (int i = 0; i < CASES; i++) {
      int height = 2 + random.nextInt(20);
      int width = 90 + random.nextInt(60);
      compare(even(height, maximum), even(width, maximum), height, width, 1 + random.nextInt(3));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anyInputs(boolean maximum) {
    for (int i = 0; i < CASES; i++) {
      int height = 2 + random.nextInt(20);
      int width = 30 + random.nextInt(40);
      Taps columns = random.nextBoolean() ? even(width, maximum) : any(width, maximum);
      compare(any(height, maximum), columns, height, width, 1 + random.nextInt(12));
    }
  }

  /** Smaller than a block, in ways that no other test takes together. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void smallMapsOfLongRows(boolean maximum) {
    for (int i = 0; i < CASES; i++) {
      int height = 40 + random.nextInt(80);
      int width = 60 + random.nextInt(70);
      int outWidth = random.nextBoolean() ? 2 * width : 1 + random.nextInt(width);
      int outHeight = 1 + random.nextInt(height);
      AxisRule bins = maximum ? Binning.MAXIMUM : Binning.AVERAGE;
      Taps columns = random.nextInt(3) > 0 ? bins.taps(width, outWidth) : even(width, maximum);
      compare(bins.taps(height, outHeight), columns, height, width, 1);
    }
  }

  /** Of more taps than one sum of FLOATs takes, also of columns of several channels. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void longWindows(boolean maximum) {
    AxisRule bins = maximum ? Binning.MAXIMUM : Binning.AVERAGE;
    for (int i = 0; i < FEW_CASES; i++) {
      int size = Row.FEW - 1 + random.nextInt(2 * Row.FEW);
      int other = 1 + random.nextInt(40);
      Taps few = random.nextBoolean() ? bins.taps(other, other) : any(other, maximum);
      Taps many = bins.taps(size, 1 + random.nextInt(3));
      compare(many, few, size, other, 1 + random.nextInt(3));
      compare(few, many, other, size, 1 + random.nextInt(3));
    }
  }

  private void compare(Taps rows, Taps columns, int height, int width, int channels) {
    INDArray x = Formula.random(random, 2, channels, height, width);
    INDArray y =
        Formula.array(
            new long[] {2, channels, rows.outputs(), columns.outputs()},
            at -> combined(rows, columns, x, at));
    for (Layout layout : Layout.values()) {
      String name = height + " x " + width + " to " + rows.outputs() + " x " + columns.outputs();
      AxisRule[] rules = {(n, m) -> rows, (n, m) -> columns};
      check(
          name,
          (plan, to, in) -> Separable.plan(plan, layout, to, in[0], null, rules),
          inLayout(y, layout),
          inLayout(x, layout));
      INDArray addend = Formula.random(random, y.shape());
      check(
          name + " and addend",
          (plan, to, in) -> {
            Finish sum = new Blend(rows(to, layout), rows(in[1], layout), null);
            Separable.plan(plan, layout, to, in[0], sum, rules);
          },
          inLayout(y.add(addend), layout),
          inLayout(x, layout),
          inLayout(addend, layout));
    }
  }

  private static Rows rows(Tensor tensor, Layout layout) {
    return new Rows(new Volume(tensor, layout), Volume.HEIGHT);
  }

  private static double combined(Taps rows, Taps columns, INDArray x, long[] at) {
    double result = rows.isMaximum() ? Double.NEGATIVE_INFINITY : 0;
    for (int i = rows.begin((int) at[2]); i < rows.begin((int) at[2] + 1); i++) {
      for (int j = columns.begin((int) at[3]); j < columns.begin((int) at[3] + 1); j++) {
        double element = x.getDouble(at[0], at[1], rows.index(i), columns.index(j));
        result =
            rows.isMaximum()
                ? Math.max(result, element)
                : result + rows.weight(i) * columns.weight(j) * element;
      }
    }
    return result;
  }

  /** As pools have them, each sum with a weight of its own. */
  private Taps even(int in, boolean maximum) {
    int kernel = 1 + random.nextInt(5);
    int stride = 1 + random.nextInt(4);
    int padding = random.nextInt(kernel);
    int outputs = 1 + random.nextInt((in + padding - 1) / stride + 1);
    Taps.Builder taps = maximum ? Taps.maxima(outputs) : Taps.sums(outputs);
    for (int x = 0; x < outputs; x++) {
      double weight = random.nextDouble();
      for (int i = x * stride - padding; i < x * stride - padding + kernel; i++) {
        if (i >= 0 && i < in) {
          taps.tap(i, weight);
        }
      }
      taps.end();
    }
    return taps.build();
  }

  /** Up to five inputs of each output, near each other, sometimes before those of the last one. */
  private Taps any(int in, boolean maximum) {
    int outputs = 1 + random.nextInt(2 * in);
    Taps.Builder taps = maximum ? Taps.maxima(outputs) : Taps.sums(outputs);
    for (int x = 0; x < outputs; x++) {
      int near = (int) ((long) x * in / outputs);
      for (int tap = random.nextInt(5); tap >= 0; tap--) {
        taps.tap(Math.floorMod(near + random.nextInt(7) - 3, in), random.nextGaussian());
      }
      taps.end();
    }
    return taps.build();
  }
}
