package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Applies another model, which is the type of the field.
 *
 * <p>The shapes of the arguments are unified with that model's inputs, in order. A model with one
 * output gives that tensor; of several, {@code field.output} names one. Refused: arguments that do
 * not unify, a symbol that nothing binds, {@code times} above 1 where output and input differ in
 * shape.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Apply {
  /**
   * The arguments, in the order of the inputs; left out, the tensor field declared directly above.
   */
  String[] from() default {};

  /** Values of symbols that no input binds, separated by commas: {@code "F=256,S=2"}. */
  String with() default "";

  /** How many times it is applied, one after the other, at least 1. */
  int times() default 1;
}
