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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** A convolution's kernel has a centre. */
  private static final double UNCENTRED = 1;

  /** One that sees no neighbours any more is another layer. */
  private static final double POINTWISE = 3;

  /** Half a kernel on all sides is what people forget to pad with. */
  private static final double CENTRED_KERNEL = -1.5;

  private static final double CENTRED_POOL = -4;

  /** A kernel of three that is padded by so many was to be dilated by as many. */
  private static final double PADDED_FOR = -9;

  /** The numbers were meant, and only too many of them written. */
  private static final double SHORTENED = -2;

  /** Nobody declares a layer that changes nothing. */
  private static final double IDLE = 6;

  /** What is joined is joined along the channels. */
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

  ParameterEdits(CheckedModel model, Finding finding, Suspects suspects, Trial trial) {
    this.model = model;
    this.finding = finding;
    this.suspects = suspects;
    this.habits = new Habits(model.declaration(), trial.declaration());
    this.variants = new Variants(new Wanted(model, finding));
    this.sweep = new AxisSweep(trial);
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

  private static List<String> attributes(FieldDeclaration field) {
    LayerDeclaration layer = field.layer().orElseThrow();
    Set<String> names = new LinkedHashSet<>();
    Layers.of(layer.type()).ifPresent(rule -> names.addAll(rule.adjustable()));
    names.addAll(layer.attributes().written());
    names.removeAll(REFERENCES);
    return List.copyOf(names);
  }

  private Stream<Candidate> singles(FieldDeclaration field, String attribute) {
    LayerDeclaration layer = field.layer().orElseThrow();
    Attributes attributes = layer.attributes();
    int distance = suspects.layers().getOrDefault(field, 0);
    boolean written = attributes.isWritten(attribute);
    double base =
        STEP_AWAY * distance
            + RANK * Math.max(0, attributes(field).indexOf(attribute))
            + (written ? 0 : anew(layer, attribute))
            + (isAtFault(field, attribute) ? AT_FAULT : 0)
            + (attribute.equals("combine") ? OTHER_COMBINATION : 0)
            + (attribute.equals("times") ? OTHER_TIMES : 0);
    String topic = field.name() + "." + attribute;
    List<Candidate> candidates = new ArrayList<>();
    values(field, attributes, attribute)
        .forEach(
            (value, cost) -> {
              if (!exceeds(attribute, value, ABSURD)
                  && !isNothing(layer, attribute, value)
                  && !isUnsaid(layer, attribute, value)) {
                candidates.add(
                    new Candidate(
                        topic,
                        List.of(new Edit.SetAttribute(field.name(), attribute, value)),
                        base
                            + cost
                            + (exceeds(attribute, value, 1) ? UNUSUAL : 0)
                            + (isPart(value, attributes.get(attribute))
                                ? SHORTENED
                                : attribute.equals("kernel") ? kernel(layer, value) : 0)
                            + (isIdle(attribute, value) ? IDLE : 0)
                            + (written ? 0 : centring(layer, attribute, value))
                            + (attribute.equals("axis") ? OTHER_AXIS : 0)
                            - habits.of(layer, attribute, value)));
              }
            });
    if (written && layer.without(attribute).attributes().has(attribute)) {
      candidates.add(
          new Candidate(
              topic, List.of(new Edit.RemoveAttribute(field.name(), attribute)), base + LEFT_OUT));
    }
    return candidates.stream();
  }

  /** What an attribute more costs; a transposed convolution is hardly ever meant to be padded. */
  private static double anew(LayerDeclaration layer, String attribute) {
    return layer.type() == Deconv.class
        ? WRITTEN_ANEW
        : FORGOTTEN.getOrDefault(attribute, WRITTEN_ANEW);
  }

  private boolean isAtFault(FieldDeclaration field, String attribute) {
    Site site = finding.diagnostic().site();
    return site.equals(field.layerSite().attribute(attribute).item(site.index()));
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
    double odd = oddity(layer, present);
    boolean pointwise = CENTRED.contains(layer.type()) && value.equals(List.of(1));
    return oddity(layer, value) - odd + (odd > 0 ? 0 : OTHER_KERNEL) + (pointwise ? POINTWISE : 0);
  }

  private static boolean isPart(Object value, @Nullable Object current) {
    return value instanceof List<?> part
        && current instanceof List<?> whole
        && part.size() < whole.size()
        && Collections.indexOfSubList(whole, part) >= 0;
  }

  private static double oddity(LayerDeclaration layer, Object value) {
    if (!CENTRED.contains(layer.type()) || !(value instanceof List<?> items)) {
      return 0;
    }
    boolean uncentred = items.stream().anyMatch(item -> item instanceof Integer n && n % 2 == 0);
    boolean unusual =
        items.stream().anyMatch(item -> item instanceof Integer n && n > USUAL_CENTRED);
    return (uncentred ? UNCENTRED : 0) + (unusual ? UNUSUAL : 0);
  }

  /** A pool of single elements does nothing, nor do blocks of one along an axis. */
  private static boolean isNothing(LayerDeclaration layer, String attribute, Object value) {
    return attribute.equals("block")
        ? value instanceof List<?> blocks && blocks.contains(1)
        : attribute.equals("kernel") && isPool(layer) && value.equals(List.of(1));
  }

  /** Whether it is a number that counts as none, where one of two is to be left out. */
  private boolean isUnsaid(LayerDeclaration layer, String attribute, Object value) {
    return finding.diagnostic().code() == Code.SP008
        && value.equals(layer.without(attribute).attributes().get(attribute));
  }

  private static boolean isPool(LayerDeclaration layer) {
    return layer.type() == MaxPool.class || layer.type() == AvgPool.class;
  }

  /** What an odd kernel's usual padding gains; a pool has hardly ever another one. */
  private static double centring(LayerDeclaration layer, String attribute, Object value) {
    Attributes attributes = layer.attributes();
    if (!attribute.equals("pad") || !attributes.has("kernel") || attributes.isWritten("dilation")) {
      return 0;
    }
    List<Integer> kernel = attributes.integers("kernel");
    boolean isCentred = kernel.size() == 1 && kernel.get(0) % 2 == 1;
    return isCentred && value.equals(List.of(kernel.get(0) / 2))
        ? isPool(layer) ? CENTRED_POOL : CENTRED_KERNEL
        : 0;
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
    Map<Object, Double> values = variants.ofIntegers(numbers, implied(attributes, attribute), axes);
    if (attribute.equals("stride") && numbers.stream().allMatch(n -> n <= LARGEST_STRIDE)) {
      values.keySet().removeIf(stride -> isTooLarge((List<?>) stride));
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
