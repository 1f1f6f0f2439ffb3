package io.github.shapeproof.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Reorders, splits and joins dimensions by einops' pattern.
 *
 * <p>Left of {@code ->} each dimension of the input has a name or a group of names in parentheses,
 * right of it each dimension of the result. {@code ...} stands for all other dimensions, on the
 * left outside of groups. In a group one name may be inferred. Refused: a name on one side only, a
 * size that the rest of its group does not divide, an input of unknown rank.
 *
 * <p>Source: Rogozhnikov, <a href="https://openreview.net/forum?id=oapKSVM2bcj">Einops</a>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Rearrange {
  /** The pattern: {@code "n h w c -> n (h w) c"}. */
  String value();

  /** Sizes of names, separated by commas: {@code "h=7,w=7"}. */
  String sizes() default "";

  /** The field it reads; left out, the tensor field declared directly above. */
  String[] from() default {};
}
