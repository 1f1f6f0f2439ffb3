package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A scalar distance of a prediction from a target.
 *
 * <p>The result is a scalar. Prediction and target have equal shapes; under {@link
 * LossKind#SPARSE_SOFTMAX_CROSS_ENTROPY} the target is of an integer type and lacks the channel
 * dimension, which is the last, or the second under {@link Layout#CHANNELS_FIRST}. A field that
 * only losses use is still an output. Refused: shapes that differ; nothing is broadcast.
 *
 * <p>Source: <a href="https://keras.io/api/losses/">Keras losses</a>; <a
 * href="https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html">PyTorch
 * CrossEntropyLoss</a>, which takes logits as well.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Loss {
  /** Which distance. */
  LossKind value();

  /** The field with the target. */
  String target();

  /** The field with the prediction; left out, the tensor field declared directly above. */
  String[] from() default {};
}
