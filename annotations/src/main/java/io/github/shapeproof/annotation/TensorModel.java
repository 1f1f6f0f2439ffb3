package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a class a model: its annotated fields are tensors, each computed from fields above it.
 *
 * <p>Goes on a top-level or static nested class. Every non-static field with an operation, or
 * {@link Input}, is a tensor; exactly one operation a field; other fields are left alone. A field
 * that no other uses is an output. For {@code Neck} the processor checks every shape and generates
 * {@code NeckAdapter}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface TensorModel {
  /** The order of dimensions of every feature map. */
  Layout layout() default Layout.CHANNELS_LAST;

  /** Spatial axes of this model's layers: 1 (NWC), 2 (NHWC) or 3 (NDHWC). */
  int axes() default 2;

  /**
   * Facts about symbols, each {@code expr op expr} with one of {@code == >= <= > <}: {@code "H % 32
   * == 0"}, {@code "H >= 64"}, {@code "H == 2 * K"}. Proofs use them, and the generated adapter
   * enforces them.
   */
  String[] where() default {};
}
