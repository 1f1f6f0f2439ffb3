package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Parsed;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.shape.ShapeParser;
import io.github.shapeproof.processor.shape.ShapePattern;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The text of a {@code @Reshape} with one other size, so that it holds as many elements. */
final class TextEdits {
  private static final double OTHER_NUMBER = 1;
  private static final double OTHER_SIZE = 0.5;

  private final CheckedModel model;
  private final FieldDeclaration field;

  TextEdits(CheckedModel model, Finding finding) {
    this.model = model;
    this.field = model.declaration().field(finding.field()).orElseThrow();
  }

  /** What could be meant by the finding's own field. */
  static Stream<Candidate> candidates(CheckedModel model, Finding finding) {
    return finding.diagnostic().code() == Code.SP205
        ? new TextEdits(model, finding).candidates().stream()
        : Stream.of();
  }

  private List<Candidate> candidates() {
    Optional<LayerDeclaration> layer = field.layer().filter(l -> l.type() == Reshape.class);
    Optional<Shape> input =
        model.graph().node(field.name()).reads().stream()
            .findFirst()
            .flatMap(model::shape)
            .filter(Shape::hasRank);
    if (layer.isEmpty() || input.isEmpty()) {
      return List.of();
    }
    String text = layer.get().attributes().text("value");
    return ShapeParser.shape(text) instanceof Parsed.Ok<ShapePattern> ok
        ? items(text, ok.value().items(), input.get())
        : List.of();
  }

  private List<Candidate> items(String text, List<ShapePattern.Item> items, Shape input) {
    List<Dim> dims = new ArrayList<>();
    for (ShapePattern.Item item : items) {
      if (!(item instanceof ShapePattern.Exact exact)) {
        return List.of();
      }
      dims.add(exact.dim());
    }
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < dims.size(); i++) {
      Dim old = dims.get(i);
      ShapePattern.Item item = items.get(i);
      remaining(input.dims(), dims, i)
          .ifPresent(dim -> candidates.add(candidate(text, item, dim.toString(), OTHER_SIZE)));
      if (old.isConstant()) {
        quotient(input.product(), without(dims, i))
            .filter(number -> number.signum() > 0)
            .ifPresent(
                number ->
                    candidates.add(
                        candidate(text, item, number.toString(), apart(old.constant(), number))));
      }
    }
    return candidates;
  }

  /** The product of the input's dimensions that no other item of the text repeats. */
  private static Optional<Dim> remaining(List<Dim> input, List<Dim> dims, int index) {
    List<Dim> rest = new ArrayList<>(input);
    for (int i = 0; i < dims.size(); i++) {
      if (i != index && !rest.remove(dims.get(i))) {
        return Optional.empty();
      }
    }
    return rest.stream().reduce(Dim::times);
  }

  private Candidate candidate(String text, ShapePattern.Item item, String dim, double cost) {
    String changed = text.substring(0, item.start()) + dim + text.substring(item.end());
    return new Candidate(
        field.name() + ".value",
        List.of(new Edit.SetAttribute(field.name(), "value", changed)),
        OTHER_NUMBER + cost);
  }

  private static double apart(BigInteger old, BigInteger number) {
    return Math.abs(Math.log(number.doubleValue() / old.doubleValue()) / Math.log(2));
  }

  private static Dim without(List<Dim> dims, int index) {
    Dim product = Dim.of(1);
    for (int i = 0; i < dims.size(); i++) {
      product = i == index ? product : product.times(dims.get(i));
    }
    return product;
  }

  /** A quotient for some sizes; whether it is one for all of them is found out by the trial. */
  private static Optional<BigInteger> quotient(Dim dividend, Dim divisor) {
    Map<String, BigInteger> sizes = new HashMap<>();
    Stream.concat(dividend.symbols().stream(), divisor.symbols().stream())
        .forEach(symbol -> sizes.put(symbol, BigInteger.TEN));
    BigInteger[] parts =
        dividend.evaluate(sizes).divideAndRemainder(divisor.evaluate(sizes).max(BigInteger.ONE));
    return parts[1].signum() == 0 ? Optional.of(parts[0]) : Optional.empty();
  }
}
