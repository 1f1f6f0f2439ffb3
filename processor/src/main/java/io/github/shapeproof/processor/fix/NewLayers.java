package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.Add;
import io.github.shapeproof.annotation.Channels;
import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Crop;
import io.github.shapeproof.annotation.Custom;
import io.github.shapeproof.annotation.Dense;
import io.github.shapeproof.annotation.Flatten;
import io.github.shapeproof.annotation.GlobalAvgPool;
import io.github.shapeproof.annotation.GlobalMaxPool;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Pad;
import io.github.shapeproof.annotation.Rearrange;
import io.github.shapeproof.annotation.Reconcile;
import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.annotation.SpaceToDepth;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelGraph;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Fact;
import io.github.shapeproof.processor.shape.Relation;
import io.github.shapeproof.processor.shape.Shape;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A new layer in front of tensors that do not fit. Most are dearer than any change of a parameter.
 */
final class NewLayers {
  private static final double REPLACED = 7;
  private static final double ENLARGED = 3;

  /** By what networks enlarge maps at once. */
  private static final List<Integer> FACTORS = List.of(2, 4, 8, 16, 32);

  private static final double INSERTED = 8;
  private static final double PROJECTED = 1;
  private static final double SHRUNK = 1;
  private static final double ORDERED = 2;
  private static final double PADDED = 1;
  private static final double SPREAD = 1.5;
  private static final double SHORTCUT = 2;
  private static final double CROPPED = 6;

  /** Where other maps of the model are cropped. */
  private static final double USUAL = 2;

  private static final double FLAT = 1.5;
  private static final double POOLED = 2;
  private static final double TOKENS = 1.5;

  private static final double USED = 0.5;

  /** As many features as a map has places fit one size of it only. */
  private static final double OPEN = 1;

  private static final double LOST = 4;
  private static final double JOINED = 2;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final double STEP_AWAY = 1;
  private final CheckedModel model;
  private final Finding finding;
  private final FieldDeclaration field;
  private final Suspects suspects;
  private final Insertions between;

  NewLayers(CheckedModel model, Finding finding, Suspects suspects) {
    this.model = model;
    this.finding = finding;
    this.field = model.declaration().field(finding.field()).orElseThrow();
    this.suspects = suspects;
    this.between = new Insertions(model, finding);
  }

  Stream<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    enlarged(candidates);
    reconciled(candidates);
    reshaped(candidates);
    broadcast(candidates);
    candidates.addAll(new VectorMaps(model, finding, between).candidates());
    shortcut(candidates);
    padded(candidates);
    flattened(candidates);
    pooled(candidates);
    if (finding.diagnostic().code() == Code.SP012) {
      between.join("Joined", Concat.class, JOINED).ifPresent(candidates::add);
    }
    return candidates.stream();
  }

  /** A prediction's last step to the size of its target, which is not there when it is made. */
  private void enlarged(List<Candidate> candidates) {
    ModelGraph.Node node = model.graph().node(field.name());
    if (node.isLoss() && !node.from().isEmpty()) {
      node.reads().stream()
          .flatMap(target -> factor(node.from().get(0), target).stream())
          .map(factor -> Map.<String, Object>of("scale", List.of(factor)))
          .flatMap(scale -> between.insert(0, "Up", Resize.class, scale, ENLARGED).stream())
          .forEach(candidates::add);
    }
  }

  /** By what to multiply the size of a map to get that of another one. */
  private Optional<Double> factor(String input, String like) {
    Optional<Shape> small = model.map(input);
    Optional<Shape> large = model.map(like);
    return small.isEmpty() || large.isEmpty()
        ? Optional.empty()
        : FACTORS.stream()
            .filter(
                factor ->
                    spatial()
                        .allMatch(
                            i -> isMultiple(large.get().dims().get(i), small.get(), i, factor)))
            .map(Double::valueOf)
            .findFirst();
  }

  private boolean isMultiple(Dim large, Shape small, int axis, int factor) {
    return model.facts().equal(small.dims().get(axis).times(factor), large).isProved();
  }

  /** Fits each input of the faulty layer to each other tensor that it reads. */
  private void reconciled(List<Candidate> candidates) {
    List<String> from = model.graph().node(field.name()).from();
    List<String> reads = List.copyOf(model.graph().node(field.name()).reads());
    for (int i = 0; i < from.size(); i++) {
      for (String like : reads) {
        if (!like.equals(from.get(i))) {
          for (Channels channels : Channels.values()) {
            reconcile(from.get(i), i, like, channels).ifPresent(candidates::add);
          }
          boolean isUsual = isUsed(Crop.class);
          if (isUsual || isMargin(from.get(i), like)) {
            between
                .insert(i, "Cropped", Crop.class, Map.of("like", like), isUsual ? USUAL : CROPPED)
                .ifPresent(candidates::add);
          }
        }
      }
    }
  }

  private Optional<Candidate> reconcile(String name, int input, String like, Channels channels) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("like", like);
    if (channels != Channels.KEEP) {
      written.put("channels", channels);
    }
    return between.insert(
        input,
        "Fitted",
        Reconcile.class,
        written,
        INSERTED
            + (channels == Channels.KEEP ? 0 : PROJECTED)
            + (grows(name, like) ? 0 : SHRUNK)
            + (model.graph().node(field.name()).isLoss() ? LOST : 0));
  }

  /** Whether a map is larger by what windows cut off its edges, not by a scale. */
  private boolean isMargin(String input, String like) {
    Optional<Shape> larger = model.map(input);
    Optional<Shape> smaller = model.map(like);
    if (larger.isEmpty() || smaller.isEmpty()) {
      return false;
    }
    return spatial()
        .allMatch(
            i -> {
              Dim whole = larger.get().dims().get(i);
              Dim part = smaller.get().dims().get(i);
              return whole.isConstant()
                  && part.isConstant()
                  && part.constant().shiftLeft(1).compareTo(whole.constant()) > 0;
            });
  }

  /** The smaller of two tensors is fitted to the larger, which loses nothing. */
  private boolean grows(String input, String like) {
    Optional<Shape> from = model.map(input);
    Optional<Shape> to = model.map(like);
    return from.isPresent()
        && to.isPresent()
        && spatial()
            .allMatch(
                i ->
                    model
                        .facts()
                        .imply(
                            Fact.of(
                                to.get().dims().get(i),
                                Relation.AT_LEAST,
                                from.get().dims().get(i))));
  }

  /** The spatial dimensions of a map. */
  private IntStream spatial() {
    int first = model.declaration().layout() == Layout.CHANNELS_LAST ? 1 : 2;
    return IntStream.range(first, first + model.declaration().axes());
  }

  /**
   * Orders the dimensions of an input as the others have them, or gives it as many as they have.
   */
  private void reshaped(List<Candidate> candidates) {
    ModelGraph.Node node = model.graph().node(field.name());
    for (int i = 0; i < node.from().size(); i++) {
      int input = i;
      String name = node.from().get(i);
      SwappedAxes.ofInput(model, node, name)
          .filter(order -> order.order().size() <= LETTERS.length())
          .flatMap(o -> between.insert(input, "Ordered", Rearrange.class, pattern(o), ORDERED))
          .ifPresent(candidates::add);
      for (String like : node.reads()) {
        model
            .shape(like)
            .filter(shape -> isOfOtherRank(shape, model.shape(name)))
            .map(shape -> Map.<String, Object>of("value", shape.toString()))
            .flatMap(value -> between.insert(input, "Reshaped", Reshape.class, value, REPLACED))
            .ifPresent(candidates::add);
      }
    }
  }

  /** A value for each channel, {@code N,C}, spread over the places of a map. */
  private void broadcast(List<Candidate> candidates) {
    ModelGraph.Node node = model.graph().node(field.name());
    int axes = model.declaration().axes();
    boolean last = model.declaration().layout() == Layout.CHANNELS_LAST;
    for (int i = 0; i < node.from().size(); i++) {
      Optional<Shape> vector =
          model.shape(node.from().get(i)).filter(s -> s.hasRank() && s.rank() == 2);
      if (vector.isPresent() && node.from().size() > 1) {
        List<Dim> dims = new ArrayList<>(vector.get().dims());
        dims.addAll(last ? 1 : 2, Collections.nCopies(axes, Dim.of(1)));
        Map<String, Object> value = Map.of("value", Shape.of(dims).toString());
        between.insert(i, "Spread", Reshape.class, value, SPREAD).ifPresent(candidates::add);
      }
    }
  }

  /** The strided projection past a residual block that changes sizes and channels. */
  private void shortcut(List<Candidate> candidates) {
    if (!field.isComputedBy(Add.class)) {
      return;
    }
    List<String> from = model.graph().node(field.name()).from();
    for (int i = 0; i < from.size(); i++) {
      for (String like : from) {
        Optional<Integer> filters = channels(like);
        if (filters.isEmpty() || filters.equals(channels(from.get(i)))) {
          continue;
        }
        for (int stride : List.of(2, 4)) {
          Map<String, Object> written = new LinkedHashMap<>();
          written.put("filters", filters.get());
          written.put("kernel", List.of(1));
          written.put("stride", List.of(stride));
          between.insert(i, "Projected", Conv.class, written, SHORTCUT).ifPresent(candidates::add);
        }
      }
    }
  }

  private Optional<Integer> channels(String name) {
    return model
        .map(name)
        .map(shape -> shape.dims().get(SwappedAxes.channels(model.declaration(), shape.rank())))
        .filter(dim -> dim.isConstant() && dim.constant().bitLength() < Integer.SIZE)
        .map(dim -> dim.constant().intValue());
  }

  private static boolean isOfOtherRank(Shape like, Optional<Shape> input) {
    return like.hasRank() && input.filter(s -> s.hasRank() && s.rank() != like.rank()).isPresent();
  }

  private static Map<String, Object> pattern(SwappedAxes.Order order) {
    String letters = LETTERS;
    String from = String.join(" ", letters.substring(0, order.order().size()).split(""));
    String to =
        order.order().stream()
            .map(i -> letters.substring(i, i + 1))
            .collect(Collectors.joining(" "));
    return Map.of("value", from + " -> " + to);
  }

  /** A model over the features of a map, which it takes without places, or as a sequence. */
  private void pooled(List<Candidate> candidates) {
    List<String> from = model.graph().node(field.name()).from();
    boolean isApplied =
        field.layer().flatMap(LayerDeclaration::applied).isPresent()
            || field.isComputedBy(Custom.class);
    int input = Math.max(0, finding.diagnostic().site().index());
    if (!isApplied || finding.diagnostic().code() != Code.SP203 || input >= from.size()) {
      return;
    }
    if (model.map(from.get(input)).isPresent()) {
      Map<String, Object> places = Map.of("value", Patterns.sequence(model.declaration()));
      between.insert(input, "Tokens", Rearrange.class, places, TOKENS).ifPresent(candidates::add);
      flat(between, from.get(input), input, 0).ifPresent(candidates::add);
      pool(between, input, GlobalAvgPool.class, 0).ifPresent(candidates::add);
      pool(between, input, GlobalMaxPool.class, 0).ifPresent(candidates::add);
    }
  }

  /** All elements of a map side by side: not for whatever sizes, where weights follow. */
  private Optional<Candidate> flat(Insertions before, String name, int input, double more) {
    boolean isOpen =
        model
            .map(name)
            .filter(map -> spatial().anyMatch(i -> !map.dims().get(i).isConstant()))
            .isPresent();
    return before.insert(input, "Flat", Flatten.class, Map.of(), FLAT + (isOpen ? OPEN : 0) + more);
  }

  private Optional<Candidate> pool(
      Insertions before, int input, Class<? extends Annotation> type, double more) {
    String suffix = type == GlobalAvgPool.class ? "Pooled" : "Highest";
    return before.insert(input, suffix, type, Map.of(), costOfPool(type) + more);
  }

  /** A pool that the model has elsewhere is the likelier one. */
  private double costOfPool(Class<? extends Annotation> type) {
    return isUsed(type) ? POOLED - USED : POOLED;
  }

  private boolean isUsed(Class<? extends Annotation> type) {
    return model.declaration().fields().stream()
        .flatMap(other -> other.layer().stream())
        .anyMatch(layer -> layer.type() == type);
  }

  /** A dense layer over all of a map, or over its features, not over its last dimension. */
  private void flattened(List<Candidate> candidates) {
    boolean ranks = Set.of(Code.SP203, Code.SP207).contains(finding.diagnostic().code());
    suspects
        .layers()
        .forEach(
            (layer, distance) -> {
              if ((layer.equals(field) || ranks) && isDenseOfMap(layer)) {
                Insertions before = new Insertions(model, layer.name());
                double away = STEP_AWAY * distance;
                String from = model.graph().node(layer.name()).from().get(0);
                flat(before, from, 0, away).ifPresent(candidates::add);
                pool(before, 0, GlobalAvgPool.class, away).ifPresent(candidates::add);
              }
            });
  }

  private boolean isDenseOfMap(FieldDeclaration layer) {
    return isDense(layer)
        && model.graph().node(layer.name()).from().stream()
            .filter(name -> !isDense(model.graph(), Passing.origin(model.graph(), name)))
            .flatMap(name -> model.shape(name).stream())
            .anyMatch(shape -> shape.hasRank() && shape.rank() > 2);
  }

  private static boolean isDense(ModelGraph graph, String name) {
    return graph.nodes().containsKey(name) && isDense(graph.node(name).field());
  }

  private static boolean isDense(FieldDeclaration field) {
    return field.isComputedBy(Dense.class);
  }

  /** Makes sizes divisible by a block, in place of a block that divides. */
  private void padded(List<Candidate> candidates) {
    field
        .layer()
        .filter(layer -> layer.type() == SpaceToDepth.class)
        .map(layer -> Map.of("multipleOf", layer.attributes().require("block")))
        .flatMap(written -> between.insert(0, "Padded", Pad.class, written, PADDED))
        .ifPresent(candidates::add);
  }
}
