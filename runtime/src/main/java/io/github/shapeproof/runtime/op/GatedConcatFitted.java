package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Tensor;

/**
 * As {@link GatedConcat}, of the inputs image, features and mask, with the features resized or
 * padded to the size of the image on the way.
 */
public final class GatedConcatFitted implements Operation {
  private final Layout layout;
  private final Separable fit;

  /**
   * @param fit what is done with the features first
   */
  public GatedConcatFitted(Layout layout, Separable fit) {
    this.layout = layout;
    this.fit = fit;
  }

  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    Tensor left = GatedConcat.left(layout, out, inputs[0]);
    Tensor right = GatedConcat.right(layout, out, inputs[0]);
    Rows mask = fit.rowsOfMask(inputs[2], right);
    if (layout == Layout.CHANNELS_LAST) {
      fit.plan(plan, right, inputs[1], new Gate(fit.rows(out), fit.rows(inputs[0]), mask));
    } else {
      GatedConcat.close(plan, left, inputs[0], inputs[2]);
      fit.plan(plan, right, inputs[1], new Blend(fit.rows(right), null, mask));
    }
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    GraphTensor features = fit.define(out, inputs[1]);
    return new GatedConcat(layout).define(out, inputs[0], features, inputs[2]);
  }
}
