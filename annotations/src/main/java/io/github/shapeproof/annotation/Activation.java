package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A function of each element, or of each vector of channels. The shape stays.
 *
 * <p>The channels are the last dimension, or the second under {@link Layout#CHANNELS_FIRST}, where
 * {@link ActivationKind#SOFTMAX} refuses an input of unknown rank.
 *
 * <p>Source: <a href="https://keras.io/api/layers/activations/">Keras activations</a>; PyTorch <a
 * href="https://docs.pytorch.org/docs/stable/nn.functional.html#non-linear-activation-functions">activation
 * functions</a>, after whose defaults {@link ActivationKind#LEAKY_RELU} leaks 0.01.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Activation {
  /** Which function. */
  ActivationKind value();

  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};
}
