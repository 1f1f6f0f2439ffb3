package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model does elsewhere: a value that its other layers have is the likelier one, and more so
 * one that makes a layer like others in all that is written there.
 */
final class Habits {
  private static final double WEIGHT = 0.6;
  private static final double MOST = 2.5;

  private static final double COMPLETED = 3;
  private static final double ALIKE = 2;

  /** What tells layers of one kind apart. */
  private static final Set<String> OWN =
      Set.of(
          "from",
          "like",
          "in",
          "filters",
          "filtersOf",
          "units",
          "unitsOf",
          "dilation",
          "bias",
          "sizes");

  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<Map<String, Object>, Integer> patterns = new HashMap<>();

  /** What models do that are written together, each counted once. */
  Habits(ModelDeclaration... models) {
    Arrays.stream(models)
        .distinct()
        .flatMap(model -> model.fields().stream())
        .flatMap(field -> field.layer().stream())
        .forEach(this::count);
  }

  private void count(LayerDeclaration layer) {
    patterns.merge(pattern(layer), 1, Integer::sum);
    layer
        .attributes()
        .written()
        .forEach(
            attribute ->
                counts.merge(
                    key(layer, attribute, layer.attributes().get(attribute)), 1, Integer::sum));
  }

  private static String key(LayerDeclaration layer, String attribute, @Nullable Object value) {
    return layer.name() + "." + attribute + "=" + value;
  }

  /** How much a value gains by being usual here. */
  double of(LayerDeclaration layer, String attribute, Object value) {
    int count = counts.getOrDefault(key(layer, attribute, value), 0);
    return Math.min(MOST, WEIGHT * log2(1 + count)) + ofPattern(layer, attribute, value);
  }

  /** How much an attribute gains by being left out as on others here. */
  double without(LayerDeclaration layer, String attribute) {
    Map<String, Object> changed = pattern(layer.without(attribute));
    return changed.size() == 1 ? 0 : ofPattern(changed);
  }

  private double ofPattern(Map<String, Object> changed) {
    int alike = patterns.getOrDefault(changed, 0);
    return alike == 0 ? 0 : COMPLETED + ALIKE * log2(1 + alike);
  }

  private double ofPattern(LayerDeclaration layer, String attribute, Object value) {
    Map<String, Object> changed = pattern(layer.with(attribute, value));
    boolean alone = changed.keySet().equals(Set.of("", attribute)) && value.equals(List.of(1));
    boolean same = alone || changed.equals(pattern(layer));
    return same ? 0 : ofPattern(changed);
  }

  private static double log2(double number) {
    return Math.log(number) / Math.log(2);
  }

  private static Map<String, Object> pattern(LayerDeclaration layer) {
    Map<String, Object> pattern = new HashMap<>();
    for (String attribute : layer.attributes().written()) {
      Object value = layer.attributes().get(attribute);
      if (value != null && !OWN.contains(attribute)) {
        pattern.put(attribute, value);
      }
    }
    // A layer without any choice is like no other.
    pattern.put("", pattern.isEmpty() ? new Object() : layer.name());
    return pattern;
  }
}
