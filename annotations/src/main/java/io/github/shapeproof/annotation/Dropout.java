package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Drops elements at random while training; at inference the identity. The shape stays.
 *
 * <p>Source: Srivastava et al., <a
 * href="https://jmlr.org/papers/v15/srivastava14a.html">Dropout</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Dropout {
  /** Probability that an element is dropped, from 0 up to, not including, 1. */
  double rate() default 0.5;

  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};
}
