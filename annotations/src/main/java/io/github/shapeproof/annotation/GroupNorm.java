package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Normalizes each group of channels of each example by its mean and variance over group and space:
 * {@code gamma * (x - mean) / sqrt(variance + 1e-5) + beta}. The shape stays.
 *
 * <p>Learned: gamma and beta, each {@code [channels]}. Refused: groups that do not divide the
 * channels.
 *
 * <p>Source: Wu and He, <a href="https://arxiv.org/abs/1803.08494">Group normalization</a>; <a
 * href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html">PyTorch
 * GroupNorm</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface GroupNorm {
  /** Number of groups, at least 1; divides the channels. */
  int groups();

  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};
}
