package io.github.shapeproof.processor.declaration;

import io.github.shapeproof.annotation.Apply;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Output;
import io.github.shapeproof.annotation.Shape;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;

/**
 * Our annotations on one field, by the part they play. Whatever is neither {@code @Shape} nor
 * {@code @Output} makes the field a tensor.
 *
 * @param all in source order
 */
record FieldViews(List<AnnotationView> all) {

  static FieldViews on(Element field) {
    return new FieldViews(AnnotationView.on(field));
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
