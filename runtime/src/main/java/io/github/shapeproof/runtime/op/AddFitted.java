package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Tensor;

/**
 * Adds to a tensor another one that is resized or padded to its size on the way. May overwrite the
 * first.
 */
public final class AddFitted implements Operation {
  private final Separable fit;

  /**
   * @param fit what is done with the second input before it is added
   */
  public AddFitted(Separable fit) {
    this.fit = fit;
  }

  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    Finish sum = new Blend(fit.rows(out), fit.rows(inputs[0]), null);
    fit.plan(plan, out, inputs[1], sum);
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    return inputs[0].add(fit.define(out, inputs[1]));
  }
}
