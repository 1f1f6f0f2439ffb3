package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Concatenates along the channels, then a learned convolution ({@link Padding#SAME}) to fewer or
 * more of them.
 *
 * <p>All dimensions but the channels are equal in all inputs and stay; channels become {@code
 * filters}. A kernel of 1 reduces, a kernel of 3 aggregates. The kernel has shape {@code [k..., sum
 * of channels, filters]}, the bias {@code [filters]}.
 *
 * <p>Source: Lin et al., <a href="https://arxiv.org/abs/1312.4400">Network in network</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface ConcatReduce {
  /** The fields it joins, in this order: one or more. */
  String[] from();

  /**
   * Channels of the result, at least 1. Required, unless {@link #filtersOf()} or the channel
   * dimension of the field's {@link Shape} gives it.
   */
  int filters() default 0;

  /**
   * An expression of symbols of the model, such as {@code "2*C"}, in place of {@link #filters()}.
   */
  String filtersOf() default "";

  /** Kernel size, in elements: one value for every axis, or one for each axis. */
  int[] kernel() default {1};

  /**
   * A symbol in place of {@link #kernel()}, the same for every axis; a model that {@linkplain Apply
   * applies} this one says what number it is.
   */
  String kernelOf() default "";

  /**
   * Spatial axes, 1 to 3; 0 stands for the model's {@link TensorModel#axes()}. Arrays of more than
   * one value say the same by their length.
   */
  int axes() default 0;
}
