package io.github.shapeproof.processor.declaration;

import java.util.List;
import javax.lang.model.element.AnnotationValue;

/**
 * Knows a value that the compiler could not resolve: it arrives as the string {@code <error>}
 * whatever the attribute's type (compilers.md, row 6). javac prints it without the quotes of a
 * string that a user wrote; ECJ makes no difference.
 */
final class UnresolvedValue {
  private static final String MARK = "<error>";

  private UnresolvedValue() {}

  /** Whether the value, or an item of it, is unresolved. */
  static boolean isIn(AnnotationValue value) {
    if (value.getValue() instanceof List<?> items) {
      return items.stream().anyMatch(item -> isIn((AnnotationValue) item));
    }
    return MARK.equals(value.getValue()) && (MARK.equals(value.toString()) || isOfEclipse(value));
  }

  private static boolean isOfEclipse(AnnotationValue value) {
    return value.getClass().getName().startsWith("org.eclipse.");
  }

  /** Whether a file holds the mark as text, so that not every mark is the compiler's. */
  static boolean isWrittenIn(String source) {
    return source.contains('"' + MARK + '"');
  }
}
