package io.github.shapeproof.runtime.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.PoolKind;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Sums of so many terms that a sum of FLOATs loses digits, and what their tables take. */
class LongAxesTest {
  private static final double TOLERANCE = 2e-6;

  private static INDArray run(Operation operation, INDArray x, long... shape) {
    INDArray y = Nd4j.create(DataType.FLOAT, shape);
    try (Session session = new Session()) {
      Once.run(session, operation::plan, Tensor.of(y), Tensor.of(x));
    }
    return y;
  }

  /** The mean of equal elements is each of them, whatever the lengths of the axes. */
  @ParameterizedTest
  @EnumSource(Layout.class)
  void meansOfEqualElements(Layout layout) {
    long[][] maps = {
      {16_000},
      {48_000},
      {1_000_000},
      {200_000, 2},
      {2, 200_000},
      {5_000, 200},
      {1_200, 1_100},
      {40_000, 60},
      {2, 3, 50_000},
      {50_000, 3, 2},
    };
    for (long[] map : maps) {
      for (int channels : new int[] {1, 2, 7}) {
        for (double element : new double[] {0.3, 0.5, 0.7}) {
          String name = channels + " of " + element + " in " + Arrays.toString(map) + ", " + layout;
          long[] shape = shape(layout, channels, map);
          INDArray x = Nd4j.valueArrayOf(shape, element, DataType.FLOAT);
          INDArray y = run(new GlobalAvgPool(layout), x, 1, channels);
          double expected = (float) element;
          assertEquals(expected, y.minNumber().doubleValue(), expected * TOLERANCE, name);
          assertEquals(expected, y.maxNumber().doubleValue(), expected * TOLERANCE, name);
        }
      }
    }
  }

  private static long[] shape(Layout layout, int channels, long... map) {
    long[] shape = new long[map.length + 2];
    boolean last = layout == Layout.CHANNELS_LAST;
    System.arraycopy(map, 0, shape, last ? 1 : 2, map.length);
    shape[0] = 1;
    shape[last ? map.length + 1 : 1] = channels;
    return shape;
  }

  /** One logit above many: their probabilities are 1 together. */
  @Test
  void softmaxOfManyChannels() {
    int channels = 256_001;
    double others = (channels - 1) * Math.exp(-0.7f);
    for (int columns : new int[] {1, 3}) {
      INDArray x = Nd4j.valueArrayOf(new long[] {1, channels, columns}, -0.7, DataType.FLOAT);
      for (int column = 0; column < columns; column++) {
        x.putScalar(0, 0, column, 0);
      }
      Operation softmax = new Activation(Layout.CHANNELS_FIRST, ActivationKind.SOFTMAX);
      INDArray y = run(softmax, x, x.shape());
      for (int column = 0; column < columns; column++) {
        double expected = 1 / (1 + others);
        assertEquals(expected, y.getDouble(0, 0, column), expected * TOLERANCE);
        expected *= Math.exp(-0.7f);
        assertEquals(expected, y.getDouble(0, channels - 1, column), expected * TOLERANCE);
      }
    }
  }

  /** A table for each tap of each element would take more than the map, and longer to make. */
  @ParameterizedTest
  @EnumSource(PoolKind.class)
  void longWindowsOfNarrowColumnsHaveNoTables(PoolKind kind) {
    Binning bins = kind == PoolKind.MAX ? Binning.MAXIMUM : Binning.AVERAGE;
    for (int length : new int[] {16_000, 480_000}) {
      for (int channels : new int[] {2, 64}) {
        assertEquals(0, elements(bins.taps(length, 1), length, channels));
        assertEquals(0, elements(bins.taps(length, 10), length, channels));
      }
    }
  }

  @Test
  void tablesOfLongLinesAreBounded() {
    int inputs = 48_000;
    for (int kernel : new int[] {3, 100}) {
      Taps.Builder taps = Taps.sums(inputs - kernel + 1);
      for (int x = 0; x + kernel <= inputs; x++) {
        for (int i = x; i < x + kernel; i++) {
          taps.tap(i, 1.0 / kernel);
        }
        taps.end();
      }
      long elements = elements(taps.build(), inputs, kernel == 3 ? 64 : 1);
      assertTrue(elements <= 1 << 22, kernel + " taps: " + elements + " elements");
    }
  }

  private static long elements(Taps taps, int inputs, int channels) {
    return new Columns(taps, inputs, channels, 1, DataType.FLOAT).elements();
  }
}
