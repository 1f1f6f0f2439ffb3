package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.diagnostic.Evidence;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The way to a fault: the tensors between it and the nearest declarations, in source order. A
 * tensor with a proved {@code @Shape} ends the way, since it says itself what it is.
 */
final class Trace {
  private Trace() {}

  /** The rows for a fault at {@code node}, which itself is not among them. */
  static List<Evidence> to(
      ModelGraph graph, ModelGraph.Node node, Map<String, CheckedField> fields) {
    Set<String> needed = graph.origins(node.reads(), n -> n.field().shape().isPresent());
    return fields.values().stream()
        .filter(field -> needed.contains(field.name()) && field.node().parts().isEmpty())
        .map(Trace::row)
        .toList();
  }

  private static Evidence row(CheckedField field) {
    boolean declared = field.node().field().shape().isPresent();
    String reason =
        declared ? "declared" : field.inference().map(i -> i.description()).orElse("unknown");
    return new Evidence(
        field.name(),
        field.shape().map(Shape::inWords).orElse("?"),
        reason,
        field.node().field().line());
  }
}
