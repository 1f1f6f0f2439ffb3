package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.layer.Inference;
import io.github.shapeproof.processor.shape.Shape;
import java.util.Optional;

/**
 * One tensor after the check.
 *
 * @param node where it stands in the graph
 * @param shape what is believed of it: inferred, or declared where the inference failed; absent
 *     where neither is known, and then nothing that reads it is checked
 * @param inference what its rule found out; absent for inputs and faulty layers
 */
public record CheckedField(
    ModelGraph.Node node, Optional<Shape> shape, Optional<Inference> inference) {

  /** The tensor's name. */
  public String name() {
    return node.field().name();
  }
}
