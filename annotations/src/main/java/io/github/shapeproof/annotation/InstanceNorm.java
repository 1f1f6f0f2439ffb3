package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Normalizes each channel of each example by its mean and variance over space: {@code gamma * (x -
 * mean) / sqrt(variance + 1e-5) + beta}. The shape stays.
 *
 * <p>Learned: gamma and beta, each {@code [channels]}.
 *
 * <p>Source: Ulyanov et al., <a href="https://arxiv.org/abs/1607.08022">Instance normalization</a>;
 * <a href="https://onnx.ai/onnx/operators/onnx__InstanceNormalization.html">ONNX
 * InstanceNormalization</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface InstanceNorm {
  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};
}
