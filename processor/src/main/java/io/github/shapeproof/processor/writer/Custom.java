package io.github.shapeproof.processor.writer;

import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.model.ModelGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A method of the interface {@code Operations}: one of the model's own operations, or of a model
 * that it applies.
 *
 * @param method its name: the tensor's, behind that of the field that applies a model
 * @param signature what it does to shapes
 * @param inputs names of what it reads
 */
record Custom(String method, String signature, List<String> inputs) {

  /** All of a model, in source order. */
  static List<Custom> of(ModelGraph graph) {
    List<Custom> customs = new ArrayList<>();
    collect(graph, "", customs);
    return customs;
  }

  private static void collect(ModelGraph graph, String prefix, List<Custom> customs) {
    for (ModelGraph.Node node : graph.nodes().values()) {
      Optional<LayerDeclaration> layer = node.field().layer().filter(l -> !node.isPart());
      String method = prefix + node.field().name();
      layer
          .filter(l -> l.name().equals("Custom"))
          .ifPresent(
              l -> customs.add(new Custom(method, l.attributes().text("value"), node.from())));
      layer
          .flatMap(LayerDeclaration::applied)
          .map(applied -> ModelGraph.of(applied.declaration()))
          .ifPresent(applied -> collect(applied, method + "_", customs));
    }
  }
}
