package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.runtime.op.OperationCheck.check;
import static io.github.shapeproof.runtime.op.OperationCheck.inLayout;

import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.annotation.Anchor;
import io.github.shapeproof.annotation.Layout;
import java.util.Random;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Operations that move, combine or map single elements, against their definitions. */
class PlacementTest {
  private final Random random = new Random(11);

  private INDArray random(long... shape) {
    return Formula.random(random, shape);
  }

  @ParameterizedTest
  @EnumSource(Anchor.class)
  void cropsByAnchor(Anchor anchor) {
    INDArray x = random(2, 3, 8, 5, 7);
    long[] shape = {2, 3, 5, 5, 4};
    INDArray y =
        Formula.array(
            shape,
            i -> x.getDouble(i[0], i[1], i[2] + start(anchor, 3), i[3], i[4] + start(anchor, 3)));
    for (Layout layout : Layout.values()) {
      Crop crop = new Crop(layout, new int[0], anchor);
      check(anchor + " " + layout, crop, inLayout(y, layout), inLayout(x, layout));
    }
  }

  private static long start(Anchor anchor, long surplus) {
    return anchor == Anchor.START ? 0 : anchor == Anchor.END ? surplus : surplus / 2;
  }

  @Test
  void cropsByAmounts() {
    INDArray x = random(1, 2, 8, 70);
    INDArray y =
        Formula.array(new long[] {1, 2, 3, 60}, i -> x.getDouble(i[0], i[1], i[2] + 4, i[3] + 1));
    for (Layout layout : Layout.values()) {
      Crop crop = new Crop(layout, new int[] {4, 1}, Anchor.START);
      check("amounts " + layout, crop, inLayout(y, layout), inLayout(x, layout));
    }
  }

  @Test
  void concatenatesAlongEachAxis() {
    for (int axis = -4; axis < 4; axis++) {
      int along = Math.floorMod(axis, 4);
      long[] one = {2, 3, 4, 40};
      long[] other = one.clone();
      other[along] = 5;
      INDArray a = random(one);
      INDArray b = random(other);
      check("axis " + axis, new Concat(axis), Nd4j.concat(along, a, b, a), a, b, a);
    }
  }

  @Test
  void combinesWithRepeatedOnes() {
    long[][] shapes = {{2, 3, 4, 5}, {2, 3, 4, 1}, {2, 1, 1, 5}, {1, 3, 1, 1}, {1, 1, 1, 1}};
    INDArray a = random(shapes[0]);
    for (long[] shape : shapes) {
      INDArray b = random(shape);
      check("add", new Add(), a.add(wide(b, shapes[0])), a, b);
      check("add, small first", new Add(), a.add(wide(b, shapes[0])), b, a);
      check("subtract", new Subtract(), a.sub(wide(b, shapes[0])), a, b);
      check("multiply", new Multiply(), a.mul(wide(b, shapes[0])).mul(a), a, b, a);
      check(
          "maximum",
          new Maximum(),
          Formula.array(shapes[0], i -> Math.max(a.getDouble(i), wide(b, shapes[0]).getDouble(i))),
          a,
          b);
      check("average", new Average(), a.add(a).add(wide(b, shapes[0])).div(3), a, b, a);
      INDArray c = random(shapes[0]);
      check("masked", new MaskedAdd(), a.add(c.mul(wide(b, shapes[0]))), a, c, b);
    }
  }

  private static INDArray wide(INDArray small, long[] shape) {
    return Formula.array(
        shape,
        i -> {
          long[] at = i.clone();
          for (int axis = 0; axis < at.length; axis++) {
            at[axis] = Math.min(at[axis], small.size(axis) - 1);
          }
          return small.getDouble(at);
        });
  }

  @Test
  void movesBlocksBetweenSpaceAndDepth() {
    int[] block = {2, 3, 1};
    INDArray wide = random(2, 3, 4, 6, 2);
    long[] shape = {2, 18, 2, 2, 2};
    INDArray deep =
        Formula.array(
            shape,
            i ->
                wide.getDouble(i[0], i[1] / 6, i[2] * 2 + i[1] % 6 / 3, i[3] * 3 + i[1] % 3, i[4]));
    for (Layout layout : Layout.values()) {
      INDArray w = inLayout(wide, layout);
      INDArray d = inLayout(deep, layout);
      check("to depth " + layout, new SpaceToDepth(layout, block), d, w);
      check("to space " + layout, new DepthToSpace(layout, block), w, d);
    }
  }

  @Test
  void reshapes() {
    INDArray x = random(2, 3, 4, 5);
    check("matrix", new Reshape(), x.reshape(2, 60), x);
    check("split", new Reshape(), x.reshape(6, 2, 10), x);
    check("vector", new Reshape(), x.reshape(120), x);
  }

  @Test
  void transposes() {
    INDArray x = random(2, 12, 4, 5);
    check("rows", new Transpose(0, 2, 1, 3), x.permute(0, 2, 1, 3).dup('c'), x);
    check("channels first", new Transpose(0, 3, 1, 2), x.permute(0, 3, 1, 2).dup('c'), x);
    check("reverse", new Transpose(3, 2, 1, 0), x.permute(3, 2, 1, 0).dup('c'), x);
    INDArray large = random(3, 130, 70);
    check("large", new Transpose(2, 1, 0), large.permute(2, 1, 0).dup('c'), large);
  }

  @Test
  void poolsWholeMaps() {
    INDArray x = random(2, 3, 4, 5, 6);
    for (Layout layout : Layout.values()) {
      INDArray in = inLayout(x, layout);
      check("mean", new GlobalAvgPool(layout), x.mean(2, 3, 4), in);
      check("max", new GlobalMaxPool(layout), x.max(2, 3, 4), in);
      INDArray kept = x.mean(2, 3, 4).reshape(2, 3, 1, 1, 1);
      check("kept", new GlobalAvgPool(layout), inLayout(kept, layout), in);
    }
  }

  @ParameterizedTest
  @EnumSource(ActivationKind.class)
  void activatesLargeAndSmallValuesInPlace(ActivationKind kind) {
    double[] values = {-1000, -20, -1, -1e-7, 0, 1e-7, 0.3, 1, 2, 3.5, 20, 1000};
    INDArray x = Nd4j.createFromArray(values).reshape(4, 3);
    INDArray y = Formula.array(x.shape(), i -> activated(kind, x, i));
    Once.Steps inPlace =
        (plan, out, inputs) -> {
          new Reshape().plan(plan, out, inputs[0]);
          new Activation(Layout.CHANNELS_LAST, kind).plan(plan, out, out);
        };
    check(kind.toString(), inPlace, y, x);
  }

  private static double activated(ActivationKind kind, INDArray all, long[] index) {
    double x = all.getDouble(index);
    return switch (kind) {
      case RELU -> Math.max(0, x);
      case LEAKY_RELU -> x < 0 ? 0.01 * x : x;
      case ELU -> x < 0 ? Math.expm1(x) : x;
      case GELU -> x * (1 + Erf.erf(x / Math.sqrt(2))) / 2;
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
      case SWISH -> x / (1 + Math.exp(-x));
      case SOFTMAX -> {
        double total = 0;
        for (int i = 0; i < all.size(1); i++) {
          total += Math.exp(all.getDouble(index[0], i) - x);
        }
        yield 1 / total;
      }
    };
  }
}
