package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Tensor;

/**
 * Matrix products, written straight into a part of a larger tensor.
 *
 * <p>Each matrix is a tensor of rank 2; its rows may lie apart, which BLAS takes as the leading
 * dimension. OpenBLAS, which {@code nd4j-native} brings, is called on bare pointers. With another
 * backend the product goes through ND4J's arrays.
 */
final class Gemm {
  private static final boolean OPEN_BLAS = OpenBlas.isPresent();

  private Gemm() {}

  /** Adds a step to a plan: see {@link #multiply}. */
  static void plan(
      Plan plan,
      Tensor a,
      boolean transposeA,
      Tensor b,
      boolean transposeB,
      Tensor c,
      boolean add) {
    plan.step(() -> multiply(a, transposeA, b, transposeB, c, add));
  }

  /** {@code c = a b}, or {@code c += a b}; {@code a} and {@code b} as they are, or transposed. */
  static void multiply(
      Tensor a, boolean transposeA, Tensor b, boolean transposeB, Tensor c, boolean add) {
    if (OPEN_BLAS) {
      OpenBlas.multiply(a, transposeA, b, transposeB, c, add);
    } else {
      multiplyArrays(a, transposeA, b, transposeB, c, add);
    }
  }

  static void multiplyArrays(
      Tensor a, boolean transposeA, Tensor b, boolean transposeB, Tensor c, boolean add) {
    var left = transposeA ? a.array().transpose() : a.array();
    var right = transposeB ? b.array().transpose() : b.array();
    try (var product = left.mmul(right)) {
      if (add) {
        c.array().addi(product);
      } else {
        c.array().assign(product);
      }
    }
  }
}
