package io.github.shapeproof.processor.declaration;

import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Output;
import io.github.shapeproof.annotation.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Our annotations on one field, by the part they play. Whatever is neither {@code @Shape} nor
 * {@code @Output} makes the field a tensor.
 *
 * @param all in source order, at least one
 */
record FieldViews(List<AnnotationView> all) {

  AnnotationView first() {
    return all.get(0);
  }

  /** {@code @Input} and the operations, one of which a tensor has. */
  List<AnnotationView> operations() {
    return all.stream().filter(v -> v.type() != Shape.class && v.type() != Output.class).toList();
  }

  Optional<AnnotationView> shape() {
    return all.stream().filter(v -> v.type() == Shape.class).findFirst();
  }

  boolean isOutput() {
    return all.stream().anyMatch(v -> v.type() == Output.class);
  }

  static boolean isInput(AnnotationView view) {
    return view.type() == Input.class;
  }
}
