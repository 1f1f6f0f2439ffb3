package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Normalizes each vector of channels by its own mean and variance: {@code gamma * (x - mean) /
 * sqrt(variance + 1e-5) + beta}. The shape stays.
 *
 * <p>Learned: gamma and beta, each {@code [channels]}.
 *
 * <p>Source: Ba et al., <a href="https://arxiv.org/abs/1607.06450">Layer normalization</a>; <a
 * href="https://keras.io/api/layers/normalization_layers/layer_normalization/">Keras
 * LayerNormalization</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface LayerNorm {
  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};
}
