package io.github.shapeproof.runtime.op;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

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

  static void multiply(
      Tensor a, boolean transposeA, Tensor b, boolean transposeB, Tensor c, boolean add) {
    int rows = Math.toIntExact(c.size(0));
    int columns = Math.toIntExact(c.size(1));
    int depth = Math.toIntExact(a.size(transposeA ? 0 : 1));
    int aStride = leading(a);
    int bStride = leading(b);
    int cStride = leading(c);
    int aOrder = transposeA ? CblasTrans : CblasNoTrans;
    int bOrder = transposeB ? CblasTrans : CblasNoTrans;
    if (c.type() == DataType.FLOAT) {
      openblas_nolapack.cblas_sgemm(
          CblasRowMajor,
          aOrder,
          bOrder,
          rows,
          columns,
          depth,
          1,
          (FloatPointer) a.pointer(0),
          aStride,
          (FloatPointer) b.pointer(0),
          bStride,
          add ? 1 : 0,
          (FloatPointer) c.pointer(0),
          cStride);
    } else {
      openblas_nolapack.cblas_dgemm(
          CblasRowMajor,
          aOrder,
          bOrder,
          rows,
          columns,
          depth,
          1,
          (DoublePointer) a.pointer(0),
          aStride,
          (DoublePointer) b.pointer(0),
          bStride,
          add ? 1 : 0,
          (DoublePointer) c.pointer(0),
          cStride);
    }
    Reference.reachabilityFence(a);
    Reference.reachabilityFence(b);
    Reference.reachabilityFence(c);
  }

  /** The stride of a matrix's rows; one row alone has none of its own. */
  private static int leading(Tensor matrix) {
    return Math.toIntExact(Math.max(matrix.size(0) == 1 ? 0 : matrix.stride(0), matrix.size(1)));
  }
}
