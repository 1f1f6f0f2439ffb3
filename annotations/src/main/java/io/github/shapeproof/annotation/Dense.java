package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A learned linear map of the last dimension.
 *
 * <p>The last dimension becomes {@code units}, all others stay. The kernel has shape {@code [in,
 * units]}, the bias {@code [units]}. Refused: a rank below 2, and channels-first maps of rank above
 * 2, whose last dimension is not the channels.
 *
 * <p>Source: <a href="https://keras.io/api/layers/core_layers/dense/">Keras Dense</a>; <a
 * href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html">PyTorch Linear</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Dense {
  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};

  /**
   * Size of the last dimension of the result, at least 1; left out (0), that of the field's {@link
   * Shape}. Given both, they must agree.
   */
  int units() default 0;

  /** An expression of symbols of the model, such as {@code "2*C"}, in place of {@link #units()}. */
  String unitsOf() default "";

  /** Asserts the input's last dimension; 0 asserts nothing. */
  int in() default 0;

  /** Whether a learned number for each unit is added. */
  boolean bias() default true;
}
