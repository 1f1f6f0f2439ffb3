package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A function of each element, or of each vector of channels. The shape stays. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Activation {
  /** Which function. */
  ActivationKind value();

  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};
}
