package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Tensor;

/**
 * As {@link MaskedAdd}, of the inputs base, detail and mask, with the detail resized or padded to
 * the size of the base on the way. The mask is as wide as the base. May overwrite the base.
 */
public final class MaskedAddFitted implements Operation {
  private final Separable fit;

  /**
   * @param fit what is done with the detail first
   */
  public MaskedAddFitted(Separable fit) {
    this.fit = fit;
  }

  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    Rows factor = fit.rowsOfMask(inputs[2], out);
    fit.plan(plan, out, inputs[1], new Blend(fit.rows(out), fit.rows(inputs[0]), factor));
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    return inputs[0].add(inputs[2].multiply(fit.define(out, inputs[1])));
  }
}
