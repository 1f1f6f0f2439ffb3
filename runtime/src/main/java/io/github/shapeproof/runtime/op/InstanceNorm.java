package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Tensor;

/**
 * Normalizes each channel of each example by its mean and variance over space: {@code gamma * (x -
 * mean) / sqrt(variance + 1e-5) + beta}. It is {@link GroupNorm} with as many groups as channels.
 *
 * <p>Inputs: x; gamma and beta {@code [channels]}. The result may be x itself.
 */
public final class InstanceNorm implements Operation {
  private final Layout layout;

  public InstanceNorm(Layout layout) {
    this.layout = layout;
  }

  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    int channels = Math.toIntExact(inputs[1].length());
    new GroupNorm(layout, channels).plan(plan, out, inputs);
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    GraphTensor x = inputs[0];
    GraphTensor normal = Normalization.standardize(x, GraphMaps.space(layout, x.rank()));
    return GraphMaps.affine(layout, normal, inputs[1], inputs[2]);
  }
}
