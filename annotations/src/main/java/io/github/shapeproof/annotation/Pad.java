package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Grows a feature map at its borders.
 *
 * <p>Exactly one of {@code like}, {@code size}, {@code amounts} and {@code multipleOf}: each
 * spatial axis of the result is that of {@code like}, {@code size}, {@code n + before + after}, or
 * {@code ceil(n / m) * m}. Where before and after follow from the size, an odd one goes after.
 * Channels stay. Refused: a target smaller than the source, {@link PadMode#REFLECT} of more than
 * {@code n - 1} on a side, {@link PadMode#SYMMETRIC} of more than {@code n}.
 *
 * <p>Source: <a href="https://onnx.ai/onnx/operators/onnx__Pad.html">ONNX Pad</a>; TensorFlow <a
 * href="https://www.tensorflow.org/api_docs/python/tf/pad">pad</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Pad {
  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};

  /** A field whose spatial size the result takes. */
  String like() default "";

  /** Spatial size of the result: one value for every axis, or one for each axis. */
  int[] size() default {};

  /**
   * Elements added, at least 0: one value for all sides, one for each axis (both sides), or two for
   * each axis, all befores then all afters.
   */
  int[] amounts() default {};

  /** The result is the next multiple of this: one value for every axis, or one for each axis. */
  int[] multipleOf() default {};

  /** What is filled in. */
  PadMode mode() default PadMode.CONSTANT;

  /** The value of {@link PadMode#CONSTANT}. */
  double value() default 0;

  /**
   * Spatial axes, 1 to 3; 0 stands for the model's {@link TensorModel#axes()}. Arrays of more than
   * one value say the same by their length.
   */
  int axes() default 0;
}
