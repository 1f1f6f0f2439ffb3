package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.runtime.op.OperationCheck.check;
import static io.github.shapeproof.runtime.op.OperationCheck.inLayout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Normalizations against mean and variance as the definitions have them. */
class NormalizationTest {
  private static final long[][] SHAPES = {
    {3, 6}, {2, 6, 5}, {2, 6, 3, 5}, {1, 6, 3, 2, 4}, {2, 600, 9, 1}, {1, 6, 99, 101}
  };

  private final Random random = new Random(7);

  @ParameterizedTest
  @EnumSource
  void batchNormUsesTheStatisticsGiven(Layout layout) {
    for (long[] shape : SHAPES) {
      INDArray x = Naive.random(random, shape);
      INDArray gamma = Naive.random(random, shape[1]);
      INDArray beta = Naive.random(random, shape[1]);
      INDArray mean = Naive.random(random, shape[1]);
      INDArray variance = Naive.random(random, shape[1]);
      variance.muli(variance).addi(0.1);
      INDArray y = Nd4j.zeros(DataType.DOUBLE, shape);
      for (long[] at : Naive.indices(shape)) {
        double centered = x.getDouble(at) - mean.getDouble(at[1]);
        double unit = centered / Math.sqrt(variance.getDouble(at[1]) + 1e-5);
        y.putScalar(at, gamma.getDouble(at[1]) * unit + beta.getDouble(at[1]));
      }
      Operation operation = new BatchNorm(layout);
      check(
          "batch " + layout,
          operation,
          inLayout(y, layout),
          inLayout(x, layout),
          gamma,
          beta,
          mean,
          variance);
    }
  }

  @ParameterizedTest
  @EnumSource
  void layerNormNormalizesTheChannelsOfEachPosition(Layout layout) {
    for (long[] shape : SHAPES) {
      normalizes(new LayerNorm(layout), layout, shape, NormalizationTest::position);
    }
  }

  @ParameterizedTest
  @EnumSource
  void layerNormTakesNoHeapForACall(Layout layout) {
    INDArray x = inLayout(Naive.random(random, 1, 8, 100, 100), layout);
    long bytes =
        Once.heapOfACall(
            new LayerNorm(layout)::plan,
            Tensor.of(x.dup()),
            Tensor.of(x),
            Tensor.of(Naive.random(random, 8)),
            Tensor.of(Naive.random(random, 8)));
    assertTrue(bytes < 10_000, () -> bytes + " bytes");
  }

  @ParameterizedTest
  @EnumSource
  void instanceNormNormalizesEachChannelOfEachExample(Layout layout) {
    // The first shape has no space.
    for (long[] shape : Arrays.copyOfRange(SHAPES, 1, SHAPES.length)) {
      normalizes(new InstanceNorm(layout), layout, shape, at -> List.of(at[0], at[1]));
    }
  }

  @ParameterizedTest
  @EnumSource
  void groupNormNormalizesNeighboringChannels(Layout layout) {
    for (long[] shape : SHAPES) {
      long size = shape[1] / 3;
      normalizes(new GroupNorm(layout, 3), layout, shape, at -> List.of(at[0], at[1] / size));
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepTheDigitsOfElementsFarFromZero(Layout layout) {
    for (long[] shape : SHAPES) {
      INDArray x = Nd4j.zeros(DataType.DOUBLE, shape);
      for (long[] at : Naive.indices(shape)) {
        x.putScalar(at, 100_000 + random.nextInt(64) / 64.0);
      }
      INDArray gamma = Naive.random(random, shape[1]);
      INDArray beta = Naive.random(random, shape[1]);
      INDArray y = normalized(x, gamma, beta, at -> List.of(at[0], at[1] / 2));
      runs(new GroupNorm(layout, (int) shape[1] / 2), layout, y, x, gamma, beta);
      INDArray mean = Nd4j.valueArrayOf(new long[] {shape[1]}, 100_000.25, DataType.DOUBLE);
      INDArray variance = Nd4j.valueArrayOf(new long[] {shape[1]}, 0.0625, DataType.DOUBLE);
      for (long[] at : Naive.indices(shape)) {
        double unit = (x.getDouble(at) - 100_000.25) / Math.sqrt(0.0625 + 1e-5);
        y.putScalar(at, gamma.getDouble(at[1]) * unit + beta.getDouble(at[1]));
      }
      runs(new BatchNorm(layout), layout, y, x, gamma, beta, mean, variance);
      y = normalized(x, gamma, beta, NormalizationTest::position);
      runs(new LayerNorm(layout), layout, y, x, gamma, beta);
    }
  }

  @ParameterizedTest
  @EnumSource
  void makeBetaOfEqualElements(Layout layout) {
    for (long[] shape : SHAPES) {
      INDArray x = Nd4j.valueArrayOf(shape, 1e6, DataType.DOUBLE);
      INDArray gamma = Naive.random(random, shape[1]);
      INDArray beta = Naive.random(random, shape[1]);
      INDArray y = normalized(x, gamma, beta, at -> 0);
      runs(new LayerNorm(layout), layout, y, x, gamma, beta);
      runs(new GroupNorm(layout, 3), layout, y, x, gamma, beta);
      runs(new InstanceNorm(layout), layout, y, x, gamma, beta);
    }
  }

  private static void runs(
      Operation operation, Layout layout, INDArray y, INDArray x, INDArray... weights) {
    INDArray[] inputs = new INDArray[weights.length + 1];
    inputs[0] = inLayout(x, layout);
    System.arraycopy(weights, 0, inputs, 1, weights.length);
    String name = operation.getClass().getSimpleName() + " " + layout;
    check(name, operation::plan, inLayout(y, layout), inputs);
  }

  /**
   * @param set equal for elements that share mean and variance
   */
  private void normalizes(
      Operation operation, Layout layout, long[] shape, Function<long[], Object> set) {
    INDArray x = Naive.random(random, shape).addi(3);
    INDArray gamma = Naive.random(random, shape[1]);
    INDArray beta = Naive.random(random, shape[1]);
    INDArray y = normalized(x, gamma, beta, set);
    String name = operation.getClass().getSimpleName() + " " + layout;
    check(name, operation, inLayout(y, layout), inLayout(x, layout), gamma, beta);
  }

  private static INDArray normalized(
      INDArray x, INDArray gamma, INDArray beta, Function<long[], Object> set) {
    Map<Object, List<Double>> sets = new HashMap<>();
    for (long[] at : Naive.indices(x.shape())) {
      sets.computeIfAbsent(set.apply(at), key -> new ArrayList<>()).add(x.getDouble(at));
    }
    Map<Object, double[]> moments = new HashMap<>();
    sets.forEach((key, values) -> moments.put(key, moments(values)));
    INDArray y = Nd4j.zeros(DataType.DOUBLE, x.shape());
    for (long[] at : Naive.indices(x.shape())) {
      double[] moment = moments.get(set.apply(at));
      double unit = (x.getDouble(at) - moment[0]) / Math.sqrt(moment[1] + 1e-5);
      y.putScalar(at, gamma.getDouble(at[1]) * unit + beta.getDouble(at[1]));
    }
    return y;
  }

  private static Object position(long[] at) {
    long[] position = at.clone();
    position[1] = 0;
    return Arrays.toString(position);
  }

  private static double[] moments(List<Double> values) {
    double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
    double variance =
        values.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow();
    return new double[] {mean, variance};
  }
}
