package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The largest element of each of {@code size} bins along each spatial axis.
 *
 * <p>Each spatial axis becomes {@code size}. Bin {@code i} of an axis of {@code n} elements covers
 * {@code floor(i * n / size)} up to, not including, {@code ceil((i + 1) * n / size)}: every element
 * is in a bin, and bins overlap where {@code size} does not divide {@code n}. Channels stay.
 *
 * <p>Source: <a
 * href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool2d.html">PyTorch
 * AdaptiveMaxPool2d</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface AdaptiveMaxPool {
  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};

  /** Spatial size of the result, at least 1: one value for every axis, or one for each axis. */
  int[] size();

  /**
   * Spatial axes, 1 to 3; 0 stands for the model's {@link TensorModel#axes()}. Arrays of more than
   * one value say the same by their length.
   */
  int axes() default 0;
}
