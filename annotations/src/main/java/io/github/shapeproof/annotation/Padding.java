package io.github.shapeproof.annotation;

/** How a window's padding follows from the sizes. */
public enum Padding {
  /** None: every window lies inside the input. */
  VALID,
  /**
   * As much as gives {@code ceil(n / s)}; an odd one goes after. Keras, TensorFlow, ONNX {@code
   * SAME_UPPER}.
   */
  SAME,
  /** As {@link #SAME}, but an odd one goes before. ONNX {@code SAME_LOWER}. */
  SAME_LOWER,
  /**
   * All {@code K - 1} before, for one spatial axis: no element sees a later one. Keras {@code
   * causal}.
   */
  CAUSAL
}
