package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.runtime.op.OperationCheck.check;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.runtime.Tensor;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DenseTest {
  private final Random random = new Random(5);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mapsTheLastDimension(boolean bias) {
    for (long[] shape : new long[][] {{1, 7}, {4, 7}, {2, 3, 7}, {2, 3, 4, 7}}) {
      INDArray x = Naive.random(random, shape);
      INDArray kernel = Naive.random(random, 7, 5);
      INDArray terms = Naive.random(random, 5);
      long[] result = shape.clone();
      result[shape.length - 1] = 5;
      INDArray y = Nd4j.zeros(DataType.DOUBLE, result);
      for (long[] at : Naive.indices(result)) {
        double sum = bias ? terms.getDouble(at[at.length - 1]) : 0;
        long[] from = at.clone();
        for (int i = 0; i < 7; i++) {
          from[at.length - 1] = i;
          sum += x.getDouble(from) * kernel.getDouble(i, at[at.length - 1]);
        }
        y.putScalar(at, sum);
      }
      if (bias) {
        check("dense with bias", new Dense(), y, x, kernel, terms);
      } else {
        check("dense", new Dense(), y, x, kernel);
      }
    }
  }

  /** The way without OpenBLAS gives the same. */
  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void productsOfArraysAgreeWithBlas(boolean transposeA, boolean transposeB) {
    INDArray a = transposeA ? Naive.random(random, 4, 3) : Naive.random(random, 3, 4);
    INDArray b = transposeB ? Naive.random(random, 5, 4) : Naive.random(random, 4, 5);
    for (boolean add : new boolean[] {false, true}) {
      INDArray expected = Nd4j.ones(DataType.DOUBLE, 3, 9);
      INDArray result = expected.dup();
      Tensor left = Tensor.of(a);
      Tensor right = Tensor.of(b);
      Gemm.multiply(left, transposeA, right, transposeB, Tensor.of(expected).slice(1, 2, 7), add);
      Gemm.multiplyArrays(
          left, transposeA, right, transposeB, Tensor.of(result).slice(1, 2, 7), add);
      assertEquals(expected, result);
    }
  }
}
