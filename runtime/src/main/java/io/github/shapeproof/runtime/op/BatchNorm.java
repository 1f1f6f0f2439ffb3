package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Session;
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
  void normalize(Session session, Tensor out, Tensor x, Tensor... inputs) {
    double[] scale = doubles(session, inputs[1]);
    double[] shift = doubles(session, inputs[2]);
    double[] mean = doubles(session, inputs[3]);
    double[] variance = doubles(session, inputs[4]);
    for (int channel = 0; channel < scale.length; channel++) {
      scale[channel] /= Math.sqrt(variance[channel] + EPSILON);
      shift[channel] -= mean[channel] * scale[channel];
    }
    affine(session, out, x, scale, shift);
  }

  @Override
  GraphTensor define(Layout layout, GraphTensor... inputs) {
    GraphTensor scale = inputs[1].divide(deviation(inputs[4]));
    GraphTensor shift = inputs[2].subtract(inputs[3].multiply(scale));
    return GraphMaps.affine(layout, inputs[0], scale, shift);
  }
}
