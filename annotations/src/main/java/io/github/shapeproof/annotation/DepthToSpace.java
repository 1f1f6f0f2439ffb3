package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Moves channels into blocks of space; undoes {@link SpaceToDepth}.
 *
 * <p>Each spatial axis becomes {@code n * block}, channels are divided by the product of the
 * blocks. The channel of the input is {@code (row in block, column in block, channel)}, channel
 * fastest. Refused: channels that the product does not divide.
 *
 * <p>Source: <a href="https://onnx.ai/onnx/operators/onnx__DepthToSpace.html">ONNX DepthToSpace</a>
 * (DCR); TensorFlow <a
 * href="https://www.tensorflow.org/api_docs/python/tf/nn/depth_to_space">depth_to_space</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface DepthToSpace {
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
