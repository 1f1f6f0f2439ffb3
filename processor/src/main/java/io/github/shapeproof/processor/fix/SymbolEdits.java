package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.processor.declaration.Attributes;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.Roles;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Parsed;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.shape.ShapeParser;
import io.github.shapeproof.processor.shape.ShapePattern;
import io.github.shapeproof.processor.shape.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sizes in symbols: one symbol in place of another in the texts that say sizes, and filters and
 * units of the sizes that the finding is about.
 */
final class SymbolEdits {
  private static final double STEP_AWAY = 1;
  private static final double OTHER_SYMBOL = 3;

  /** Nothing else names the present one. */
  private static final double MISSPELT = 1;

  private static final double WANTED = 2;

  /** A number becomes a symbol. */
  private static final double OTHER_KIND = 1;

  /** A symbol in place of its product with something. */
  private static final double OTHER_FACTOR = 2;

  private static final double SOLVED = 3;
  private static final double LEFT_TO_OTHERS = 1.5;
  private static final double POINTWISE = 1;

  private static final Pattern PRODUCT = Pattern.compile("[\\w*]+");

  private final CheckedModel model;
  private final Finding finding;
  private final Suspects suspects;
  private final Set<String> symbols;
  private final Set<String> wanted = new LinkedHashSet<>();

  /** No layer has as many filters as there are examples. */
  private final Set<String> batches = new TreeSet<>();

  /** Of heights and widths. */
  private final Set<String> places = new TreeSet<>();

  /** Of all that inputs say: none of these is a kernel or a stride. */
  private final Set<String> bound = new TreeSet<>();

  /** What stands for strides and kernels. */
  private final Map<String, Set<String>> given = new TreeMap<>();

  /**
   * @param unknown symbols that a model which applies this one gives, although nothing here names
   *     them
   */
  SymbolEdits(CheckedModel model, Finding finding, Suspects suspects, Set<String> unknown) {
    this.model = model;
    this.finding = finding;
    this.suspects = suspects;
    symbols = SizeTexts.symbols(model.declaration());
    symbols.addAll(unknown);
    wanted.addAll(unknown);
    Roles.NUMBERS.keySet().forEach(twin -> given.put(twin, new TreeSet<>(unknown)));
    model.declaration().fields().stream()
        .flatMap(SizeTexts::of)
        .filter(text -> Roles.NUMBERS.containsKey(text.attribute()))
        .forEach(text -> given.getOrDefault(text.attribute(), Set.of()).addAll(text.symbols()));
    model.graph().inputs().stream()
        .flatMap(name -> model.shape(name).stream())
        .flatMap(shape -> shape.dims().stream().limit(1))
        .forEach(batch -> batches.addAll(batch.symbols()));
    model.graph().inputs().stream()
        .flatMap(name -> model.shape(name).stream())
        .forEach(shape -> bound.addAll(shape.symbols()));
    model.graph().inputs().stream()
        .flatMap(name -> model.shape(name).stream())
        .filter(shape -> shape.dims().size() > 2)
        .forEach(this::addPlaces);
    Stream.concat(Stream.of(finding.field()), model.graph().node(finding.field()).reads().stream())
        .flatMap(name -> model.shape(name).stream())
        .flatMap(shape -> shape.dims().stream())
        .forEach(this::want);
    reshaped().ifPresent(this::want);
  }

  private void addPlaces(Shape shape) {
    int channels = SwappedAxes.channels(model.declaration(), shape.dims().size());
    for (int i = 0; i < shape.dims().size(); i++) {
      if (i != channels) {
        places.addAll(shape.dims().get(i).symbols());
      }
    }
  }

  /** Sizes that are numbers are found by those who look for other numbers. */
  private void want(Dim dim) {
    boolean isBatch = dim.isSymbol() && batches.containsAll(dim.symbols());
    boolean isPlain = PRODUCT.matcher(dim.toString()).matches() || isOfChannels(dim);
    if (!dim.isConstant() && !isBatch && isPlain && symbols.containsAll(dim.symbols())) {
      wanted.add(dim.toString());
    }
  }

  /** No layer has as many filters as follow from a height by a formula. */
  private boolean isOfChannels(Dim dim) {
    return Collections.disjoint(dim.symbols(), places);
  }

  /** What a {@code @Reshape} has beside the dimensions of its input: its channels, if they fit. */
  private Optional<Dim> reshaped() {
    Optional<Shape> input =
        model.graph().node(finding.field()).reads().stream().findFirst().flatMap(model::shape);
    Optional<String> text =
        model
            .declaration()
            .field(finding.field())
            .flatMap(FieldDeclaration::layer)
            .filter(layer -> layer.type() == Reshape.class)
            .map(layer -> layer.attributes().text("value"));
    if (input.isEmpty()
        || text.isEmpty()
        || !(ShapeParser.shape(text.get()) instanceof Parsed.Ok<ShapePattern> ok)) {
      return Optional.empty();
    }
    List<Dim> dims = new ArrayList<>();
    for (ShapePattern.Item item : ok.value().items()) {
      if (item instanceof ShapePattern.Exact exact) {
        dims.add(exact.dim());
      }
    }
    List<Dim> rest = new ArrayList<>(input.get().dims());
    int channels = SwappedAxes.channels(model.declaration(), rest.size());
    if (input.get().hasRank() && channels < rest.size()) {
      rest.remove(channels);
    }
    Map<String, Dim> factors = new HashMap<>();
    for (Dim dim : rest) {
      if (!dims.remove(dim) && dim.isSymbol()) {
        factors.put(dim.toString(), Dim.of(1));
      }
    }
    return dims.stream().reduce(Dim::times).map(all -> all.substitute(factors));
  }

  Stream<Candidate> candidates() {
    return suspects.layers().entrySet().stream()
        .flatMap(
            e ->
                Stream.of(
                        renamed(e.getKey(), e.getValue()),
                        wanted(e.getKey(), e.getValue()),
                        given(e.getKey(), e.getValue()),
                        declared(e.getKey(), e.getValue()))
                    .flatMap(Function.identity()));
  }

  private Stream<Candidate> renamed(FieldDeclaration field, int distance) {
    return SizeTexts.of(field).flatMap(text -> renamed(text, distance * STEP_AWAY));
  }

  private Stream<Candidate> renamed(SizeTexts.Text text, double distance) {
    List<Candidate> candidates = new ArrayList<>();
    for (String symbol : text.symbols()) {
      boolean only = SizeTexts.only(model.declaration(), symbol).isPresent();
      double cost = (only ? MISSPELT : OTHER_SYMBOL) + distance;
      for (String other : symbols) {
        boolean same = other.equals(symbol);
        boolean ofBatch = Roles.CHANNELS.containsKey(text.attribute()) && batches.contains(other);
        boolean isBound = Roles.NUMBERS.containsKey(text.attribute()) && bound.contains(other);
        for (String changed :
            same || ofBatch || isBound ? Set.<String>of() : text.with(symbol, other)) {
          candidates.add(candidate(text, changed, cost));
        }
      }
      if (!text.content().strip().equals(symbol) && Roles.CHANNELS.containsKey(text.attribute())) {
        candidates.add(candidate(text, symbol, OTHER_FACTOR + distance));
      }
    }
    if (Roles.CHANNELS.containsKey(text.attribute())) {
      solved(text, distance).forEach(candidates::add);
    }
    return candidates.stream();
  }

  /** Twice or half of it, and what is left of it once the finding's difference is taken away. */
  private Stream<Candidate> solved(SizeTexts.Text text, double distance) {
    if (!(ShapeParser.dim(text.content()) instanceof Parsed.Ok<Dim> size)) {
      return Stream.of();
    }
    Stream<Dim> differences =
        finding.refutations().stream().limit(1).map(Verdict.Refuted::difference);
    return Stream.concat(
            Stream.of(size.value().times(2), size.value().floorDiv(2)),
            differences.flatMap(d -> Stream.of(size.value().minus(d), size.value().plus(d))))
        .filter(dim -> symbols.containsAll(dim.symbols()))
        .filter(dim -> text.symbols().containsAll(dim.symbols()) || isOfChannels(dim))
        .map(dim -> candidate(text, dim.toString(), SOLVED + distance));
  }

  /** Filters and units that the {@code @Shape} alone says. */
  private Stream<Candidate> declared(FieldDeclaration field, int distance) {
    Attributes attributes = field.layer().orElseThrow().attributes();
    boolean isSaid =
        Roles.CHANNELS.entrySet().stream()
            .anyMatch(e -> attributes.isGiven(e.getKey()) || attributes.isGiven(e.getValue()));
    if (isSaid
        || field.shape().isEmpty()
        || Roles.CHANNELS.keySet().stream().noneMatch(attributes::has)) {
      return Stream.of();
    }
    String text = field.shape().get();
    if (!(ShapeParser.shape(text) instanceof Parsed.Ok<ShapePattern> ok)
        || ok.value().items().size() < 2) {
      return Stream.of();
    }
    List<ShapePattern.Item> items = ok.value().items();
    return items.stream()
        .skip(SwappedAxes.channels(model.declaration(), items.size()))
        .limit(1)
        .filter(item -> item instanceof ShapePattern.Exact exact && exact.dim().isSymbol())
        .flatMap(
            item ->
                symbols.stream()
                    .filter(other -> !batches.contains(other))
                    .map(
                        other ->
                            text.substring(0, item.start()) + other + text.substring(item.end()))
                    .filter(changed -> !changed.equals(text)))
        .map(
            changed ->
                new Candidate(
                    field.name() + "@Shape",
                    List.of(new Edit.SetShape(field.name(), changed)),
                    OTHER_SYMBOL + distance * STEP_AWAY));
  }

  private static Candidate candidate(SizeTexts.Text text, String changed, double cost) {
    return new Candidate(
        text.field() + "." + text.attribute(),
        List.of(new Edit.SetAttribute(text.field(), text.attribute(), changed)),
        cost);
  }

  /**
   * A stride or kernel that others leave to who applies the model; strides are likelier the nearer
   * to the input, and seldom a single element's.
   */
  private Stream<Candidate> given(FieldDeclaration field, int distance) {
    Attributes attributes = field.layer().orElseThrow().attributes();
    boolean isPointwise =
        attributes.has("kernel") && attributes.integers("kernel").equals(List.of(1));
    double cost = LEFT_TO_OTHERS + STEP_AWAY / (1 + distance) + (isPointwise ? POINTWISE : 0);
    List<Candidate> candidates = new ArrayList<>();
    Roles.NUMBERS.forEach(
        (twin, number) -> {
          if (attributes.has(twin) && !attributes.isGiven(twin)) {
            for (String symbol : given.getOrDefault(twin, Set.of())) {
              List<Edit> edits = new ArrayList<>();
              if (attributes.isWritten(number)) {
                edits.add(new Edit.RemoveAttribute(field.name(), number));
              }
              edits.add(new Edit.SetAttribute(field.name(), twin, symbol));
              candidates.add(new Candidate(field.name() + "." + twin, edits, cost));
            }
          }
        });
    return candidates.stream();
  }

  private Stream<Candidate> wanted(FieldDeclaration field, int distance) {
    Attributes attributes = field.layer().orElseThrow().attributes();
    List<Candidate> candidates = new ArrayList<>();
    Roles.CHANNELS.forEach(
        (twin, number) -> {
          for (String size : wanted) {
            Edit set = new Edit.SetAttribute(field.name(), twin, size);
            if (attributes.isGiven(twin) && !attributes.text(twin).equals(size)) {
              candidates.add(
                  new Candidate(
                      field.name() + "." + twin, List.of(set), WANTED + distance * STEP_AWAY));
            } else if (attributes.isGiven(number)) {
              candidates.add(
                  new Candidate(
                      field.name() + "." + number,
                      List.of(new Edit.RemoveAttribute(field.name(), number), set),
                      WANTED + OTHER_KIND + distance * STEP_AWAY));
            }
          }
        });
    return candidates.stream();
  }
}
