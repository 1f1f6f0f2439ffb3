package io.github.shapeproof.annotation;

/** A mean over all elements, or over all positions, of a distance from a target. */
public enum LossKind {
  /** The mean of {@code (prediction - target)^2}. */
  MEAN_SQUARED_ERROR,
  /** The mean of {@code |prediction - target|}. */
  MEAN_ABSOLUTE_ERROR,
  /**
   * The mean of {@code -t * log(p) - (1 - t) * log(1 - p)}; the prediction is a probability, which
   * is kept 1e-7 away from 0 and 1.
   */
  BINARY_CROSS_ENTROPY,
  /**
   * The mean over positions of the cross entropy between the softmax of the prediction along its
   * channels and a target of probabilities.
   */
  SOFTMAX_CROSS_ENTROPY,
  /**
   * As {@link #SOFTMAX_CROSS_ENTROPY}, with a target of class numbers that lacks the channel
   * dimension.
   */
  SPARSE_SOFTMAX_CROSS_ENTROPY
}
