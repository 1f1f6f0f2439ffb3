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
 * blocks. The channel of the input is {@code (channel, row in block, column in block)}, column
 * fastest, in both layouts. Refused: channels that the product does not divide.
 *
 * <p>Source: PyTorch <a
 * href="https://docs.pytorch.org/docs/stable/generated/torch.nn.PixelShuffle.html">PixelShuffle</a>;
 * <a href="https://onnx.ai/onnx/operators/onnx__DepthToSpace.html">ONNX DepthToSpace</a> (CRD).
 * TensorFlow's depth_to_space has the channel fastest.
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
