package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Joins tensors along one axis.
 *
 * <p>The result's size along {@code axis} is the sum of theirs; every other dimension must be equal
 * in all of them, for every size.
 *
 * <p>Source: PyTorch <a
 * href="https://docs.pytorch.org/docs/stable/generated/torch.cat.html">cat</a>; <a
 * href="https://keras.io/api/layers/merging_layers/concatenate/">Keras Concatenate</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Concat {
  /** The channel dimension of the model's {@link TensorModel#layout()}. */
  int CHANNELS = Integer.MIN_VALUE;

  /** The fields it joins, in this order. */
  String[] from();

  /** The axis, from 0, or negative from the end; left out, the channels. */
  int axis() default CHANNELS;
}
