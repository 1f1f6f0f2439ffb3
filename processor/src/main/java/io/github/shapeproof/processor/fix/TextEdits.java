package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.Rearrange;
import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
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
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The text of a {@code @Reshape} with one other size, so that it holds as many elements, or with
 * the channels elsewhere, and the sizes of a {@code @Rearrange}.
 */
final class TextEdits {
  private static final double OTHER_NUMBER = 1;
  private static final double OTHER_SIZE = 0.5;
  private static final double IN_EXPRESSION = 2.5;
  private static final double OTHER_FACTOR = 2;
  private static final double MOVED = 1.5;
  private static final double BATCH = 0;
  private static final double LEFT_OUT = 0.25;
  private static final Pattern FIRST = Pattern.compile("^\\s*1\\s*,");
  private static final double IDLE = 6;

  private static final int MOST_DIGITS = 2;
  private static final int SMALL = 8;

  /** Larger than what sizes are divided by, and a multiple of it: {@code H/16} is not 0. */
  private static final BigInteger ROUND = BigInteger.valueOf((1 << 10) * 27 * 25 * 7);

  private final CheckedModel model;
  private final FieldDeclaration field;

  TextEdits(CheckedModel model, Finding finding) {
    this.model = model;
    this.field = model.declaration().field(finding.field()).orElseThrow();
  }

  /** What could be meant by the finding's own field. */
  static Stream<Candidate> candidates(CheckedModel model, Finding finding) {
    TextEdits search = new TextEdits(model, finding);
    return switch (finding.diagnostic().code()) {
      case SP205 ->
          Stream.of(
                  search.candidates().stream(), search.batches(), search.numbers(), search.sizes())
              .flatMap(Function.identity());
      case SP201 -> search.sizes();
      case SP202 -> search.moved();
      default -> Stream.of();
    };
  }

  /** Other numbers in {@code sizes = "a=4,b=4"}; numbers that are equal stay so. */
  private Stream<Candidate> sizes() {
    Optional<String> sizes =
        field
            .layer()
            .filter(layer -> layer.type() == Rearrange.class)
            .map(layer -> layer.attributes().text("sizes"));
    return sizes.stream().flatMap(text -> small(text).flatMap(number -> sizes(text, number)));
  }

  private Stream<Candidate> sizes(String text, String number) {
    int old = Integer.parseInt(number);
    return IntStream.rangeClosed(1, Math.max(2 * old, SMALL))
        .filter(size -> size != old)
        .mapToObj(
            size ->
                new Candidate(
                    field.name() + ".sizes",
                    List.of(
                        new Edit.SetAttribute(
                            field.name(), "sizes", SizeTexts.withNumber(text, number, size))),
                    OTHER_NUMBER
                        + (size == 1 ? IDLE : 0)
                        + apart(BigInteger.valueOf(old), BigInteger.valueOf(size))));
  }

  /** Another number wherever the text of a {@code @Reshape} has one, as in {@code N,7,7,64}. */
  private Stream<Candidate> numbers() {
    return reshape().flatMap(text -> small(text).flatMap(number -> numbers(text, number)));
  }

  private Stream<String> reshape() {
    return field.layer().filter(layer -> layer.type() == Reshape.class).stream()
        .map(layer -> layer.attributes().text("value"));
  }

  /** A {@code @Reshape} without the batch, as Keras writes it, or with a batch of 1. */
  private Stream<Candidate> batches() {
    Optional<Dim> batch =
        model.graph().node(field.name()).reads().stream()
            .findFirst()
            .flatMap(model::shape)
            .filter(shape -> shape.hasRank() && shape.rank() > 0)
            .map(shape -> shape.dims().get(0))
            .filter(dim -> !dim.isConstant());
    return batch.stream()
        .flatMap(
            dim ->
                reshape()
                    .flatMap(
                        text ->
                            Stream.of(
                                candidate(dim + "," + text, LEFT_OUT),
                                candidate(FIRST.matcher(text).replaceFirst(dim + ","), BATCH))));
  }

  private static Stream<String> small(String text) {
    return SizeTexts.numbers(text).stream().filter(number -> number.length() <= MOST_DIGITS);
  }

  private Stream<Candidate> numbers(String text, String number) {
    int old = Integer.parseInt(number);
    boolean isPair = List.of(text.split("\\s*,\\s*")).stream().filter(number::equals).count() > 1;
    double cost = isPair ? 0 : IN_EXPRESSION;
    // Nobody divides by 1.
    boolean isDivisor = Pattern.compile("[/%]\\s*" + number + "\\b").matcher(text).find();
    return IntStream.rangeClosed(isDivisor ? 2 : 1, Math.max(2 * old, SMALL))
        .filter(other -> other != old)
        .mapToObj(
            other ->
                candidate(
                    SizeTexts.withNumber(text, number, other),
                    cost + apart(BigInteger.valueOf(old), BigInteger.valueOf(other))));
  }

  /** Reshaped tensors that meet others, with their channels where the model has them. */
  private Stream<Candidate> moved() {
    return model.graph().node(field.name()).reads().stream()
        .map(name -> model.graph().node(name).field())
        .filter(read -> read.isComputedBy(Reshape.class))
        .flatMap(
            read ->
                model.map(read.name()).stream()
                    .map(shape -> ModelEdits.moved(model.declaration().layout(), shape))
                    .map(
                        shape ->
                            new Candidate(
                                read.name() + ".value",
                                List.of(
                                    new Edit.SetAttribute(read.name(), "value", shape.toString())),
                                MOVED)));
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
    Optional<BigInteger> factor =
        quotient(input.product(), without(dims, dims.size())).filter(f -> f.signum() > 0);
    for (int i = 0; i < dims.size(); i++) {
      Dim old = dims.get(i);
      ShapePattern.Item item = items.get(i);
      if (i > 0 && !old.isConstant()) {
        factor.ifPresent(
            f ->
                candidates.add(
                    candidate(text, item, old.times(Dim.of(f)).toString(), OTHER_FACTOR)));
      }
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
    return candidate(text.substring(0, item.start()) + dim + text.substring(item.end()), cost);
  }

  private Candidate candidate(String changed, double cost) {
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
        .forEach(symbol -> sizes.put(symbol, ROUND));
    BigInteger[] parts =
        dividend.evaluate(sizes).divideAndRemainder(divisor.evaluate(sizes).max(BigInteger.ONE));
    return parts[1].signum() == 0 ? Optional.of(parts[0]) : Optional.empty();
  }
}
