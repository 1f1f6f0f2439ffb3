package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.processor.declaration.Attributes;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Parsed;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.shape.ShapeParser;
import io.github.shapeproof.processor.shape.ShapePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

  private static final Map<String, String> TWINS =
      new TreeMap<>(Map.of("filtersOf", "filters", "unitsOf", "units"));

  private final CheckedModel model;
  private final Finding finding;
  private final Suspects suspects;
  private final Set<String> symbols;
  private final Set<String> wanted = new LinkedHashSet<>();

  SymbolEdits(CheckedModel model, Finding finding, Suspects suspects) {
    this.model = model;
    this.finding = finding;
    this.suspects = suspects;
    symbols = SizeTexts.symbols(model.declaration());
    Stream.concat(Stream.of(finding.field()), model.graph().node(finding.field()).reads().stream())
        .flatMap(name -> model.shape(name).stream())
        .flatMap(shape -> shape.dims().stream())
        .forEach(this::want);
    reshaped().ifPresent(this::want);
  }

  /** Sizes that are numbers are found by those who look for other numbers. */
  private void want(Dim dim) {
    if (!dim.isConstant() && symbols.containsAll(dim.symbols())) {
      wanted.add(dim.toString());
    }
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
    Map<String, Dim> factors = new HashMap<>();
    for (Dim dim : input.get().dims()) {
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
                Stream.concat(renamed(e.getKey(), e.getValue()), wanted(e.getKey(), e.getValue())));
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
        for (String changed : other.equals(symbol) ? Set.<String>of() : text.with(symbol, other)) {
          Edit edit = new Edit.SetAttribute(text.field(), text.attribute(), changed);
          candidates.add(new Candidate(text.field() + "." + text.attribute(), List.of(edit), cost));
        }
      }
    }
    return candidates.stream();
  }

  private Stream<Candidate> wanted(FieldDeclaration field, int distance) {
    Attributes attributes = field.layer().orElseThrow().attributes();
    List<Candidate> candidates = new ArrayList<>();
    TWINS.forEach(
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
