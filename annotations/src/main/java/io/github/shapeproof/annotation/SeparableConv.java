package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A convolution of each channel on its own, then a 1×1 convolution over all; both learned.
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
 * <p>Channels are multiplied by {@code multiplier}, then become {@code filters}. The bias follows
 * the second convolution. Refused: as for {@link Conv}.
 *
 * <p>Learned: a kernel {@code depthwise} {@code [k..., in, multiplier]}, a kernel {@code pointwise}
 * {@code [1..., in * multiplier, filters]}, and a bias {@code [filters]}.
 *
 * <p>Source: Chollet, <a href="https://arxiv.org/abs/1610.02357">Xception</a>; <a
 * href="https://keras.io/api/layers/convolution_layers/separable_convolution2d/">Keras
 * SeparableConv2D</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface SeparableConv {
  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};

  /**
   * Channels of the result, at least 1; left out (0), the channel dimension of the field's {@link
   * Shape}. Given both, they must agree.
   */
  int filters() default 0;

  /**
   * An expression of symbols of the model, such as {@code "2*C"}, in place of {@link #filters()}.
   */
  String filtersOf() default "";

  /** Channels of the result for each channel of the input. */
  int multiplier() default 1;

  /** Asserts the input's channels; 0 asserts nothing. */
  int in() default 0;

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

  /** Stride {@code s}, in elements: one value for every axis, or one for each axis. */
  int[] stride() default {1};

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

  /** Whether a learned number for each channel of the result is added. */
  boolean bias() default true;

  /**
   * Spatial axes, 1 to 3; 0 stands for the model's {@link TensorModel#axes()}. Arrays of more than
   * one value say the same by their length.
   */
  int axes() default 0;
}
