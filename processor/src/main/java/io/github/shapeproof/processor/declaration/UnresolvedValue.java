package io.github.shapeproof.processor.declaration;

import java.util.List;
import javax.lang.model.element.AnnotationValue;

/**
 * Knows a value that the compiler could not resolve: it arrives as the string {@code <error>}
 * (compilers.md, row 6). Printed, it lacks the quotes of a string that a user wrote.
 */
final class UnresolvedValue {
  private static final String MARK = "<error>";

  private UnresolvedValue() {}

  /** Whether the value, or an item of it, is unresolved. */
  static boolean isIn(AnnotationValue value) {
    if (value.getValue() instanceof List<?> items) {
      return items.stream().anyMatch(item -> isIn((AnnotationValue) item));
    }
    return MARK.equals(value.getValue()) && MARK.equals(value.toString());
  }
}
