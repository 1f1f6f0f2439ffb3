package io.github.shapeproof.runtime.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Pools over more elements than are loaded at a time. */
class LargeMapsTest {
  private static final double TOLERANCE = 1e-4;

  private static INDArray run(Operation pool, INDArray x, long... shape) {
    INDArray y = Nd4j.create(DataType.FLOAT, shape);
    try (Session session = new Session()) {
      Once.run(session, pool::plan, Tensor.of(y), Tensor.of(x));
    }
    return y;
  }

  @Test
  void aWholeLargeMapChannelsLast() {
    Nd4j.getRandom().setSeed(1);
    INDArray x = Nd4j.rand(DataType.FLOAT, 1, 1100, 500, 3);
    INDArray mean = run(new AdaptiveAvgPool(Layout.CHANNELS_LAST), x, 1, 1, 1, 3);
    INDArray max = run(new AdaptiveMaxPool(Layout.CHANNELS_LAST), x, 1, 1, 1, 3);
    for (int c = 0; c < 3; c++) {
      INDArray channel =
          x.get(
                  NDArrayIndex.point(0),
                  NDArrayIndex.all(),
                  NDArrayIndex.all(),
                  NDArrayIndex.point(c))
              .dup();
      assertEquals(channel.meanNumber().doubleValue(), mean.getDouble(0, 0, 0, c), TOLERANCE);
      assertEquals(channel.maxNumber().doubleValue(), max.getDouble(0, 0, 0, c), 0);
    }
  }

  @Test
  void halvesOfANarrowLongMapChannelsFirst() {
    Nd4j.getRandom().setSeed(1);
    INDArray x = Nd4j.rand(DataType.FLOAT, 1, 2, 120_000, 20);
    INDArray mean = run(new AdaptiveAvgPool(Layout.CHANNELS_FIRST), x, 1, 2, 2, 20);
    INDArray max = run(new AdaptiveMaxPool(Layout.CHANNELS_FIRST), x, 1, 2, 2, 20);
    for (int half = 0; half < 2; half++) {
      INDArray rows =
          x.get(
                  NDArrayIndex.point(0),
                  NDArrayIndex.point(1),
                  NDArrayIndex.interval(half * 60_000L, (half + 1) * 60_000L),
                  NDArrayIndex.point(7))
              .dup();
      assertEquals(rows.meanNumber().doubleValue(), mean.getDouble(0, 1, half, 7), TOLERANCE);
      assertEquals(rows.maxNumber().doubleValue(), max.getDouble(0, 1, half, 7), 0);
    }
  }
}
