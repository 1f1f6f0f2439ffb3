package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The user's own operation, checked by its declared shapes.
 *
 * <p>Symbols on the left are local and bound by the inputs; the result has the shape on the right.
 * The implementation is handed to the generated {@code create(...)} as one of the nested interface
 * {@code Operations}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Custom {
  /**
   * The signature: {@code "N,H,W,C -> N,H/2,W/2,2*C"}; shapes of several inputs are joined with
   * {@code ;}.
   */
  String value();

  /** The fields it reads, in order; left out, the tensor field declared directly above. */
  String[] from() default {};
}
