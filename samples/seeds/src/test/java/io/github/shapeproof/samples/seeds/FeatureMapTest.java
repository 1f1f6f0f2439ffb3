package io.github.shapeproof.samples.seeds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The loops, against numbers worked out by hand. */
class FeatureMapTest {
  private final FeatureMap square = map(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  private final INDArray bias = Nd4j.createFromArray(10f);

  @Test
  void resizesBetweenCenters() {
    assertArrayEquals(new double[] {0, 1, 3, 4}, map(1, 2, 0, 4).resize(1, 4).values());
  }

  @Test
  void averagesWhatLiesInside() {
    assertArrayEquals(new double[] {3, 4.5, 7.5, 9}, square.averagePoolSame(2, 2).values());
  }

  @Test
  void convolvesInStrides() {
    INDArray kernel = Nd4j.createFromArray(1f, 0f, 0f, 100f).reshape(2, 2, 1, 1);

    assertArrayEquals(
        new double[] {110, 310, 710, 915}, square.conv(kernel, bias, 2, 1, 2, 2).values());
  }

  @Test
  void spreadsTheKernel() {
    INDArray kernel = Nd4j.createFromArray(1f, 10f, 100f, 1000f).reshape(2, 2, 1, 1);

    assertArrayEquals(
        new double[] {11, 22, 30, 110, 1210, 2010},
        map(1, 2, 1, 2).deconv(kernel, bias, 1, 0, 2, 3).values());
  }

  private static FeatureMap map(int height, int width, double... values) {
    return new FeatureMap(1, height, width, 1, values);
  }
}
