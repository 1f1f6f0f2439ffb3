package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Cuts a part out of a feature map.
 *
 * <p>Exactly one of {@code like}, {@code size} and {@code amounts}: each spatial axis of the result
 * is that of {@code like}, {@code size}, or {@code n - before - after}. Channels stay. Refused: a
 * target larger than the source, a result below 1, a part that {@code offset} moves outside. A
 * target whose size is unrelated to the source's becomes a precondition of the generated adapter.
 *
 * <p>Source: Ronneberger et al., <a href="https://arxiv.org/abs/1505.04597">U-Net</a>; <a
 * href="https://keras.io/api/layers/reshaping_layers/cropping2d/">Keras Cropping2D</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Crop {
  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};

  /** A field whose spatial size the result takes. */
  String like() default "";

  /** Spatial size of the result: one value for every axis, or one for each axis. */
  int[] size() default {};

  /**
   * Elements cut, at least 0: one value for all sides, one for each axis (both sides), or two for
   * each axis, all befores then all afters.
   */
  int[] amounts() default {};

  /** Which part stays under {@code like} and {@code size}. */
  Anchor anchor() default Anchor.CENTER;

  /**
   * Where the part that stays begins, counted from the start, in place of {@link #anchor()}: one
   * value for every axis, or one for each axis.
   */
  int[] offset() default {};

  /**
   * Spatial axes, 1 to 3; 0 stands for the model's {@link TensorModel#axes()}. Arrays of more than
   * one value say the same by their length.
   */
  int axes() default 0;
}
