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

  /** Matrices, rows and columns; what was there before does not matter unless it is added to. */
  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void productsOfBothWaysAgree(boolean transposeA, boolean transposeB) {
    for (int rows : new int[] {1, 3}) {
      for (int columns : new int[] {1, 5}) {
        Tensor a = matrix(rows, 4, transposeA);
        Tensor b = matrix(4, columns, transposeB);
        for (boolean add : new boolean[] {false, true}) {
          INDArray expected = Nd4j.valueArrayOf(new long[] {rows, 9}, add ? 1 : Double.NaN);
          expected = expected.castTo(DataType.DOUBLE);
          INDArray result = expected.dup();
          Tensor expectedPart = Tensor.of(expected).slice(1, 2, 2 + columns);
          Gemm.multiplyArrays(a, transposeA, b, transposeB, expectedPart, add);
          Tensor part = Tensor.of(result).slice(1, 2, 2 + columns);
          Gemm.multiply(a, transposeA, b, transposeB, part, add);
          for (long[] at : Naive.indices(rows, 9)) {
            assertEquals(expected.getDouble(at), result.getDouble(at), 1e-12);
          }
        }
      }
    }
  }

  /** A part of a larger matrix. */
  private Tensor matrix(int rows, int columns, boolean transposed) {
    int height = transposed ? columns : rows;
    int width = transposed ? rows : columns;
    return Tensor.of(Naive.random(random, height, width + 3)).slice(1, 1, 1 + width);
  }
}
