package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.diagnostic.Evidence;
import io.github.shapeproof.processor.shape.Shape;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
  static List<Evidence> to(ModelGraph.Node node, Map<String, CheckedField> fields) {
    Set<String> needed = new LinkedHashSet<>();
    node.reads().forEach(name -> collect(name, fields, needed));
    Map<String, CheckedField> order = new LinkedHashMap<>(fields);
    order.keySet().retainAll(needed);
    return order.values().stream()
        .filter(field -> field.node().parts().isEmpty())
        .map(Trace::row)
        .toList();
  }

  private static void collect(String name, Map<String, CheckedField> fields, Set<String> needed) {
    CheckedField field = fields.get(name);
    if (field == null || !needed.add(name) || field.node().field().shape().isPresent()) {
      return;
    }
    field.node().reads().forEach(read -> collect(read, fields, needed));
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
