package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Tensor;

/**
 * {@code base + mask * detail}, of the inputs base, detail and mask; dimensions of size 1 are
 * repeated. May overwrite an input.
 */
public final class MaskedAdd implements Operation {
  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    Elementwise.plan(plan, MaskedAdd::apply, out, inputs);
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    return inputs[0].add(inputs[2].multiply(inputs[1]));
  }

  private static void apply(Row result, Row[] others, Row spare, int count) {
    result.addProduct(0, others[0], 0, others[1], 0, count);
  }
}
