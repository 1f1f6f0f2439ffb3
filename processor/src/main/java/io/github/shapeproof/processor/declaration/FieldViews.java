package io.github.shapeproof.processor.declaration;

import io.github.shapeproof.annotation.Apply;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Output;
import io.github.shapeproof.annotation.Shape;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;

/**
 * Our annotations on one field, by the part they play. Whatever is neither {@code @Shape} nor
 * {@code @Output} makes the field a tensor. A static field is none, so those on it play no part.
 *
 * @param all in source order
 */
record FieldViews(List<AnnotationView> all) {

  static FieldViews on(Element field) {
    return new FieldViews(isStatic(field) ? List.of() : AnnotationView.on(field));
  }

  /** The names of static fields that bear our annotations. */
  static Set<String> onStatic(List<? extends Element> fields) {
    return fields.stream()
        .filter(field -> isStatic(field) && !AnnotationView.on(field).isEmpty())
        .map(field -> field.getSimpleName().toString())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isStatic(Element field) {
    return field.getModifiers().contains(Modifier.STATIC);
  }

  /** {@code @Input} and the operations, one of which a tensor has. */
  List<AnnotationView> operations() {
    return all.stream().filter(v -> v.type() != Shape.class && v.type() != Output.class).toList();
  }

  boolean isTensor() {
    return !operations().isEmpty();
  }

  boolean isApplication() {
    return layer().filter(l -> l.type() == Apply.class).isPresent();
  }

  boolean isOutput() {
    return all.stream().anyMatch(v -> v.type() == Output.class);
  }

  /** The text of {@code @Shape}. */
  Optional<String> shape() {
    return all.stream()
        .filter(v -> v.type() == Shape.class)
        .map(AnnotationView::attributes)
        .filter(attributes -> attributes.has("value"))
        .map(attributes -> attributes.text("value"))
        .findFirst();
  }

  /** The operation; empty for an {@code @Input}. */
  Optional<LayerDeclaration> layer() {
    return operations().stream()
        .limit(1)
        .filter(v -> v.type() != Input.class)
        .map(v -> new LayerDeclaration(v.type(), v.attributes()))
        .findFirst();
  }
}
