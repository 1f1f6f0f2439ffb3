package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.Anchor;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/** The rule of {@code @Crop}. */
public final class CropLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Spatial spatial = Spatial.of(layer, layer.input(), "size", "amounts", "offset");
    String by = Target.chosen(layer, "like", "size", "amounts");
    boolean offset = layer.attributes().isGiven("offset");
    if (offset) {
      refuseBoth(layer, "anchor", "offset");
    }
    if (by.equals("amounts")) {
      refuseBoth(layer, "amounts", "anchor");
      if (offset) {
        refuseBoth(layer, "amounts", "offset");
      }
      return byAmounts(layer, spatial);
    }
    Target target = Target.read(layer, spatial, by);
    Operand source = new Operand.Tensor(spatial.input().name());
    Step step;
    if (offset) {
      List<Integer> begin = spatial.spread("offset", 0);
      Fit.requireWithin(layer, spatial, target, begin);
      step = from(layer, begin, source, target.shape(spatial));
    } else {
      Anchor anchor = layer.attributes().constant("anchor", Anchor.class);
      step = Fit.crop(layer, spatial, target, anchor, source);
    }
    return new Inference(
        step.output(),
        List.of(),
        List.of(step),
        "crop to " + (by.equals("like") ? target.name() : target.text()));
  }

  private static void refuseBoth(LayerContext layer, String one, String other) {
    if (layer.attributes().isWritten(one) && layer.attributes().isWritten(other)) {
      throw layer.fault(
          Code.SP008,
          layer.site(other),
          "`%s` has both %s and %s; leave one out".formatted(layer.field(), one, other));
    }
  }

  /** {@code n - before - after}. */
  private static Inference byAmounts(LayerContext layer, Spatial spatial) {
    Spatial.Sides sides = spatial.sides("amounts");
    List<Dim> sizes = new ArrayList<>();
    for (int axis = 0; axis < spatial.axes(); axis++) {
      Dim n = spatial.size(axis);
      int before = sides.before().get(axis);
      int after = sides.after().get(axis);
      Dim size = n.minus(before).minus(after);
      layer.requireAtLeast(
          size,
          Dim.of(1),
          Code.SP310,
          layer.site("amounts", axis),
          "crop of `%s`".formatted(layer.field()),
          "`%s` would have a %s of %s: `%s` has %s, %d go before and %d after"
              .formatted(
                  layer.field(),
                  spatial.name(axis),
                  size,
                  spatial.input().name(),
                  n,
                  before,
                  after));
      sizes.add(size);
    }
    Shape output = spatial.output(sizes, spatial.channels());
    Step step = from(layer, sides.before(), new Operand.Tensor(spatial.input().name()), output);
    return new Inference(output, List.of(), List.of(step), "crop by " + sides);
  }

  private static Step from(LayerContext layer, List<Integer> before, Operand source, Shape output) {
    return new Step.Run(
        "Crop", List.of(layer.layout(), before, Anchor.START), false, List.of(source), output);
  }

  @Override
  public List<String> adjustable() {
    return List.of("size", "amounts", "like", "offset");
  }
}
