package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Tensor;

/**
 * Normalizes each channel by learned statistics: {@code gamma * (x - mean) / sqrt(variance + 1e-5)
 * + beta}.
 *
 * <p>Inputs: x, of any shape; gamma, beta, mean and variance {@code [channels]}. The result may be
 * x itself.
 */
public final class BatchNorm extends Normalization {
  public BatchNorm(Layout layout) {
    super(layout);
  }

  @Override
  boolean byExample() {
    return false;
  }

  @Override
  void normalize(Plan plan, Numbers numbers, Tensor out, Tensor x, Tensor... inputs) {
    load(plan, numbers.scale(), inputs[1]);
    load(plan, numbers.shift(), inputs[2]);
    load(plan, numbers.mean(), inputs[3]);
    load(plan, numbers.variance(), inputs[4]);
    plan.step(numbers::normalize);
    affine(plan, numbers, out, x);
  }

  @Override
  GraphTensor define(Layout layout, GraphTensor... inputs) {
    GraphTensor x = inputs[0];
    GraphTensor centred = x.subtract(GraphMaps.along(layout, x.rank(), inputs[3]));
    GraphTensor scale = inputs[1].divide(deviation(inputs[4]));
    return GraphMaps.affine(layout, centred, scale, inputs[2]);
  }
}
