package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.shape.ShapeParser;
import io.github.shapeproof.processor.shape.ShapePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rule of {@code @Reshape}: the given shape, in which one {@code _} is inferred. */
public final class ReshapeLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Named input = layer.input();
    Dimensions.requireRank(layer, input, 0, layer.inputSite(0));
    Site site = layer.site("value");
    ShapePattern pattern = Fault.unwrap(ShapeParser.shape(layer.attributes().text("value")), site);
    Optional<ShapePattern.Item> open = open(layer, pattern, site);
    Dim total = input.shape().product();
    Dim known = stated(pattern, Dim.of(1)).product();
    Dim inferred =
        open.isPresent()
            ? layer.requireQuotient(
                total,
                known,
                Code.SP205,
                site.marked(open.get().start(), open.get().end()),
                "`%s`: no whole number for _ in \"%s\" makes it hold the %s of `%s` %s"
                    .formatted(
                        layer.field(),
                        pattern.text().strip(),
                        Counted.of(total, "element"),
                        input.name(),
                        input.shape().inWords()))
            : Dim.of(1);
    Shape output = stated(pattern, inferred);
    if (open.isEmpty()) {
      layer.requireEqual(
          known,
          total,
          Code.SP205,
          site,
          "`%s`: \"%s\" holds %s, but `%s` %s holds %s"
              .formatted(
                  layer.field(),
                  pattern.text().strip(),
                  Counted.of(known, "element"),
                  input.name(),
                  input.shape().inWords(),
                  total));
    }
    Inference inference =
        new Inference(
            output,
            List.of(),
            List.of(Steps.view(input, output)),
            "reshape to " + output.inWords());
    for (int i = 0; i < pattern.items().size(); i++) {
      ShapePattern.Item item = pattern.items().get(i);
      inference = inference.saying(i, site.marked(item.start(), item.end()));
    }
    return inference;
  }

  /** The dimension to infer, if there is one. */
  private static Optional<ShapePattern.Item> open(
      LayerContext layer, ShapePattern pattern, Site site) {
    List<ShapePattern.Item> open =
        pattern.items().stream().filter(item -> !(item instanceof ShapePattern.Exact)).toList();
    for (int i = 0; i < open.size(); i++) {
      boolean ellipsis = open.get(i) instanceof ShapePattern.Ellipsis;
      if (ellipsis || i > 0) {
        throw layer.fault(
            Code.SP112,
            site.marked(open.get(i).start(), open.get(i).end()),
            ellipsis
                ? "`%s` must say how many dimensions it has, so it can't hold `...`"
                    .formatted(layer.field())
                : "`%s` can infer one _ only; give the size of the others"
                    .formatted(layer.field()));
      }
    }
    return open.stream().findFirst();
  }

  /** The shape with {@code inferred} in the place of {@code _}. */
  private static Shape stated(ShapePattern pattern, Dim inferred) {
    List<Dim> dims = new ArrayList<>();
    for (ShapePattern.Item item : pattern.items()) {
      dims.add(item instanceof ShapePattern.Exact exact ? exact.dim() : inferred);
    }
    return Shape.of(dims);
  }
}
