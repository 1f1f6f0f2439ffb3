package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Tensor;

/** The mean of each channel's whole map; the result keeps the spatial axes as 1, or has none. */
public final class GlobalAvgPool implements Operation {
  private final Layout layout;

  public GlobalAvgPool(Layout layout) {
    this.layout = layout;
  }

  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    Tensor in = inputs[0];
    Tensor map = out.reshape(Binning.oneBin(in, layout));
    Separable.plan(plan, layout, map, in, null, Binning.AVERAGE.onAllAxes(in.rank() - 2));
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    GraphTensor mean = inputs[0].mean(GraphMaps.space(layout, inputs[0].rank()));
    return out.rank() == mean.rank() ? mean : mean.reshape(out);
  }
}
