package io.github.shapeproof.processor.declaration;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/** Which models the fields of a type apply. */
final class Applications {
  private Applications() {}

  /** The model that a field's type is. */
  static Optional<TypeElement> model(VariableElement field) {
    return field.asType() instanceof DeclaredType declared
            && declared.asElement() instanceof TypeElement type
            && ModelReader.isModel(type)
        ? Optional.of(type)
        : Optional.empty();
  }

  /** The models that the fields of a type apply. */
  static List<TypeElement> of(TypeElement type) {
    return ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
        .filter(field -> FieldViews.on(field).isApplication())
        .flatMap(field -> model(field).stream())
        .toList();
  }

  /** Whether the type of a field that applies a model is unknown to the compiler. */
  static boolean anyUnresolved(TypeElement type) {
    return ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
        .filter(field -> field.asType().getKind() == TypeKind.ERROR)
        .anyMatch(field -> FieldViews.on(field).isApplication());
  }

  /** Whether a type, or one that it applies, applies {@code other}. */
  static boolean reach(TypeElement type, TypeElement other) {
    return reach(type, other, new HashSet<>());
  }

  private static boolean reach(TypeElement type, TypeElement other, Set<Element> seen) {
    if (!seen.add(type)) {
      return false;
    }
    return of(type).stream()
        .anyMatch(applied -> applied.equals(other) || reach(applied, other, seen));
  }
}
