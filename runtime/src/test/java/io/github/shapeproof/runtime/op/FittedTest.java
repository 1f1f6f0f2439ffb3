package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.runtime.op.OperationCheck.check;
import static io.github.shapeproof.runtime.op.OperationCheck.inLayout;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.PadMode;
import io.github.shapeproof.annotation.ResizeMethod;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is resized or padded on the way, against doing that first and the rest on whole arrays. */
class FittedTest {
  private static final long[][] SMALL = {
    {2, 3, 7}, {2, 3, 70, 9}, {1, 200, 6, 5}, {2, 5, 8, 8}, {2, 3, 4, 5, 6}
  };

  private final Random random = new Random(13);

  private interface Case {
    void check(String name, Layout layout, Separable fit, INDArray small, INDArray large);
  }

  private INDArray random(long... shape) {
    return Formula.random(random, shape);
  }

  /** Of each rank a small and a larger map, fitted in several ways. */
  private void forAll(Case one) {
    for (long[] shape : SMALL) {
      INDArray small = random(shape);
      INDArray somewhat = random(larger(shape, 0, 1));
      INDArray twice = random(larger(shape, 1, 0));
      for (Layout layout : Layout.values()) {
        Separable bilinear = new Resize(layout, ResizeMethod.BILINEAR, false);
        one.check("twice", layout, bilinear, small, twice);
        one.check("resize", layout, bilinear, small, somewhat);
        one.check("edge", layout, new Pad(layout, PadMode.EDGE, 0, new int[0]), small, somewhat);
        Separable pad = new Pad(layout, PadMode.CONSTANT, 1.5, new int[0]);
        one.check("pad", layout, pad, small, somewhat);
        Separable area = new Resize(layout, ResizeMethod.AREA, false);
        one.check("area", layout, area, somewhat, small);
      }
    }
  }

  private static long[] larger(long[] shape, int times, int perAxis) {
    long[] larger = shape.clone();
    for (int axis = 2; axis < larger.length; axis++) {
      larger[axis] += times * larger[axis] + (long) perAxis * axis;
    }
    return larger;
  }

  private static INDArray fitted(Separable fit, INDArray map, INDArray like, Layout layout) {
    long[] shape = inLayout(like, layout).shape().clone();
    int channels = layout == Layout.CHANNELS_LAST ? shape.length - 1 : 1;
    shape[channels] = map.size(1);
    INDArray fitted = Nd4j.create(map.dataType(), shape);
    try (Session session = new Session()) {
      Once.run(session, fit::plan, Tensor.of(fitted), Tensor.of(inLayout(map, layout)));
    }
    return fitted;
  }

  /** The first input may be overwritten. */
  private static void checkInPlace(
      String name, Operation operation, INDArray expected, INDArray... inputs) {
    check(name, operation, expected, inputs);
    Tensor[] tensors = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      tensors[i] = Tensor.of(inputs[i].dup('c'));
    }
    try (Session session = new Session()) {
      Once.run(session, operation::plan, tensors[0], tensors);
    }
    assertEquals(expected, tensors[0].array(), name + " in place");
  }

  @Test
  void adds() {
    forAll(
        (name, layout, fit, small, large) -> {
          INDArray base = inLayout(large, layout);
          INDArray sum = base.add(fitted(fit, small, large, layout));
          String all = name + " " + layout;
          checkInPlace(all, new AddFitted(fit), sum, base, inLayout(small, layout));
        });
  }

  @Test
  void addsMasked() {
    forAll(
        (name, layout, fit, small, large) -> {
          INDArray base = inLayout(large, layout);
          INDArray detail = fitted(fit, small, large, layout);
          for (int repeated = 0; repeated < 1 << large.rank(); repeated++) {
            long[] shape = large.shape().clone();
            for (int axis = 0; axis < shape.length; axis++) {
              shape[axis] = (repeated >> axis & 1) == 1 ? 1 : shape[axis];
            }
            if (shape[shape.length - 1] < large.size(-1)) {
              continue; // is not fitted on the way
            }
            INDArray mask = inLayout(random(shape), layout);
            INDArray sum = base.add(detail.mul(mask.broadcast(base.shape())));
            String all = name + " " + layout + " mask " + mask.shapeInfoToString();
            Operation operation = new MaskedAddFitted(fit);
            checkInPlace(all, operation, sum, base, inLayout(small, layout), mask);
          }
        });
  }

  @Test
  void joinsGated() {
    forAll(
        (name, layout, fit, small, large) -> {
          long[] shape = large.shape().clone();
          shape[1] = 4;
          INDArray image = inLayout(random(shape), layout);
          shape[1] = 1;
          INDArray mask = inLayout(random(shape), layout);
          INDArray features = fitted(fit, small, large, layout);
          int channels = layout == Layout.CHANNELS_LAST ? shape.length - 1 : 1;
          INDArray closed = image.mul(mask.rsub(1).broadcast(image.shape()));
          INDArray open = features.mul(mask.broadcast(features.shape()));
          INDArray joined = Nd4j.concat(channels, closed, open);
          Operation operation = new GatedConcatFitted(layout, fit);
          check(name + " " + layout, operation, joined, image, inLayout(small, layout), mask);
        });
  }
}
