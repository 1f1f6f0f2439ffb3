package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a model does elsewhere: a value that its other layers have is the likelier one. */
final class Habits {
  private static final double WEIGHT = 0.6;
  private static final double MOST = 2.5;

  private final Map<String, Integer> counts = new HashMap<>();

  Habits(ModelDeclaration model) {
    model.fields().stream().flatMap(field -> field.layer().stream()).forEach(this::count);
  }

  private void count(LayerDeclaration layer) {
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
    return Math.min(MOST, WEIGHT * Math.log(1 + count) / Math.log(2));
  }
}
