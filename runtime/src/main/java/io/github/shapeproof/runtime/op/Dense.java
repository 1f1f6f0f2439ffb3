package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Scratch.OffHeap;
import io.github.shapeproof.runtime.Tensor;

/**
 * A linear map of the last dimension: {@code y = x · kernel + bias}.
 *
 * <p>Inputs: x {@code [..., in]}; kernel {@code [in, out]}; and perhaps bias {@code [out]}.
 */
public final class Dense implements Operation {
  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    long in = inputs[1].size(0);
    long units = inputs[1].size(1);
    long rows = out.length() / units;
    Tensor x = Matrices.reshaped(plan, OffHeap.INPUT, inputs[0], rows, in);
    Tensor kernel = Matrices.reshaped(plan, OffHeap.KERNEL, inputs[1], in, units);
    Tensor bias = inputs.length > 2 ? inputs[2] : null;
    Matrices.compute(
        plan,
        OffHeap.RESULT,
        out,
        new long[] {rows, units},
        result -> {
          boolean add = Matrices.fill(plan, Layout.CHANNELS_LAST, result, bias);
          Gemm.plan(plan, x, false, kernel, false, result, add);
        });
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    GraphTensor product = inputs[0].matmul(inputs[1]);
    return inputs.length > 2 ? product.add(inputs[2]) : product;
  }
}
