package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.layer.Layer;
import io.github.shapeproof.processor.layer.Layers;
import io.github.shapeproof.processor.model.ModelGraph;

/** Layers whose result has the shape of their only input, whatever that is. */
final class Passing {
  private Passing() {}

  static boolean isPassing(FieldDeclaration field) {
    return field
        .layer()
        .flatMap(layer -> Layers.of(layer.type()))
        .filter(Layer::keepsShape)
        .isPresent();
  }

  /** The tensor whose shape a tensor has for want of another layer between. */
  static String origin(ModelGraph graph, String name) {
    String origin = name;
    while (graph.nodes().containsKey(origin) && isPassing(graph.node(origin))) {
      origin = graph.node(origin).from().get(0);
    }
    return origin;
  }

  /** What reads itself, or what stands below it, would be followed in a circle. */
  private static boolean isPassing(ModelGraph.Node node) {
    return isPassing(node.field()) && node.from().size() == 1 && node.fault().isEmpty();
  }
}
