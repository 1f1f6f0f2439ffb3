package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.layer.Fault;
import io.github.shapeproof.processor.layer.LayerContext;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.shape.ShapePattern;
import io.github.shapeproof.processor.shape.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a {@code @Shape} means: the shape of an input, and on other tensors a claim to prove. */
final class DeclaredShapes {
  private DeclaredShapes() {}

  /**
   * The shape of an input. {@code _} becomes a nameless symbol of its own.
   *
   * @throws Fault if there is none
   */
  static Shape ofInput(FieldDeclaration field, Optional<ShapePattern> declared) {
    ShapePattern pattern =
        declared.orElseThrow(
            () ->
                new Fault(
                    Code.SP007,
                    field.layerSite(),
                    "input `%s` has no @Shape".formatted(field.name())));
    Optional<String> leading = Optional.empty();
    List<Dim> dims = new ArrayList<>();
    for (ShapePattern.Item item : pattern.items()) {
      if (item instanceof ShapePattern.Exact exact) {
        dims.add(exact.dim());
      } else if (item instanceof ShapePattern.Wildcard) {
        dims.add(Dim.symbol("_" + field.name() + dims.size()));
      } else {
        leading = Optional.of(field.name());
      }
    }
    return new Shape(leading, dims);
  }

  /** The shape that a claim states, where it leaves nothing open. */
  static Optional<Shape> complete(ShapePattern pattern) {
    List<Dim> dims = new ArrayList<>();
    for (ShapePattern.Item item : pattern.items()) {
      if (!(item instanceof ShapePattern.Exact exact)) {
        return Optional.empty();
      }
      dims.add(exact.dim());
    }
    return Optional.of(Shape.of(dims));
  }

  /**
   * Proves a claim.
   *
   * @throws Fault with every dimension that differs marked
   */
  static void check(
      LayerContext layer, FieldDeclaration field, Optional<ShapePattern> declared, Shape actual) {
    if (declared.isEmpty()) {
      return;
    }
    ShapePattern pattern = declared.get();
    String sentence =
        "`%s` is declared %s but is %s".formatted(field.name(), pattern.text().strip(), actual);
    List<ShapePattern.Item> items = pattern.items();
    boolean open = items.stream().anyMatch(ShapePattern.Ellipsis.class::isInstance);
    int stated = open ? items.size() - 1 : items.size();
    int known = actual.dims().size();
    if (open ? stated > known && actual.hasRank() : stated != known || !actual.hasRank()) {
      throw new Fault(Code.SP203, field.shapeSite(), sentence);
    }
    List<Site.Range> marks = new ArrayList<>();
    List<Verdict.Refuted> refutations = new ArrayList<>();
    boolean afterEllipsis = false;
    for (int i = 0; i < items.size(); i++) {
      ShapePattern.Item item = items.get(i);
      afterEllipsis |= item instanceof ShapePattern.Ellipsis;
      int dimension = afterEllipsis ? known - items.size() + i : i;
      if (item instanceof ShapePattern.Exact exact && dimension >= 0) {
        layer
            .refute(exact.dim(), actual.dims().get(dimension), field.shapeSite())
            .ifPresent(
                refuted -> {
                  marks.add(new Site.Range(item.start(), item.end()));
                  refutations.add(refuted);
                });
      }
    }
    if (!refutations.isEmpty()) {
      throw new Fault(Code.SP201, field.shapeSite().marked(marks), sentence, refutations);
    }
  }
}
