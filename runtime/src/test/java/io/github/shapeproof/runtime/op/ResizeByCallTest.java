package io.github.shapeproof.runtime.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.ResizeMethod;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One operation and one session at many sizes, against the two resizes that are generated where the
 * sizes are known before: to the last bit.
 */
class ResizeByCallTest {
  /** Two channels-first maps each: from, and to. */
  private static final long[][][] CALLS = {
    {{2, 3, 5}, {2, 3, 9}},
    {{2, 3, 5}, {2, 3, 2}},
    {{2, 3, 5}, {2, 3, 5}},
    {{1, 4, 5, 5}, {1, 4, 9, 11}},
    {{1, 4, 5, 5}, {1, 4, 3, 2}},
    {{1, 4, 5, 5}, {1, 4, 3, 9}},
    {{2, 4, 7, 3}, {2, 4, 11, 2}},
    {{1, 4, 5, 5}, {1, 4, 5, 5}},
    {{1, 4, 5, 5}, {1, 4, 5, 8}},
    {{1, 4, 5, 5}, {1, 4, 2, 5}},
    {{1, 2, 3, 4, 5}, {1, 2, 5, 2, 5}},
    {{1, 2, 6, 4, 5}, {1, 2, 5, 9, 3}},
    {{1, 2, 3, 4, 5}, {1, 2, 3, 4, 5}},
    {{1, 32, 64, 64}, {1, 32, 32, 32}},
    {{1, 32, 64, 64}, {1, 32, 32, 100}},
    {{1, 2, 300, 40}, {1, 2, 70, 90}},
    {{1, 4, 5, 5}, {1, 4, 9, 11}},
  };

  private final Random random = new Random(11);

  @ParameterizedTest
  @EnumSource(Layout.class)
  void isTheTwoResizes(Layout layout) {
    Resize area = new Resize(layout, ResizeMethod.AREA, false);
    Resize bilinear = new Resize(layout, ResizeMethod.BILINEAR, false);
    ResizeByCall operation = new ResizeByCall(layout);
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      try (Session session = new Session();
          Session apart = new Session()) {
        for (long[][] call : CALLS) {
          INDArray in =
              OperationCheck.inLayout(Formula.random(random, call[0]), layout).castTo(type);
          long[] to = OperationCheck.inLayout(Nd4j.create(type, call[1]), layout).shape();
          long[] smaller = to.clone();
          Arrays.setAll(smaller, axis -> Math.min(to[axis], in.size(axis)));
          INDArray before = in.dup();
          INDArray middle = Nd4j.create(type, smaller);
          INDArray expected = Nd4j.create(type, to);
          Once.run(apart, area::plan, Tensor.of(middle), Tensor.of(in));
          Once.run(apart, bilinear::plan, Tensor.of(expected), Tensor.of(middle));
          INDArray out = Nd4j.create(type, to);
          Once.run(session, operation::plan, Tensor.of(out), Tensor.of(in));
          String name = type + " " + Arrays.deepToString(call);
          assertArrayEquals(expected.data().asDouble(), out.data().asDouble(), name);
          assertArrayEquals(before.data().asDouble(), in.data().asDouble(), name);
        }
      }
    }
  }
}
