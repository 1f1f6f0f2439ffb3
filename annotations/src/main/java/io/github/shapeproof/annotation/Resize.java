package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Interpolates to another spatial size.
 *
 * <p>Exactly one of {@code like}, {@code size} and {@code scale}: each spatial axis of the result
 * is that of {@code like}, {@code size}, or {@code floor(n * scale)}. Channels stay. Coordinates
 * are those of half-pixel centers, {@code (i + 0.5) * in / out - 0.5}, unless {@code alignCorners}.
 * Refused: a result below 1, more or fewer than one of the three, {@code alignCorners} where the
 * method has no such form.
 *
 * <p>Source: PyTorch <a
 * href="https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html">interpolate</a>;
 * <a href="https://onnx.ai/onnx/operators/onnx__Resize.html">ONNX Resize</a>; Keys, Cubic
 * convolution interpolation (1981).
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Resize {
  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};

  /** A field whose spatial size the result takes. */
  String like() default "";

  /** Spatial size of the result: one value for every axis, or one for each axis. */
  int[] size() default {};

  /**
   * Factors, above 0: one for every axis, or one for each axis. A factor means the simplest
   * fraction that rounds to the double: 1.4 is 7/5.
   */
  double[] scale() default {};

  /** How values are computed. */
  ResizeMethod method() default ResizeMethod.BILINEAR;

  /** Whether the centers of the corner elements coincide, {@code i * (in - 1) / (out - 1)}. */
  boolean alignCorners() default false;

  /**
   * Spatial axes, 1 to 3; 0 stands for the model's {@link TensorModel#axes()}. Arrays of more than
   * one value say the same by their length.
   */
  int axes() default 0;
}
