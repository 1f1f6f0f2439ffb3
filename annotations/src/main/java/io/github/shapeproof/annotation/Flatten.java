package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Joins all dimensions but the first.
 *
 * <p>The result is {@code N, product of the rest}, elements in the order of the input's dimensions.
 * Refused: a rank below 2.
 *
 * <p>Source: <a href="https://keras.io/api/layers/reshaping_layers/flatten/">Keras Flatten</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Flatten {
  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};
}
