package io.github.shapeproof.annotation;

/** A function applied to each element; SOFTMAX to each vector of channels. */
public enum ActivationKind {
  /** {@code max(x, 0)}. */
  RELU,
  /** {@code x} where positive, else {@code 0.01 * x}. */
  LEAKY_RELU,
  /** {@code x} where positive, else {@code exp(x) - 1}. */
  ELU,
  /** {@code x * Phi(x)} with the exact normal distribution function. */
  GELU,
  /** {@code 1 / (1 + exp(-x))}. */
  SIGMOID,
  /** The hyperbolic tangent. */
  TANH,
  /** {@code exp(x)} over its sum along the channels. */
  SOFTMAX,
  /** {@code x * sigmoid(x)}; also called SiLU. */
  SWISH
}
