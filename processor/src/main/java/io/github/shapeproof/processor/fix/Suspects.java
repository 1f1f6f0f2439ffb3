package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelGraph;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tensors whose declarations may be at fault: the one with the finding, and those it depends on
 * up to the nearest with a proved {@code @Shape}.
 */
final class Suspects {
  private final Map<FieldDeclaration, Integer> distances = new LinkedHashMap<>();

  Suspects(CheckedModel model, Finding finding) {
    Deque<String> open = new ArrayDeque<>();
    Map<String, Integer> steps = new LinkedHashMap<>();
    open.add(finding.field());
    steps.put(finding.field(), 0);
    while (!open.isEmpty()) {
      String name = open.remove();
      ModelGraph.Node node = model.graph().node(name);
      int distance = steps.getOrDefault(name, 0);
      boolean vouched = distance > 0 && node.field().shape().isPresent();
      if (vouched || node.field().isInput()) {
        continue;
      }
      if (!node.isPart()) {
        distances.put(node.field(), distance);
      }
      boolean passing = node.isPart() || (distance > 0 && Passing.isPassing(node.field()));
      int further = passing ? distance : distance + 1;
      for (String read : node.reads()) {
        if (model.fields().containsKey(read) && steps.putIfAbsent(read, further) == null) {
          if (further == distance) {
            open.addFirst(read);
          } else {
            open.add(read);
          }
        }
      }
    }
  }

  /** Layers to change, with the number of steps between each and the finding. */
  Map<FieldDeclaration, Integer> layers() {
    return distances;
  }
}
