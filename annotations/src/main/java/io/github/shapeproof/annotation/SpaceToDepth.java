package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Moves blocks of space into channels.
 *
 * <p>Each spatial axis becomes {@code n / block}, channels are multiplied by the product of the
 * blocks. The channel of the result is {@code (row in block, column in block, channel)}, channel
 * fastest. Refused: a size that the block does not divide.
 *
 * <p>Source: <a href="https://onnx.ai/onnx/operators/onnx__SpaceToDepth.html">ONNX
 * SpaceToDepth</a>; TensorFlow <a
 * href="https://www.tensorflow.org/api_docs/python/tf/nn/space_to_depth">space_to_depth</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface SpaceToDepth {
  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};

  /** Block size: one value for every axis, or one for each axis. */
  int[] block();

  /**
   * Spatial axes, 1 to 3; 0 stands for the model's {@link TensorModel#axes()}. Arrays of more than
   * one value say the same by their length.
   */
  int axes() default 0;
}
