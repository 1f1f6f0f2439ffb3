package io.github.shapeproof.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes over what a user's own operation returned. It is copied, since it may be a view of a buffer
 * that other steps are going to overwrite.
 */
public final class CustomResult {
  private CustomResult() {}

  /**
   * Copies a result to where the plan wants it.
   *
   * @param field the tensor that the operation computes
   * @throws ShapeMismatchException if it is not of the declared shape and of the inputs' type
   */
  public static void copy(String field, @Nullable INDArray result, Tensor out) {
    String operation = "operation '" + field + "'";
    if (result == null) {
      throw new ShapeMismatchException(operation + " returned null");
    }
    if (result.wasClosed()) {
      throw new ShapeMismatchException(operation + " returned a closed array");
    }
    if (!Arrays.equals(result.shape(), out.shape()) || result.dataType() != out.type()) {
      throw new ShapeMismatchException(
          "%s must return %s but returned %s%s"
              .formatted(operation, out, result.dataType(), Arrays.toString(result.shape())));
    }
    out.array().assign(result);
  }
}
