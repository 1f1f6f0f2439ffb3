package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Adds a detail to a base where a mask says so: {@code base + mask * fit(detail)}.
 *
 * <p>The result has the shape of the base. The detail is fitted to the spatial size of the base and
 * has its channels; the mask has the shape of the base, or literal 1s in its place.
 *
 * <p>Learned: under {@link Strategy#DECONV} a kernel {@code [k..., channels, channels]} and a bias
 * {@code [channels]}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface MaskedAdd {
  /** The base and the detail. */
  String[] from();

  /** The field with the mask. */
  String mask();

  /** How the detail is fitted. */
  Strategy by() default Strategy.AUTO;

  /** Spatial axes, 1 to 3; 0 stands for the model's {@link TensorModel#axes()}. */
  int axes() default 0;
}
