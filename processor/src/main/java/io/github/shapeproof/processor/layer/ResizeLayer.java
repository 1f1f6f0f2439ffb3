package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.ResizeMethod;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The rule of {@code @Resize}. */
public final class ResizeLayer implements Layer {
  private static final Set<ResizeMethod> ALIGNABLE =
      Set.of(ResizeMethod.BILINEAR, ResizeMethod.BICUBIC);

  @Override
  public Inference infer(LayerContext layer) {
    Spatial spatial = Spatial.of(layer, layer.input(), "size", "scale");
    String by = Target.chosen(layer, "like", "size", "scale");
    Target target = by.equals("scale") ? scaled(layer, spatial) : Target.read(layer, spatial, by);
    ResizeMethod method = layer.attributes().constant("method", ResizeMethod.class);
    boolean alignCorners = layer.attributes().flag("alignCorners");
    if (alignCorners && !ALIGNABLE.contains(method)) {
      throw layer.fault(
          Code.SP008,
          layer.site("alignCorners"),
          "`%s` has both method = %s and alignCorners, which only BILINEAR and BICUBIC have"
              .formatted(layer.field(), method));
    }
    Shape output = target.shape(spatial);
    Step step =
        Fit.resize(layer, method, alignCorners, new Operand.Tensor(spatial.input().name()), output);
    return target.in(
        spatial, new Inference(output, List.of(), List.of(step), describe(layer, by, target)));
  }

  /** {@code floor(n * scale)}. */
  private static Target scaled(LayerContext layer, Spatial spatial) {
    List<Double> scales = spatial.spreadReals("scale");
    List<Dim> sizes = new ArrayList<>();
    for (int axis = 0; axis < spatial.axes(); axis++) {
      Dim n = spatial.size(axis);
      Fraction scale = fraction(layer, spatial, axis, scales.get(axis));
      Dim size = scale.of(n);
      layer.requireAtLeast(
          size,
          Dim.of(1),
          Code.SP310,
          layer.site("scale", axis),
          "scale %s of `%s`".formatted(scale, layer.field()),
          "`%s` would have a %s of %s: %s times the %s of `%s`"
              .formatted(
                  layer.field(), spatial.name(axis), size, scale, n, spatial.input().name()));
      sizes.add(size);
    }
    return Target.attribute(layer, spatial, "scale", sizes);
  }

  private static Fraction fraction(LayerContext layer, Spatial spatial, int axis, double scale) {
    if (scale > 0 && !Double.isInfinite(scale)) {
      Fraction fraction = Fraction.simplest(scale);
      if (fraction.isPractical()) {
        return fraction;
      }
    }
    throw layer.fault(
        Code.SP305,
        layer.site("scale", axis),
        "`%s` has scale = %s for the %s, which must be a positive fraction of whole numbers below 2^63"
            .formatted(layer.field(), scale, spatial.name(axis)));
  }

  private static String describe(LayerContext layer, String by, Target target) {
    return by.equals("scale")
        ? "resize × " + numbers(layer.attributes().reals("scale"))
        : "resize to " + (by.equals("like") ? target.name() : target.text());
  }

  private static String numbers(List<Double> scales) {
    return scales.stream()
        .map(s -> s == Math.rint(s) ? String.valueOf(s.longValue()) : s.toString())
        .distinct()
        .collect(Collectors.joining(" × "));
  }

  @Override
  public List<String> adjustable() {
    return List.of("size", "scale", "like");
  }
}
