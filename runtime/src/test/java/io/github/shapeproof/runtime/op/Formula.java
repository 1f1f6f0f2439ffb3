package io.github.shapeproof.runtime.op;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays by a formula for each element: slow, and as close to the definition as can be. */
final class Formula {
  private Formula() {}

  /** An array whose element at each index is the formula's value there. */
  static INDArray array(long[] shape, ToDoubleFunction<long[]> formula) {
    INDArray array = Nd4j.create(DataType.DOUBLE, shape);
    each(shape, index -> array.putScalar(index, formula.applyAsDouble(index)));
    return array;
  }

  static INDArray random(Random random, long... shape) {
    return array(shape, index -> random.nextGaussian());
  }

  interface Visitor {
    void visit(long[] index);
  }

  /** Visits all indices of a shape in row-major order. */
  static void each(long[] shape, Visitor visitor) {
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    for (long i = 0; i < count; i++) {
      long[] index = new long[shape.length];
      long rest = i;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        index[axis] = rest % shape[axis];
        rest /= shape[axis];
      }
      visitor.visit(index);
    }
  }
}
