package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.AdaptiveAvgPool;
import io.github.shapeproof.annotation.AdaptiveMaxPool;
import io.github.shapeproof.annotation.Add;
import io.github.shapeproof.annotation.AvgPool;
import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.DepthToSpace;
import io.github.shapeproof.annotation.Flatten;
import io.github.shapeproof.annotation.MaxPool;
import io.github.shapeproof.annotation.Rearrange;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.layer.Layer;
import io.github.shapeproof.processor.layer.Layers;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelGraph;
import io.github.shapeproof.processor.shape.Dim;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Another layer in place of one. */
final class OtherLayers {
  private static final double REPLACED = 7;
  private static final double STEP_AWAY = 1;
  private static final double OPPOSITE = 2;

  /** Its own claim tells such a layer. */
  private static final double OPPOSITE_AWAY = 3;

  private static final double BESIDE = 6;
  private static final Map<Class<? extends Annotation>, Class<? extends Annotation>> ADAPTIVE =
      Map.of(AvgPool.class, AdaptiveAvgPool.class, MaxPool.class, AdaptiveMaxPool.class);

  private final CheckedModel model;
  private final FieldDeclaration field;
  private final Code code;
  private final Suspects suspects;
  private final Wanted wanted;

  OtherLayers(CheckedModel model, Finding finding, Suspects suspects) {
    this.model = model;
    this.field = model.declaration().field(finding.field()).orElseThrow();
    this.code = finding.diagnostic().code();
    this.suspects = suspects;
    this.wanted = new Wanted(model, finding);
  }

  Stream<Candidate> candidates() {
    boolean mayBeOpposite = code.isMismatch() || (code == Code.SP306 && isTold());
    List<Candidate> candidates = new ArrayList<>();
    suspects
        .layers()
        .forEach(
            (layer, distance) -> {
              adaptive(candidates, layer, distance);
              if (mayBeOpposite) {
                opposite(candidates, layer, distance);
              }
            });
    beside(candidates);
    sequence(candidates);
    return candidates.stream();
  }

  /**
   * Whether more than a block that does not divide tells of the wrong layer: channels do, while
   * sizes are padded unless something reads the result and fits then.
   */
  private boolean isTold() {
    return field.isComputedBy(DepthToSpace.class)
        || model.graph().nodes().values().stream()
            .anyMatch(node -> node.reads().contains(field.name()));
  }

  /** A pool to the size that is wanted, in place of one with a window. */
  private void adaptive(List<Candidate> candidates, FieldDeclaration pool, int distance) {
    LayerDeclaration old = pool.layer().orElseThrow();
    Class<? extends Annotation> type = ADAPTIVE.get(old.type());
    if (type == null) {
      return;
    }
    Set<List<Integer>> sizes = new LinkedHashSet<>();
    wanted.hints(1).forEach(size -> sizes.add(List.of((int) (long) size)));
    sizes.addAll(wanted.vectors(Collections.nCopies(model.declaration().axes(), 1)));
    for (List<Integer> size : sizes) {
      Map<String, Object> written = new LinkedHashMap<>();
      if (old.attributes().isWritten("from")) {
        List<String> from = old.attributes().texts("from");
        written.put("from", from.size() == 1 ? from.get(0) : from);
      }
      written.put("size", size);
      candidates.add(
          new Candidate(
              pool.name() + " adaptive",
              List.of(new Edit.ReplaceLayer(pool.name(), LayerDeclaration.of(type, written))),
              REPLACED + STEP_AWAY * distance));
    }
  }

  /** What shrinks in place of what enlarges, and the other way round. */
  private static void opposite(List<Candidate> candidates, FieldDeclaration layer, int distance) {
    LayerDeclaration old = layer.layer().orElseThrow();
    Layers.of(old.type())
        .flatMap(Layer::opposite)
        .map(type -> List.<Edit>of(new Edit.ReplaceLayer(layer.name(), old.as(type))))
        .map(
            edits ->
                new Candidate(
                    layer.name() + " opposite", edits, OPPOSITE + OPPOSITE_AWAY * distance))
        .ifPresent(candidates::add);
  }

  /** The places of a map in a row, in place of all its elements, where a sequence is taken. */
  private void sequence(List<Candidate> candidates) {
    if (code != Code.SP203) {
      return;
    }
    for (String name : model.graph().node(field.name()).from()) {
      Optional<FieldDeclaration> flat =
          model.declaration().field(name).filter(f -> f.isComputedBy(Flatten.class));
      if (flat.isPresent() && model.graph().node(name).from().stream().anyMatch(this::isMap)) {
        Map<String, Object> written = new LinkedHashMap<>();
        if (flat.get().layer().orElseThrow().attributes().isWritten("from")) {
          written.put("from", model.graph().node(name).from().get(0));
        }
        written.put("value", Patterns.sequence(model.declaration()));
        LayerDeclaration places = LayerDeclaration.of(Rearrange.class, written);
        candidates.add(
            new Candidate(
                name + " Rearrange", List.of(new Edit.ReplaceLayer(name, places)), OPPOSITE));
      }
    }
  }

  private boolean isMap(String name) {
    return model.map(name).isPresent();
  }

  /** Joined, not added, where channels are symbols, to which nothing can be projected. */
  private void beside(List<Candidate> candidates) {
    ModelGraph.Node node = model.graph().node(field.name());
    boolean isAdd = field.isComputedBy(Add.class);
    if (isAdd && node.from().stream().anyMatch(name -> !hasKnownChannels(name))) {
      LayerDeclaration join = LayerDeclaration.of(Concat.class, Map.of("from", node.from()));
      candidates.add(
          new Candidate(
              field.name() + " Concat",
              List.of(new Edit.ReplaceLayer(field.name(), join)),
              BESIDE));
    }
  }

  private boolean hasKnownChannels(String name) {
    return model
        .map(name)
        .map(map -> map.dims().get(SwappedAxes.channels(model.declaration(), map.rank())))
        .filter(Dim::isConstant)
        .isPresent();
  }
}
