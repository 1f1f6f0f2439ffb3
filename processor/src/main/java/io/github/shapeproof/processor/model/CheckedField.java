package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.layer.Demand;
import io.github.shapeproof.processor.layer.Inference;
import io.github.shapeproof.processor.shape.Requirement;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;
import java.util.Optional;

/**
 * One tensor after the check.
 *
 * @param node where it stands in the graph
 * @param shape what is believed of it: inferred, or declared where the inference failed; absent
 *     where neither is known, and then nothing that reads it is checked
 * @param inference what its rule found out; absent for inputs and faulty layers
 * @param demands bounds that it needs and that were not known before
 * @param needs all that it needs of sizes, proved or demanded
 * @param findings what is wrong with it, at most one fault of its rule or its claim
 */
public record CheckedField(
    ModelGraph.Node node,
    Optional<Shape> shape,
    Optional<Inference> inference,
    List<Demand> demands,
    List<Requirement> needs,
    List<Finding> findings) {

  /** The tensor's name. */
  public String name() {
    return node.field().name();
  }
}
