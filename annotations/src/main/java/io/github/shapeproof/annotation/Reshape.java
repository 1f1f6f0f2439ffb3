package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives the same elements, in the same order, another shape.
 *
 * <p>One dimension may be {@code _} and is inferred. Refused: products that are not equal for every
 * size, an inferred dimension that is not whole for every size.
 *
 * <p>Source: PyTorch <a
 * href="https://docs.pytorch.org/docs/stable/generated/torch.reshape.html">reshape</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Reshape {
  /** The shape of the result, as in {@link Shape}: {@code "N,7,7,512"}. */
  String value();

  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};
}
