package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Normalizes each channel by learned statistics: {@code gamma * (x - mean) / sqrt(variance + 1e-5)
 * + beta}. The shape stays.
 *
 * <p>Learned: gamma, beta, mean and variance, each {@code [channels]}.
 *
 * <p>Source: Ioffe and Szegedy, <a href="https://arxiv.org/abs/1502.03167">Batch normalization</a>;
 * <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm2d.html">PyTorch
 * BatchNorm2d</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface BatchNorm {
  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};
}
