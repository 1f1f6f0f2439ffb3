package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Fits one feature map to the spatial size of another.
 *
 * <p>Each spatial axis of the result is that of {@code like}; channels stay, or become those of
 * {@code like} under {@link Channels#MATCH}, or the sum of both under {@link Combine#CONCAT}.
 * Refused: a strategy that cannot reach the size (a crop to something larger, a pad to something
 * smaller), {@link Combine#ADD} and {@link Combine#MULTIPLY} of different channels.
 *
 * <p>Learned: under {@link Strategy#DECONV} a kernel {@code [k..., channels, channels]} with bias,
 * under {@link Channels#MATCH} a kernel {@code [1..., channels, channels of like]} with bias. They
 * are named {@code kernel} and {@code bias}; where both are learned, {@code deconvKernel}, {@code
 * deconvBias}, {@code matchKernel} and {@code matchBias}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Reconcile {
  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};

  /** The field whose spatial size the result takes. */
  String like();

  /** How it is fitted. */
  Strategy by() default Strategy.AUTO;

  /** What becomes of the fitted map and {@link #like()}. */
  Combine combine() default Combine.NONE;

  /** What becomes of its channels. */
  Channels channels() default Channels.KEEP;

  /** Spatial axes, 1 to 3; 0 stands for the model's {@link TensorModel#axes()}. */
  int axes() default 0;
}
