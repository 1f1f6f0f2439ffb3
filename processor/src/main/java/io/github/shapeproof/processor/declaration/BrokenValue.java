package io.github.shapeproof.processor.declaration;

import java.util.List;
import java.util.Objects;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/**
 * Knows a value that the compiler reports itself. One that it could not resolve arrives as the
 * string {@code <error>} whatever the attribute's type (compilers.md, row 6); javac prints it
 * without the quotes of a string that a user wrote, and ECJ makes no difference. One of the wrong
 * type is handed on by ECJ alone, as it was written (row 12).
 */
final class BrokenValue {
  private static final String MARK = "<error>";

  private BrokenValue() {}

  /** Whether the value, or an item of it, is unresolved or not of the attribute's type. */
  static boolean isIn(AnnotationValue value, Class<?> type) {
    if (type.isArray()) {
      Class<?> component = Objects.requireNonNull(type.getComponentType());
      return value.getValue() instanceof List<?> items
          ? items.stream().anyMatch(item -> isIn((AnnotationValue) item, component))
          : isIn(value, component);
    }
    return isUnresolved(value) || !fits(value.getValue(), type);
  }

  private static boolean isUnresolved(AnnotationValue value) {
    return MARK.equals(value.getValue()) && (MARK.equals(value.toString()) || isOfEclipse(value));
  }

  static boolean isOfEclipse(Object thing) {
    return thing.getClass().getName().startsWith("org.eclipse.");
  }

  private static boolean fits(Object plain, Class<?> type) {
    if (type.isEnum()) {
      return plain instanceof VariableElement constant
          && constant.getEnclosingElement() instanceof TypeElement owner
          && owner.getQualifiedName().contentEquals(type.getName());
    }
    if (type == boolean.class) {
      return plain instanceof Boolean;
    }
    return type.isPrimitive() ? plain instanceof Number : type.isInstance(plain);
  }

  /** Whether a file holds the mark as text, so that not every mark is the compiler's. */
  static boolean isWrittenIn(String source) {
    return source.contains('"' + MARK + '"');
  }
}
