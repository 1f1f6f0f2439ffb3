package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.AvgPool;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.annotation.DepthwiseConv;
import io.github.shapeproof.annotation.MaxPool;
import io.github.shapeproof.annotation.SeparableConv;
import io.github.shapeproof.processor.declaration.Attributes;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.layer.Layers;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import java.util.ArrayList;
import java.util.Collections;
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
import org.jspecify.annotations.Nullable;

/** Other values for the attributes of the layers under suspicion: the search backward. */
final class ParameterEdits {
  /** Patches of transformers have as much; sizes under larger ones take long to compare. */
  private static final int LARGEST_STRIDE = 32;

  private static final Set<String> REFERENCES = Set.of("from", "like", "target", "mask", "in");
  private static final double STEP_AWAY = 1;
  private static final double RANK = 0.4;
  private static final double WRITTEN_ANEW = 3;

  /** What people forget; it costs less to write than to change what they did write. */
  private static final Map<String, Double> FORGOTTEN =
      Map.of("padding", 1.0, "ceilMode", 1.5, "keepDims", 1.0, "channels", 0.0);

  /** One attribute in place of another one. */
  private static final double EXCHANGED = 3;

  private static final Set<String> WITH_SIDES = Set.of("pad", "amounts");

  private static final Set<String> POSITIVE =
      Set.of("kernel", "stride", "dilation", "size", "block", "levels");

  private static final double SECOND_EDIT = 4;

  /** What stands at the very place of the error is the likelier cause. */
  private static final double AT_FAULT = -1;

  /** An annotation reads better with the right constant than without it. */
  private static final double LEFT_OUT = 1.75;

  /** The kernel is what a layer was chosen by: all else follows it. */
  private static final double OTHER_KERNEL = 1.5;

  /** The largest windows that people use, and what a larger one costs. */
  private static final Map<String, Integer> USUAL = Map.of("kernel", 32, "dilation", 8);

  private static final int USUAL_CENTRED = 11;

  private static final double UNUSUAL = 8;

  /** Nobody has windows so many times larger. */
  private static final int ABSURD = 4;

  /** Nor any that large where they had none. */
  private static final int RARE = 1;

  /** A convolution's kernel has a centre. */
  private static final double UNCENTRED = 1;

  /** One that sees no neighbours any more is another layer. */
  private static final double POINTWISE = 3;

  /** And one that saw none was chosen for that. */
  private static final double SPREAD = 1.5;

  /** Half a kernel on all sides is what people forget to pad with. */
  private static final double CENTRED_KERNEL = -1.5;

  private static final double CENTRED_POOL = -4;

  /** The same where another padding was meant for each axis. */
  private static final double CENTRED_EACH = 0.5;

  /** A kernel of three that is padded by so many was to be dilated by as many. */
  private static final double PADDED_FOR = -9;

  /** The numbers were meant, and only too many of them written. */
  private static final double SHORTENED = -2;

  /** Steps from the finding up to which numbers are solved for. */
  private static final int NEAR = 2;

  /** Sizes are equal with it, so that it is likely no chance. */
  private static final double SOLVED = 2.5;

  /** Nobody declares a layer that changes nothing. */
  private static final double IDLE = 6;

  /** Maps are joined along the channels. */
  private static final double OTHER_AXIS = 5;

  /** What is combined is meant to be. */
  private static final double OTHER_COMBINATION = 5;

  /** A model is repeated as often as was wanted. */
  private static final double OTHER_TIMES = 7;

  private static final Set<Class<?>> CENTRED =
      Set.of(Conv.class, DepthwiseConv.class, SeparableConv.class);

  private static final int PER_ATTRIBUTE = 12;

  private final CheckedModel model;
  private final Finding finding;
  private final Suspects suspects;
  private final Variants variants;
  private final Habits habits;
  private final AxisSweep sweep;
  private final StraightLine line;
  private final Map<String, Optional<Integer>> roots = new HashMap<>();

  ParameterEdits(CheckedModel model, Finding finding, Suspects suspects, Trial trial) {
    this.model = model;
    this.finding = finding;
    this.suspects = suspects;
    this.habits = new Habits(model.declaration(), trial.declaration());
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
    names.removeAll(REFERENCES);
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
              if (!exceeds(attribute, value, written || isPad(attributes, value) ? ABSURD : RARE)
                  && !isNothing(layer, attribute, value)
                  && !isZero(attribute, value)
                  && (written || !isUnpadded(attribute, value))
                  && !isUnsaid(layer, attribute, value)) {
                candidates.add(
                    new Candidate(
                        topic,
                        edits(field, attribute, value),
                        base + cost + oddity(layer, attribute, value)));
              }
            });
    if (written && layer.without(attribute).attributes().has(attribute)) {
      Edit leaveOut = new Edit.RemoveAttribute(field.name(), attribute);
      candidates.add(new Candidate(topic, List.of(leaveOut), base + LEFT_OUT));
    }
    return candidates.stream();
  }

  /** How much odder than others a layer looks with another value. */
  private double oddity(LayerDeclaration layer, String attribute, Object value) {
    Attributes attributes = layer.attributes();
    boolean isPart = isPart(value, attributes.get(attribute));
    boolean isExchanged = attribute.equals("padding") && attributes.isWritten("pad");
    return (exceeds(attribute, value, 1) ? UNUSUAL : 0)
        + (isPart ? SHORTENED : attribute.equals("kernel") ? kernel(layer, value) : 0)
        + (isIdle(attribute, value) ? IDLE : 0)
        + (attributes.isWritten(attribute) ? 0 : centring(layer, attribute, value))
        + (isExchanged ? EXCHANGED : 0)
        - (isUnpadded(attribute, value)
            ? habits.without(layer, attribute)
            : habits.of(isExchanged ? layer.without("pad") : layer, attribute, value));
  }

  /** A kind of padding takes the place of numbers, and to pad by nothing is not to pad. */
  private static List<Edit> edits(FieldDeclaration field, String attribute, Object value) {
    Edit set = new Edit.SetAttribute(field.name(), attribute, value);
    Edit unpad = new Edit.RemoveAttribute(field.name(), "pad");
    if (!field.layer().orElseThrow().attributes().isWritten("pad")) {
      return List.of(set);
    }
    return isUnpadded(attribute, value)
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

  /** What is padded by so many may be dilated by as many. */
  private static boolean isPad(Attributes attributes, Object value) {
    return attributes.has("pad") && attributes.integers("pad").equals(value);
  }

  /** Whether a window is so many times larger than the largest usual one. */
  private static boolean exceeds(String attribute, Object value, int times) {
    long most = (long) USUAL.getOrDefault(attribute, Integer.MAX_VALUE) * times;
    return value instanceof List<?> items
        && items.stream().anyMatch(item -> item instanceof Integer n && n > most);
  }

  /** What another kernel costs, more where the present one is a usual one. */
  private static double kernel(LayerDeclaration layer, Object value) {
    List<Integer> present = layer.attributes().integers("kernel");
    if (isNothing(layer, "kernel", present)) {
      return -OTHER_KERNEL;
    }
    double odd = oddness(layer, present);
    boolean isCentred = CENTRED.contains(layer.type());
    boolean pointwise = isCentred && value.equals(List.of(1));
    boolean wasPointwise = isCentred && present.equals(List.of(1));
    return oddness(layer, value)
        - odd
        + (odd > 0 ? 0 : OTHER_KERNEL)
        + (pointwise ? POINTWISE : 0)
        + (wasPointwise ? SPREAD : 0);
  }

  private static boolean isPart(Object value, @Nullable Object current) {
    return value instanceof List<?> part
        && current instanceof List<?> whole
        && part.size() < whole.size()
        && Collections.indexOfSubList(whole, part) >= 0;
  }

  private static double oddness(LayerDeclaration layer, Object value) {
    if (!CENTRED.contains(layer.type()) || !(value instanceof List<?> items)) {
      return 0;
    }
    boolean uncentred = items.stream().anyMatch(item -> item instanceof Integer n && n % 2 == 0);
    boolean unusual =
        items.stream().anyMatch(item -> item instanceof Integer n && n > USUAL_CENTRED);
    return (uncentred ? UNCENTRED : 0) + (unusual ? UNUSUAL : 0);
  }

  /**
   * A pool of single elements does nothing, nor do blocks of one along an axis, or equal levels.
   */
  private static boolean isNothing(LayerDeclaration layer, String attribute, Object value) {
    if (attribute.equals("levels")) {
      return value instanceof List<?> levels && Set.copyOf(levels).size() < levels.size();
    }
    return attribute.equals("block")
        ? value instanceof List<?> blocks && blocks.contains(1)
        : attribute.equals("kernel") && isPool(layer) && value.equals(List.of(1));
  }

  private static boolean isZero(String attribute, Object value) {
    return POSITIVE.contains(attribute) && value instanceof List<?> numbers && numbers.contains(0);
  }

  /** Whether it is a number that counts as none, where one of two is to be left out. */
  private boolean isUnsaid(LayerDeclaration layer, String attribute, Object value) {
    return finding.diagnostic().code() == Code.SP008
        && (isUnpadded(attribute, value)
            || value.equals(layer.without(attribute).attributes().get(attribute)));
  }

  private static boolean isUnpadded(String attribute, Object value) {
    return attribute.equals("pad")
        && value instanceof List<?> sides
        && sides.stream().allMatch(side -> side.equals(0));
  }

  private static boolean isPool(LayerDeclaration layer) {
    return layer.type() == MaxPool.class || layer.type() == AvgPool.class;
  }

  /** What an odd kernel's usual padding gains; a pool has hardly ever another one. */
  private static double centring(LayerDeclaration layer, String attribute, Object value) {
    Attributes attributes = layer.attributes();
    return attribute.equals("pad")
            && !attributes.isWritten("dilation")
            && centred(attributes).filter(value::equals).isPresent()
        ? isPool(layer) ? CENTRED_POOL : CENTRED_KERNEL
        : 0;
  }

  /** Half of the kernel on all sides, where that is odd along all axes. */
  private static Optional<List<Integer>> centred(Attributes attributes) {
    List<Integer> kernel = attributes.has("kernel") ? attributes.integers("kernel") : List.of();
    return kernel.isEmpty() || kernel.stream().anyMatch(size -> size % 2 == 0)
        ? Optional.empty()
        : Optional.of(kernel.stream().map(size -> size / 2).toList());
  }

  private static boolean isIdle(String attribute, Object value) {
    return attribute.equals("scale") && value.equals(List.of(1.0));
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
      centred(attributes).ifPresent(pad -> values.putIfAbsent(pad, CENTRED_EACH));
      values.remove(current);
    }
    if (attribute.equals("dilation") && isPaddedForDilation(field, attributes)) {
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

  private static boolean isPaddedForDilation(FieldDeclaration field, Attributes attributes) {
    List<Integer> pad = attributes.integers("pad");
    return field.layer().filter(layer -> CENTRED.contains(layer.type())).isPresent()
        && attributes.integers("kernel").equals(List.of(3))
        && pad.size() == 1
        && pad.get(0) > 1;
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
