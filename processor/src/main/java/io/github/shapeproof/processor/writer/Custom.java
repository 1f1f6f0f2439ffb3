package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.NameAllocator;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.model.MethodLimit;
import io.github.shapeproof.processor.model.ModelGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A method of the interface {@code Operations}: one of the model's own operations, or of a model
 * that it applies.
 *
 * @param operation the tensor that it computes, behind the field that applies its model
 * @param method the method's name
 * @param signature what it does to shapes
 * @param inputs names of what it reads
 */
record Custom(String operation, String method, String signature, List<String> inputs) {
  Custom {
    inputs = MethodLimit.few(inputs);
  }

  /** All of a model, its own first; these are called like their tensors. */
  static List<Custom> of(ModelGraph graph) {
    List<Custom> found = new ArrayList<>();
    collect(graph, "", found);
    found.sort(Comparator.comparing(custom -> custom.operation().contains(".")));
    NameAllocator names = new NameAllocator();
    return found.stream().map(c -> c.called(names.newName(c.operation()))).toList();
  }

  private Custom called(String name) {
    return new Custom(operation, name, signature, inputs);
  }

  private static void collect(ModelGraph graph, String prefix, List<Custom> found) {
    for (ModelGraph.Node node : graph.nodes().values()) {
      Optional<LayerDeclaration> layer = node.field().layer().filter(l -> !node.isPart());
      String name = prefix + node.field().name();
      layer
          .filter(l -> l.name().equals("Custom"))
          .map(l -> new Custom(name, "", l.attributes().text("value"), node.from()))
          .ifPresent(found::add);
      layer
          .flatMap(LayerDeclaration::applied)
          .map(applied -> ModelGraph.of(applied.declaration()))
          .ifPresent(applied -> collect(applied, name + ".", found));
    }
  }
}
