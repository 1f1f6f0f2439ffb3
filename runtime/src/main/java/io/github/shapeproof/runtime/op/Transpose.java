package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Tensor;

/** The same elements with the axes in another order. Inputs: x. */
public final class Transpose implements Operation {
  private final int[] order;

  /**
   * A reordering.
   *
   * @param order for each axis of the result the axis of the input that it is
   */
  public Transpose(int... order) {
    this.order = order.clone();
  }

  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    Move.permuted(plan, out, inputs[0], order);
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    return inputs[0].permute(order);
  }
}
