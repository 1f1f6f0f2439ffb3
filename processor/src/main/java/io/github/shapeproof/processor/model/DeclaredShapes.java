package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.layer.Fault;
import io.github.shapeproof.processor.layer.Proofs;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Nameless;
import io.github.shapeproof.processor.shape.Parsed;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.shape.ShapeParser;
import io.github.shapeproof.processor.shape.ShapePattern;
import io.github.shapeproof.processor.shape.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a {@code @Shape} means: the shape of an input, and on other tensors a claim to prove. */
public final class DeclaredShapes {
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
    int known = pattern.items().size() - 1;
    List<Dim> dims = new ArrayList<>();
    for (ShapePattern.Item item : pattern.items()) {
      if (item instanceof ShapePattern.Exact exact) {
        dims.add(exact.dim());
      } else if (item instanceof ShapePattern.Wildcard) {
        dims.add(Nameless.of(field.name(), dims.size() - (isOpen(pattern) ? known : 0)));
      } else {
        leading = Optional.of(field.name());
      }
    }
    return new Shape(leading, dims);
  }

  /** Where the dimensions of an input's shape are said. */
  static Map<Integer, Site> sites(FieldDeclaration field, Optional<ShapePattern> declared) {
    List<ShapePattern.Item> items = declared.map(ShapePattern::items).orElse(List.of());
    int leading = declared.isPresent() && isOpen(declared.get()) ? 1 : 0;
    Map<Integer, Site> sites = new TreeMap<>();
    for (int i = leading; i < items.size(); i++) {
      ShapePattern.Item item = items.get(i);
      sites.put(i - leading, field.shapeSite().marked(item.start(), item.end()));
    }
    return sites;
  }

  /** The shape that a text states, where it can be read and leaves nothing open. */
  public static Optional<Shape> parse(String text) {
    return ShapeParser.shape(text) instanceof Parsed.Ok<ShapePattern> ok
        ? complete(ok.value())
        : Optional.empty();
  }

  /** The shape that a claim states, where it leaves nothing open. */
  private static Optional<Shape> complete(ShapePattern pattern) {
    List<Dim> dims = new ArrayList<>();
    for (ShapePattern.Item item : pattern.items()) {
      if (!(item instanceof ShapePattern.Exact exact)) {
        return Optional.empty();
      }
      dims.add(exact.dim());
    }
    return Optional.of(Shape.of(dims));
  }

  /** Whether a claim can be compared with a shape dimension by dimension. */
  private static boolean fits(ShapePattern pattern, Shape actual) {
    int stated = pattern.items().size();
    return isOpen(pattern)
        ? stated - 1 <= actual.dims().size()
        : stated == actual.dims().size() && actual.hasRank();
  }

  private static boolean isOpen(ShapePattern pattern) {
    return pattern.items().stream().anyMatch(ShapePattern.Ellipsis.class::isInstance);
  }

  /**
   * Proves a claim.
   *
   * @return the shape to believe from here on: what is claimed, and what was inferred where the
   *     claim is silent
   */
  static Checked check(Proofs proofs, FieldDeclaration field, ShapePattern pattern, Shape actual) {
    Site site = field.shapeSite();
    String sentence =
        "`%s` is declared %s but is %s"
            .formatted(field.name(), pattern.inWords(), actual.inWords());
    if (!fits(pattern, actual)) {
      Shape believed = complete(pattern).orElse(actual);
      return new Checked(believed, Optional.of(new Fault(Code.SP203, site, sentence)));
    }
    List<ShapePattern.Item> items = pattern.items();
    List<Dim> believed = new ArrayList<>(actual.dims());
    List<Site.Range> marks = new ArrayList<>();
    List<Verdict.Refuted> refutations = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      int dimension = isOpen(pattern) ? actual.dims().size() - items.size() + i : i;
      if (items.get(i) instanceof ShapePattern.Exact exact) {
        Optional<Verdict.Refuted> refuted =
            proofs.refute(exact.dim(), actual.dims().get(dimension), site);
        if (refuted.isPresent()) {
          marks.add(new Site.Range(exact.start(), exact.end()));
          refutations.add(refuted.get());
        }
        believed.set(dimension, exact.dim());
      }
    }
    return new Checked(
        new Shape(actual.leading(), believed),
        refutations.isEmpty()
            ? Optional.empty()
            : Optional.of(new Fault(Code.SP201, site.marked(marks), sentence, refutations)));
  }

  /**
   * A claim after its proof.
   *
   * @param believed what tensors further down are checked against
   * @param fault what is wrong with the claim, every dimension that differs marked
   */
  record Checked(Shape believed, Optional<Fault> fault) {}
}
