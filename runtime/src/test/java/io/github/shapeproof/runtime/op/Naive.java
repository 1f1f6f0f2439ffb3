package io.github.shapeproof.runtime.op;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What loops written from the formulas need. */
final class Naive {
  private Naive() {}

  /** Normally distributed, DOUBLE. */
  static INDArray random(Random random, long... shape) {
    double[] data = new double[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    Arrays.setAll(data, i -> random.nextGaussian());
    return Nd4j.create(data, shape, DataType.DOUBLE);
  }

  /** Every index of a shape, in row-major order. */
  static Iterable<long[]> indices(long... shape) {
    int length = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return () -> IntStream.range(0, length).mapToObj(flat -> index(shape, flat)).iterator();
  }

  private static long[] index(long[] shape, int flat) {
    long[] index = new long[shape.length];
    long rest = flat;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return index;
  }
}
