package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Scratch.OffHeap;
import io.github.shapeproof.runtime.Tensor;

/** The same elements, in row-major order, in the shape of the result; flattening too. */
public final class Reshape implements Operation {
  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    Tensor in = inputs[0];
    if (in.canReshape(out.shape())) {
      Move.copy(plan, out, in.reshape(out.shape()));
    } else if (out.canReshape(in.shape())) {
      Move.copy(plan, out.reshape(in.shape()), in);
    } else {
      Tensor packed = plan.scratch(OffHeap.INPUT, in.type(), in.shape());
      Move.copy(plan, packed, in);
      Move.copy(plan, out, packed.reshape(out.shape()));
    }
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    return inputs[0].reshape(out);
  }
}
