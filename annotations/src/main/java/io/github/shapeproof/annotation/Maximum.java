package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The largest of two or more tensors, element by element.
 *
 * <p>Ranks are equal; each dimension is equal in all inputs, or a literal 1; and the result has the
 * shape of one of the inputs. So {@code 16} against {@code 32}, {@code [8,1]} against {@code [8]},
 * and {@code [8,1]} against {@code [1,8]} are refused.
 *
 * <p>Source: <a href="https://keras.io/api/layers/merging_layers/maximum/">Keras Maximum</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Maximum {
  /** The fields it reads, two or more. */
  String[] from();
}
