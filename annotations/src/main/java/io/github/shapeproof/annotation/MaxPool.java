package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The largest element of each window.
 *
 * <p>With input size {@code n}, {@code K = d * (k - 1) + 1}, and {@code b}, {@code e} the padding
 * before and after, each spatial axis of the result is
 *
 * <ul>
 *   <li>{@code (n - K) / s + 1} under {@link Padding#VALID},
 *   <li>{@code ceil(n / s)} under {@link Padding#SAME}, {@link Padding#SAME_LOWER} and {@link
 *       Padding#CAUSAL},
 *   <li>{@code (n + b + e - K) / s + 1} with {@code pad}.
 * </ul>
 *
 * <p>Under {@code ceilMode} the first and the last become {@code ceil((n + b + e - K) / s) + 1},
 * less one where the last window would start at or past {@code n + b}. Channels stay. Padding never
 * wins. Refused: a result below 1, {@code pad} beside {@code padding}, a pad above {@code k / 2}.
 *
 * <p>Source: <a
 * href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html">PyTorch
 * MaxPool2d</a>; <a href="https://keras.io/api/layers/pooling_layers/max_pooling2d/">Keras
 * MaxPooling2D</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface MaxPool {
  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};

  /**
   * Kernel size {@code k}, in elements: one value for every axis, or one for each axis. Required,
   * unless {@link #kernelOf()} is given.
   */
  int[] kernel() default {};

  /**
   * A symbol in place of {@link #kernel()}, the same for every axis; a model that {@linkplain Apply
   * applies} this one says what number it is.
   */
  String kernelOf() default "";

  /**
   * Stride {@code s}, in elements: one value for every axis, or one for each axis; left out, the
   * kernel.
   */
  int[] stride() default {};

  /**
   * A symbol in place of {@link #stride()}, the same for every axis; a model that {@linkplain Apply
   * applies} this one says what number it is.
   */
  String strideOf() default "";

  /** How the padding follows from the sizes; not beside {@link #pad()}. */
  Padding padding() default Padding.VALID;

  /**
   * Explicit padding, in elements, at least 0: one value for all sides, one for each axis (both
   * sides), or two for each axis, all befores then all afters.
   */
  int[] pad() default {};

  /** Dilation {@code d}: one value for every axis, or one for each axis. */
  int[] dilation() default {1};

  /** Whether a last window that fits only in part counts too. */
  boolean ceilMode() default false;

  /**
   * Spatial axes, 1 to 3; 0 stands for the model's {@link TensorModel#axes()}. Arrays of more than
   * one value say the same by their length.
   */
  int axes() default 0;
}
