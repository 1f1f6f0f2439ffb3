package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.processor.declaration.Attributes;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.declaration.Roles;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.layer.Layers;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Other values for the attributes of the layers under suspicion: the search backward. */
final class ParameterEdits {
  /** Patches of transformers have as much; sizes under larger ones take long to compare. */
  private static final int LARGEST_STRIDE = 32;

  private static final double STEP_AWAY = 1;
  private static final double RANK = 0.4;
  private static final double WRITTEN_ANEW = 3;

  /** What people forget; it costs less to write than to change what they did write. */
  private static final Map<String, Double> FORGOTTEN =
      Map.of("padding", 1.0, "ceilMode", 1.5, "keepDims", 1.0, "channels", 0.0);

  private static final Set<String> WITH_SIDES = Set.of("pad", "amounts");

  private static final double SECOND_EDIT = 4;

  /** What stands at the very place of the error is the likelier cause. */
  private static final double AT_FAULT = -1;

  /** An annotation reads better with the right constant than without it. */
  private static final double LEFT_OUT = 1.75;

  /** Half of an uneven kernel, along each axis. */
  private static final double CENTRED_EACH = 0.5;

  /** A kernel of three that is padded by so many was to be dilated by as many. */
  private static final double PADDED_FOR = -9;

  /** Steps from the finding up to which numbers are solved for. */
  private static final int NEAR = 2;

  /** Sizes are equal with it, so that it is likely no chance. */
  private static final double SOLVED = 2.5;

  /** Maps are joined along the channels. */
  private static final double OTHER_AXIS = 5;

  /** What is combined is meant to be. */
  private static final double OTHER_COMBINATION = 5;

  /** A model is repeated as often as was wanted. */
  private static final double OTHER_TIMES = 7;

  private static final int PER_ATTRIBUTE = 12;

  private final CheckedModel model;
  private final Finding finding;
  private final Suspects suspects;
  private final Variants variants;
  private final Oddity oddity;
  private final AxisSweep sweep;
  private final StraightLine line;
  private final Map<String, Optional<Integer>> roots = new HashMap<>();

  ParameterEdits(CheckedModel model, Finding finding, Suspects suspects, Trial trial) {
    this.model = model;
    this.finding = finding;
    this.suspects = suspects;
    this.oddity = new Oddity(new Habits(model.declaration(), trial.declaration()));
    this.variants = new Variants(new Wanted(model, finding));
    this.sweep = new AxisSweep(trial);
    this.line = new StraightLine(trial);
  }

  /** One attribute changed, added or left out. */
  Stream<Candidate> singles() {
    return suspects.layers().entrySet().stream()
        .flatMap(e -> attributes(e.getKey()).stream().flatMap(a -> singles(e.getKey(), a)));
  }

  /** Two attributes of one layer changed. */
  Stream<Candidate> pairs() {
    return suspects.layers().keySet().stream().flatMap(this::pairs);
  }

  private Stream<Candidate> pairs(FieldDeclaration field) {
    List<List<Candidate>> byAttribute =
        attributes(field).stream()
            .map(
                a ->
                    singles(field, a)
                        .sorted(Comparator.comparingDouble(Candidate::cost))
                        .limit(PER_ATTRIBUTE)
                        .toList())
            .toList();
    List<Candidate> pairs = new ArrayList<>();
    for (int i = 0; i < byAttribute.size(); i++) {
      for (int j = i + 1; j < byAttribute.size(); j++) {
        for (Candidate first : byAttribute.get(i)) {
          for (Candidate second : byAttribute.get(j)) {
            List<Edit> both = new ArrayList<>(first.edits());
            both.addAll(second.edits());
            pairs.add(
                new Candidate(
                    first.topic() + " " + second.topic(),
                    both,
                    first.cost() + second.cost() + SECOND_EDIT));
          }
        }
      }
    }
    return pairs.stream();
  }

  /** Those that change sizes; where the finding is, also what else is written there. */
  private List<String> attributes(FieldDeclaration field) {
    LayerDeclaration layer = field.layer().orElseThrow();
    Set<String> names = new LinkedHashSet<>();
    Layers.of(layer.type()).ifPresent(rule -> names.addAll(rule.adjustable()));
    if (field.name().equals(finding.field())) {
      names.addAll(layer.attributes().written());
    }
    Roles.TENSORS.forEach(names::remove);
    names.remove("in");
    if (finding.diagnostic().code() != Code.SP505) {
      names.remove("times"); // what is repeated does not change
    }
    return List.copyOf(names);
  }

  private Stream<Candidate> singles(FieldDeclaration field, String attribute) {
    LayerDeclaration layer = field.layer().orElseThrow();
    Attributes attributes = layer.attributes();
    boolean written = attributes.isWritten(attribute);
    double base =
        STEP_AWAY * suspects.layers().getOrDefault(field, 0)
            + RANK * Math.max(0, attributes(field).indexOf(attribute))
            + (written ? 0 : anew(layer, attribute))
            + (isAtFault(field, attribute) ? AT_FAULT : 0)
            + (attribute.equals("combine") ? OTHER_COMBINATION : 0)
            + (attribute.equals("times") ? OTHER_TIMES : 0)
            + (attribute.equals("axis") && isOfMaps(field) ? OTHER_AXIS : 0);
    String topic = field.name() + "." + attribute;
    List<Candidate> candidates = new ArrayList<>();
    values(field, attributes, attribute)
        .forEach(
            (value, cost) -> {
              if (!Oddity.isAbsurd(layer, attribute, value) && !isUnsaid(layer, attribute, value)) {
                candidates.add(
                    new Candidate(
                        topic,
                        edits(field, attribute, value),
                        base + cost + oddity.of(layer, attribute, value)));
              }
            });
    if (written && layer.without(attribute).attributes().has(attribute)) {
      Edit leaveOut = new Edit.RemoveAttribute(field.name(), attribute);
      candidates.add(new Candidate(topic, List.of(leaveOut), base + LEFT_OUT));
    }
    return candidates.stream();
  }

  /** A kind of padding takes the place of numbers, and to pad by nothing is not to pad. */
  private static List<Edit> edits(FieldDeclaration field, String attribute, Object value) {
    Edit set = new Edit.SetAttribute(field.name(), attribute, value);
    Edit unpad = new Edit.RemoveAttribute(field.name(), "pad");
    if (!field.layer().orElseThrow().attributes().isWritten("pad")) {
      return List.of(set);
    }
    return Oddity.isUnpadded(attribute, value)
        ? List.of(unpad)
        : attribute.equals("padding") ? List.of(unpad, set) : List.of(set);
  }

  /** What an attribute more costs; a transposed convolution is hardly ever meant to be padded. */
  private static double anew(LayerDeclaration layer, String attribute) {
    return layer.type() == Deconv.class
        ? WRITTEN_ANEW
        : FORGOTTEN.getOrDefault(attribute, WRITTEN_ANEW);
  }

  private boolean isOfMaps(FieldDeclaration field) {
    return model.graph().node(field.name()).from().stream()
        .anyMatch(name -> model.map(name).isPresent());
  }

  private boolean isAtFault(FieldDeclaration field, String attribute) {
    Site site = finding.diagnostic().site();
    return site.equals(field.layerSite().attribute(attribute).item(site.index()));
  }

  /** Whether it is a number that counts as none, where one of two is to be left out. */
  private boolean isUnsaid(LayerDeclaration layer, String attribute, Object value) {
    return finding.diagnostic().code() == Code.SP008
        && (Oddity.isUnpadded(attribute, value)
            || value.equals(layer.without(attribute).attributes().get(attribute)));
  }

  private Map<Object, Double> values(
      FieldDeclaration field, Attributes attributes, String attribute) {
    Object current = attributes.get(attribute);
    if (current == null || finding.diagnostic().code() == Code.SP307) {
      return Map.of(); // nothing tells how many filters a network wants
    }
    if (attribute.equals("axis")) {
      return axes(field);
    }
    if (current instanceof Integer number) {
      Map<Object, Double> values = variants.of(current);
      root(field, attribute, number).ifPresent(root -> values.merge(root, SOLVED, Math::min));
      values.remove(current);
      return values;
    }
    if (!(current instanceof List<?> list)) {
      return variants.of(current);
    }
    if (list.isEmpty() ? attribute.equals("scale") : list.get(0) instanceof Double) {
      return variants.ofReals(attributes.reals(attribute));
    }
    if (!list.isEmpty() && !(list.get(0) instanceof Integer)) {
      return Map.of();
    }
    int axes = model.declaration().axes();
    List<Integer> numbers = attributes.integers(attribute);
    Map<Object, Double> values =
        variants.ofIntegers(
            numbers, implied(attributes, attribute), axes, WITH_SIDES.contains(attribute));
    if (attribute.equals("stride") && numbers.stream().allMatch(n -> n <= LARGEST_STRIDE)) {
      values.keySet().removeIf(stride -> isTooLarge((List<?>) stride));
    }
    if (attribute.equals("pad")) {
      Oddity.centred(attributes).ifPresent(pad -> values.putIfAbsent(pad, CENTRED_EACH));
      values.remove(current);
    }
    if (attribute.equals("dilation") && Oddity.isPaddedForDilation(field.layer().orElseThrow())) {
      values.put(attributes.integers("pad"), PADDED_FOR);
    }
    if (numbers.stream().anyMatch(n -> n > Variants.SMALL)) {
      sweep
          .find(field.name(), attribute, axes, variants.sizes(numbers.get(0)))
          .ifPresent(found -> values.put(found, Variants.UNEVEN));
    }
    return values;
  }

  private Map<Object, Double> axes(FieldDeclaration field) {
    Map<Object, Double> axes = new LinkedHashMap<>();
    model.graph().node(field.name()).from().stream()
        .flatMap(name -> model.shape(name).stream())
        .mapToInt(shape -> shape.dims().size())
        .min()
        .ifPresent(rank -> IntStream.range(0, rank).forEach(axis -> axes.put(axis, 0.0)));
    return axes;
  }

  private Optional<Integer> root(FieldDeclaration field, String attribute, int present) {
    return suspects.layers().getOrDefault(field, 0) > NEAR
        ? Optional.empty()
        : roots.computeIfAbsent(
            field.name() + "." + attribute, key -> line.root(field.name(), attribute, present));
  }

  private static boolean isTooLarge(List<?> strides) {
    return strides.stream().anyMatch(stride -> (Integer) stride > LARGEST_STRIDE);
  }

  /** What an empty array stands for: a pool's stride is its kernel, all else is nothing. */
  private static List<Integer> implied(Attributes attributes, String attribute) {
    return attribute.equals("stride") && attributes.has("kernel") && attributes.length("kernel") > 0
        ? attributes.integers("kernel")
        : List.of(0);
  }
}
