package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.diagnostic.Evidence;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The way to a fault: the tensors between it and the nearest declarations, each behind those that
 * it is computed from. A tensor with a proved {@code @Shape} ends the way, since it says itself
 * what it is.
 */
final class Trace {
  private Trace() {}

  /** The rows for a fault at {@code node}, which itself is not among them. */
  static List<Evidence> to(
      ModelGraph graph, ModelGraph.Node node, Map<String, CheckedField> fields) {
    return path(graph, node).stream()
        .flatMap(name -> Stream.ofNullable(fields.get(name)))
        .filter(field -> field.node().parts().isEmpty())
        .map(Trace::row)
        .toList();
  }

  private static Set<String> path(ModelGraph graph, ModelGraph.Node node) {
    Set<String> path = new LinkedHashSet<>();
    Set<String> entered = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(node.reads());
    while (!open.isEmpty()) {
      String name = open.element();
      List<String> before =
          Stream.ofNullable(graph.nodes().get(name))
              .filter(next -> next.field().shape().isEmpty() && entered.add(name))
              .flatMap(next -> next.reads().stream())
              .collect(Collectors.toCollection(ArrayList::new));
      if (before.isEmpty()) {
        path.add(open.remove());
      }
      Collections.reverse(before);
      before.forEach(open::addFirst);
    }
    return path;
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
