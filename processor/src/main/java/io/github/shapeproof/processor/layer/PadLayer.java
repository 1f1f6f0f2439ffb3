package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.PadMode;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/** The rule of {@code @Pad}. */
public final class PadLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Spatial spatial = Spatial.of(layer, layer.input(), "size", "amounts", "multipleOf");
    String by = Target.chosen(layer, "like", "size", "amounts", "multipleOf");
    PadMode mode = layer.attributes().constant("mode", PadMode.class);
    if (mode != PadMode.CONSTANT && layer.attributes().isGiven("value")) {
      throw layer.fault(
          Code.SP008,
          layer.site("value"),
          "`%s` has both mode = %s and a value, which only CONSTANT has"
              .formatted(layer.field(), mode));
    }
    double value = layer.attributes().real("value");
    if (by.equals("amounts")) {
      return byAmounts(layer, spatial, mode, value);
    }
    Target target =
        by.equals("multipleOf") ? multiple(layer, spatial) : Target.read(layer, spatial, by);
    Operand source = new Operand.Tensor(spatial.input().name());
    Step step = Fit.pad(layer, spatial, target, mode, value, source);
    return target.in(
        spatial,
        new Inference(step.output(), List.of(), List.of(step), describe(layer, by, target)));
  }

  /** {@code ceil(n / m) * m}. */
  private static Target multiple(LayerContext layer, Spatial spatial) {
    List<Integer> multiples = spatial.spread("multipleOf", 1);
    List<Dim> sizes =
        spatial
            .each()
            .mapToObj(
                axis -> {
                  int m = multiples.get(axis);
                  return spatial.size(axis).ceilDiv(m).times(m);
                })
            .toList();
    return Target.attribute(layer, spatial, "multipleOf", sizes);
  }

  /** {@code n + before + after}. */
  private static Inference byAmounts(
      LayerContext layer, Spatial spatial, PadMode mode, double value) {
    Spatial.Sides sides = spatial.sides("amounts");
    List<Dim> sizes = new ArrayList<>();
    for (int axis = 0; axis < spatial.axes(); axis++) {
      int before = sides.before().get(axis);
      int after = sides.after().get(axis);
      sizes.add(spatial.size(axis).plus(before).plus(after));
    }
    Target target = Target.attribute(layer, spatial, "amounts", sizes);
    for (int axis = 0; axis < spatial.axes(); axis++) {
      int pad = Math.max(sides.before().get(axis), sides.after().get(axis));
      Fit.requireReach(layer, spatial, axis, mode, Dim.of(pad), target);
    }
    Shape output = target.shape(spatial);
    Step step =
        Steps.run(
                "Pad",
                List.of(layer.layout(), mode, value, sides.before()),
                List.of(spatial.input()),
                output)
            .with(Fusing.GIVES_ROWS);
    return target.in(spatial, new Inference(output, List.of(), List.of(step), "pad by " + sides));
  }

  private static String describe(LayerContext layer, String by, Target target) {
    return switch (by) {
      case "like" -> "pad to " + target.name();
      case "multipleOf" ->
          "pad to a multiple of " + Windows.numbers(layer.attributes().integers(by));
      default -> "pad to " + target.text();
    };
  }

  @Override
  public List<String> adjustable() {
    return List.of("size", "amounts", "multipleOf", "like", "mode");
  }
}
