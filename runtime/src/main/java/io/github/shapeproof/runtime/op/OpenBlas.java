package io.github.shapeproof.runtime.op;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemv;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import io.github.shapeproof.runtime.Tensor;
import java.lang.ref.Reference;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.api.buffer.DataType;

/** The only class that knows OpenBLAS, so that the runtime also loads where it is missing. */
final class OpenBlas {
  private OpenBlas() {}

  /** Whether the library is on the class path and its natives load. */
  static boolean isPresent() {
    try {
      Loader.load(openblas_nolapack.class);
      return true;
    } catch (LinkageError missing) {
      return false;
    }
  }

  /**
   * {@code c = a b}, or {@code c += a b}. Where {@code c} is one row or one column, a product of
   * matrix and vector is up to ten times as fast.
   */
  static void multiply(
      Tensor a, boolean transposeA, Tensor b, boolean transposeB, Tensor c, boolean add) {
    try {
      if (c.size(0) == 1) {
        int step = transposeA ? leading(a) : 1;
        multiplyVector(b, !transposeB, a, step, c, 1, add);
      } else if (c.size(1) == 1) {
        int step = transposeB ? 1 : leading(b);
        multiplyVector(a, transposeA, b, step, c, leading(c), add);
      } else {
        multiplyMatrices(a, transposeA, b, transposeB, c, add);
      }
    } finally {
      Reference.reachabilityFence(a);
      Reference.reachabilityFence(b);
      Reference.reachabilityFence(c);
    }
  }

  private static void multiplyMatrices(
      Tensor a, boolean transposeA, Tensor b, boolean transposeB, Tensor c, boolean add) {
    int rows = Math.toIntExact(c.size(0));
    int columns = Math.toIntExact(c.size(1));
    int depth = Math.toIntExact(a.size(transposeA ? 0 : 1));
    if (c.type() == DataType.FLOAT) {
      cblas_sgemm(
          CblasRowMajor,
          order(transposeA),
          order(transposeB),
          rows,
          columns,
          depth,
          1,
          (FloatPointer) a.pointer(),
          leading(a),
          (FloatPointer) b.pointer(),
          leading(b),
          add ? 1 : 0,
          (FloatPointer) c.pointer(),
          leading(c));
    } else {
      cblas_dgemm(
          CblasRowMajor,
          order(transposeA),
          order(transposeB),
          rows,
          columns,
          depth,
          1,
          (DoublePointer) a.pointer(),
          leading(a),
          (DoublePointer) b.pointer(),
          leading(b),
          add ? 1 : 0,
          (DoublePointer) c.pointer(),
          leading(c));
    }
  }

  /** {@code y = matrix x}, where elements of the vectors lie steps apart. */
  private static void multiplyVector(
      Tensor matrix, boolean transpose, Tensor x, int xStep, Tensor y, int yStep, boolean add) {
    int rows = Math.toIntExact(matrix.size(0));
    int columns = Math.toIntExact(matrix.size(1));
    if (y.type() == DataType.FLOAT) {
      cblas_sgemv(
          CblasRowMajor,
          order(transpose),
          rows,
          columns,
          1,
          (FloatPointer) matrix.pointer(),
          leading(matrix),
          (FloatPointer) x.pointer(),
          xStep,
          add ? 1 : 0,
          (FloatPointer) y.pointer(),
          yStep);
    } else {
      cblas_dgemv(
          CblasRowMajor,
          order(transpose),
          rows,
          columns,
          1,
          (DoublePointer) matrix.pointer(),
          leading(matrix),
          (DoublePointer) x.pointer(),
          xStep,
          add ? 1 : 0,
          (DoublePointer) y.pointer(),
          yStep);
    }
  }

  private static int order(boolean transpose) {
    return transpose ? CblasTrans : CblasNoTrans;
  }

  /** The stride of a matrix's rows; one row alone has none of its own. */
  private static int leading(Tensor matrix) {
    return Math.toIntExact(Math.max(matrix.size(0) == 1 ? 0 : matrix.stride(0), matrix.size(1)));
  }
}
