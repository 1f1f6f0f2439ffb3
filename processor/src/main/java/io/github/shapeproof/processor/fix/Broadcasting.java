package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.layer.Layer;
import io.github.shapeproof.processor.layer.Layers;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;
import java.util.Optional;

/** Sizes of 1, which fit everything that they are added to or multiplied by. */
final class Broadcasting {
  private Broadcasting() {}

  /** Whether a tensor is computed of others in which sizes of 1 are repeated. */
  static boolean isFor(FieldDeclaration field) {
    return field
        .layer()
        .flatMap(layer -> Layers.of(layer.type()))
        .filter(Layer::broadcasts)
        .isPresent();
  }

  /**
   * Whether a tensor that a field reads fits the others only because it has more sizes of 1 than
   * before: that compiles, and is another network.
   */
  static boolean isNew(CheckedModel before, CheckedModel after, String field) {
    if (after.declaration().field(field).stream().noneMatch(Broadcasting::isFor)) {
      return false;
    }
    List<Shape> read =
        after.graph().node(field).reads().stream().flatMap(n -> after.shape(n).stream()).toList();
    return after.graph().node(field).reads().stream()
        .anyMatch(name -> isNew(before.shape(name), after.shape(name), read));
  }

  private static boolean isNew(Optional<Shape> before, Optional<Shape> after, List<Shape> read) {
    return before.isPresent()
        && after.isPresent()
        && before.get().dims().size() == after.get().dims().size()
        && ones(after.get()) > ones(before.get())
        && read.stream().anyMatch(other -> ones(other) < ones(after.get()));
  }

  private static long ones(Shape shape) {
    return shape.dims().stream().filter(dim -> dim.is(1)).count();
  }
}
