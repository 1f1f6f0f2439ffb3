package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Applies another model, which is the type of the field.
 *
 * <p>The shapes of the arguments are unified with that model's inputs, in order, which gives its
 * symbols their values; {@link #with()} gives those that no input binds. The result has the shape
 * of that model's output; of several outputs, {@code field.output} names one. Each application
 * learns the parameters of that model under {@code field/…}, with {@link #times()} above 1 under
 * {@code field/0/…}, {@code field/1/…} and so on.
 *
 * <p>Refused: a type that is no model or has errors, arguments that do not unify, a symbol that
 * nothing binds, sizes that the model's {@link TensorModel#where()} excludes, {@code times} above 1
 * where output and first input differ in shape.
 *
 * <p>Source: <a href="https://keras.io/guides/functional_api/">Keras, nested models</a>; <a
 * href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html">PyTorch Module</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Apply {
  /**
   * The arguments, in the order of the inputs; left out, the tensor field declared directly above.
   */
  String[] from() default {};

  /**
   * Values of symbols that no input binds, separated by commas: {@code "F=256,S=2"}. A value is a
   * number, or an expression in symbols of the applying model; that of a kernel or a stride must be
   * a number.
   */
  String with() default "";

  /**
   * How many times it is applied, at least 1: the output of one is the first argument of the next,
   * and each has parameters of its own.
   */
  int times() default 1;
}
