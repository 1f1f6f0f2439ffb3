package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The shape of an {@link Input}, and on any other field an assertion of what was inferred.
 *
 * <p>Dimensions are separated by commas; blanks do not count; {@code ""} is a scalar. A dimension
 * is
 *
 * <ul>
 *   <li>an expression of integers, symbols, {@code + - * / %}, parentheses and {@code ceil(a / b)},
 *       where {@code /} is floor division and {@code %} its remainder, both by a positive constant,
 *   <li>{@code _}, not checked; in an input a fresh symbol without a name,
 *   <li>once in a shape {@code ...}, any number of leading dimensions; an operation that needs the
 *       rank refuses it.
 * </ul>
 *
 * <p>A symbol stands for one integer of at least 1, the same one in the whole model. Dimensions are
 * equal when they are so for every value that {@link TensorModel#where()} allows. A dimension, or
 * the product of a shape, over {@code 2^63 - 1} is refused.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Shape {
  /** The shape, such as {@code "N,H,W,512"} or {@code "N,H/2,W/2,C"}. */
  String value();
}
