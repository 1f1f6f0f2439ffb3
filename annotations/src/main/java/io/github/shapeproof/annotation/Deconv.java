package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A learned transposed convolution.
 *
 * <p>With input size {@code n}, {@code K = d * (k - 1) + 1}, {@code o} the output padding, and
 * {@code b}, {@code e} the padding before and after, which is cut from the result, each spatial
 * axis of the result is
 *
 * <ul>
 *   <li>{@code (n - 1) * s + K + o} under {@link Padding#VALID},
 *   <li>{@code n * s} under {@link Padding#SAME} and {@link Padding#SAME_LOWER} without output
 *       padding,
 *   <li>{@code (n - 1) * s + K - 2 * (K / 2) + o} under both with it (Keras' rule),
 *   <li>{@code (n - 1) * s + K - b - e + o} with {@code pad}.
 * </ul>
 *
 * <p>Under {@link Padding#SAME} half of what is cut goes before, rounded down, and the rest after,
 * with output padding as without; under {@link Padding#SAME_LOWER} the other way round.
 *
 * <p>Channels become {@code filters}; the kernel has shape {@code [k..., filters / groups, in]},
 * the bias {@code [filters]}. Refused: a result below 1, {@code pad} beside {@code padding}, groups
 * that do not divide the channels, output padding of {@code max(s, d)} or more, under {@link
 * Padding#SAME} of {@code s} or more, and {@link Padding#CAUSAL}.
 *
 * <p>Source: Dumoulin and Visin, <a href="https://arxiv.org/abs/1603.07285">A guide to convolution
 * arithmetic for deep learning</a>, section 4; <a
 * href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html">PyTorch
 * ConvTranspose2d</a>; <a
 * href="https://keras.io/api/layers/convolution_layers/convolution2d_transpose/">Keras
 * Conv2DTranspose</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Deconv {
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

  /**
   * Elements added after, {@code o}: one value for every axis, or one for each axis; left out, 0.
   */
  int[] outputPadding() default {};

  /** Dilation {@code d}: one value for every axis, or one for each axis. */
  int[] dilation() default {1};

  /** Groups of channels that do not see each other; divides the channels before and after. */
  int groups() default 1;

  /** Whether a learned number for each channel of the result is added. */
  boolean bias() default true;

  /**
   * Spatial axes, 1 to 3; 0 stands for the model's {@link TensorModel#axes()}. Arrays of more than
   * one value say the same by their length.
   */
  int axes() default 0;
}
