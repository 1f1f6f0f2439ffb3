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
 * blocks. The channel of the result is {@code (channel, row in block, column in block)}, column
 * fastest, in both layouts. Refused: a size that the block does not divide.
 *
 * <p>Source: PyTorch <a
 * href="https://docs.pytorch.org/docs/stable/generated/torch.nn.PixelUnshuffle.html">PixelUnshuffle</a>.
 * TensorFlow's and ONNX' have the channel fastest.
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
