package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.Activation;
import io.github.shapeproof.annotation.BatchNorm;
import io.github.shapeproof.annotation.Dropout;
import io.github.shapeproof.annotation.GroupNorm;
import io.github.shapeproof.annotation.InstanceNorm;
import io.github.shapeproof.annotation.LayerNorm;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.model.ModelGraph;
import java.util.Set;

/** Layers whose result has the shape of their only input, whatever that is. */
final class Passing {
  private static final Set<Class<?>> TYPES =
      Set.of(
          Activation.class,
          BatchNorm.class,
          Dropout.class,
          GroupNorm.class,
          InstanceNorm.class,
          LayerNorm.class);

  private Passing() {}

  static boolean isPassing(FieldDeclaration field) {
    return field.layer().filter(layer -> TYPES.contains(layer.type())).isPresent();
  }

  /** The tensor whose shape a tensor has for want of another layer between. */
  static String origin(ModelGraph graph, String name) {
    String origin = name;
    while (graph.nodes().containsKey(origin)
        && isPassing(graph.node(origin).field())
        && graph.node(origin).from().size() == 1) {
      origin = graph.node(origin).from().get(0);
    }
    return origin;
  }
}
