package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.runtime.op.OperationCheck.check;
import static io.github.shapeproof.runtime.op.OperationCheck.inLayout;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Tensor;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's average pool where it takes the place of our loops, against means by definition. */
final class OneDnnAverageTest {
  private static final int CASES = 150;

  private final Random random = new Random(11);

  /** Windows of an axis; those of the edges are shorter, or end before the axis does. */
  private record Axis(int in, int out, int kernel, int stride, int padding) {
    int from(long x) {
      return (int) Math.max(0, x * stride - padding);
    }

    int to(long x) {
      return (int) Math.min(in, x * stride - padding + kernel);
    }

    Taps taps() {
      Taps.Builder taps = Taps.sums(out);
      for (int x = 0; x < out; x++) {
        for (int i = from(x); i < to(x); i++) {
          taps.tap(i, 1.0 / (to(x) - from(x)));
        }
        taps.end();
      }
      return taps.build();
    }
  }

  private Axis axis() {
    int kernel = 1 + random.nextInt(6);
    int stride = 1 + random.nextInt(5);
    int padding = random.nextInt(kernel / 2 + 1);
    int in = Math.max(1, kernel - 2 * padding) + random.nextInt(20);
    int even = (in + 2 * padding - kernel) / stride + 1;
    boolean isMore = even * stride - padding < in && random.nextInt(4) == 0;
    return new Axis(in, isMore ? even + 1 : even, kernel, stride, padding);
  }

  @Test
  void averagesByDefinition() {
    AtomicInteger calls = new AtomicInteger();
    for (int i = 0; i < CASES; i++) {
      Axis rows = axis();
      Axis columns = axis();
      INDArray x = Formula.random(random, 2, 1 + random.nextInt(20), rows.in, columns.in);
      INDArray y =
          Formula.array(
              new long[] {2, x.size(1), rows.out, columns.out}, at -> mean(rows, columns, x, at));
      for (Layout layout : Layout.values()) {
        check(
            rows + " " + columns + " " + layout,
            (plan, to, inputs) -> {
              Taps down = rows.taps();
              Taps across = columns.taps();
              if (OneDnnAverage.pool(plan, layout, down, across, inputs[0], to)) {
                calls.incrementAndGet();
              } else {
                Separable.plan(plan, layout, to, inputs[0], null, (n, m) -> down, (n, m) -> across);
              }
            },
            inLayout(y, layout),
            inLayout(x, layout));
      }
    }
    assertTrue(calls.get() > CASES, "only " + calls + " calls");
  }

  @ParameterizedTest
  @EnumSource
  void largeAdaptivePoolsAreMeansToo(Layout layout) {
    Axis axis = new Axis(19, 5, 5, 4, 1);
    INDArray x = Formula.random(random, 1, 400, 19, 19);
    INDArray y = Formula.array(new long[] {1, 400, 5, 5}, at -> mean(axis, axis, x, at));
    assertTrue(OneDnnAverage.isBetter(layout, Tensor.of(inLayout(x, layout))));
    check("adaptive", new AdaptiveAvgPool(layout), inLayout(y, layout), inLayout(x, layout));
  }

  private static double mean(Axis rows, Axis columns, INDArray x, long[] at) {
    double sum = 0;
    int count = 0;
    for (int i = rows.from(at[2]); i < rows.to(at[2]); i++) {
      for (int j = columns.from(at[3]); j < columns.to(at[3]); j++, count++) {
        sum += x.getDouble(at[0], at[1], i, j);
      }
    }
    return sum / count;
  }

  @Test
  void takesNoOtherWindows() {
    Taps uneven =
        Taps.sums(2)
            .tap(0, 0.5)
            .tap(1, 0.5)
            .end()
            .tap(1, 0.5)
            .tap(2, 0.5)
            .tap(3, 0.5)
            .end()
            .build();
    Taps dilated = Taps.sums(1).tap(0, 0.5).tap(2, 0.5).end().build();
    Taps blend = Taps.sums(1).tap(0, 0.25).tap(1, 0.75).end().build();
    Taps countsPadding = Taps.sums(1).tap(0, 0.5).end().build();
    Taps nothing = Taps.sums(1).end().build();
    Taps maximum = Taps.maxima(2).tap(0, 1).tap(1, 1).end().tap(2, 1).tap(3, 1).end().build();
    for (Taps taps : List.of(uneven, dilated, blend, countsPadding, nothing, maximum)) {
      assertFalse(pools(taps, Nd4j.ones(DataType.FLOAT, 1, 4, 4, 3)));
    }
    Taps pairs = new Axis(4, 2, 2, 2, 0).taps();
    assertTrue(pools(pairs, Nd4j.ones(DataType.FLOAT, 1, 4, 4, 3)));
    assertFalse(pools(pairs, Nd4j.ones(DataType.DOUBLE, 1, 4, 4, 3)));
  }

  private static boolean pools(Taps taps, INDArray map) {
    try (Session session = new Session()) {
      Tensor out =
          Tensor.of(Nd4j.zeros(map.dataType(), map.size(0), taps.outputs(), taps.outputs(), 3));
      AtomicBoolean pools = new AtomicBoolean();
      Once.run(
          session,
          (plan, to, in) ->
              pools.set(OneDnnAverage.pool(plan, Layout.CHANNELS_LAST, taps, taps, in[0], to)),
          out,
          Tensor.of(map));
      return pools.get();
    }
  }
}
