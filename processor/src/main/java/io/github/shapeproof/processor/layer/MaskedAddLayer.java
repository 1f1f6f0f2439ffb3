package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;

/** The rule of {@code @MaskedAdd}: {@code base + mask * fit(detail)}, of the shape of the base. */
public final class MaskedAddLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    List<Named> inputs = layer.inputs(2, 2);
    Named base = inputs.get(0);
    Named mask = layer.reference("mask").orElseThrow();
    Spatial detail = Spatial.of(layer, inputs.get(1));
    Target target = Target.like(detail, base, layer.inputSite(0));
    Chain chain = new Chain();
    Fitting fitting = new Fitting(layer, chain, target);
    Chain.Value fitted = fitting.fit(detail, Chain.Value.of(detail.input()), Chain.Names.PLAIN);
    Named shown = new Named(detail.input().name(), fitted.shape());
    requireFit(layer, base, shown, fitted.shape(), layer.inputSite(1));
    requireFit(layer, base, mask, spread(layer, mask, base), layer.site("mask"));
    // Rows of the mask are repeated for each channel, but not along themselves.
    int width = detail.dimension(detail.axes() - 1);
    boolean isNarrow =
        mask.shape().dims().get(width).is(1) && !base.shape().dims().get(width).is(1);
    Chain.Value result =
        chain.inPlace(
            "MaskedAdd",
            List.of(),
            isNarrow ? Fusing.NONE : Fusing.takesRows(1),
            base.shape(),
            Chain.Value.of(base),
            fitted,
            Chain.Value.of(mask));
    return chain.end(result, "masked add, " + fitting.describe());
  }

  @Override
  public boolean broadcasts() {
    return true;
  }

  /** The mask's shape, its literal 1s spread over the base. */
  private static Shape spread(LayerContext layer, Named mask, Named base) {
    Site site = layer.site("mask");
    Dimensions.requireRank(layer, mask, 0, site);
    Shape shape = mask.shape();
    for (int d = 0; d < Math.min(shape.rank(), base.shape().rank()); d++) {
      Dim size = shape.dims().get(d);
      shape = size.is(1) ? shape.with(d, base.shape().dims().get(d)) : shape;
    }
    return shape;
  }

  private static void requireFit(
      LayerContext layer, Named base, Named other, Shape spread, Site site) {
    Shape wanted = base.shape();
    String shapes =
        "`%s`: `%s` is %s and the base `%s` is %s"
            .formatted(
                layer.field(),
                other.name(),
                other.shape().inWords(),
                base.name(),
                wanted.inWords());
    if (!Dimensions.sameRank(wanted, spread)) {
      throw layer.fault(Code.SP203, site, shapes + ", which has not as many dimensions");
    }
    for (int d = 0; d < wanted.rank(); d++) {
      Dim size = spread.dims().get(d);
      layer.requireEqual(
          size,
          wanted.dims().get(d),
          Code.SP202,
          site,
          "%s, which differ in the %s: %s against %s"
              .formatted(shapes, Dimensions.name(layer, wanted, d), size, wanted.dims().get(d)));
    }
  }

  @Override
  public List<String> adjustable() {
    return List.of("by");
  }
}
