package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Help;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.DeclaredShapes;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The symbols of the inputs that meet in a tensor: batches that were forgotten, or written as
 * {@code _}, each a size of its own where one name for all was meant, and letters of the wrong
 * case.
 */
final class InputSymbols {
  private static final List<String> BATCHES = List.of("N", "B", "batch");
  private static final double NAMED = 0.5;

  /** Less than other axes for the model, where the first size is no likely batch. */
  private static final double FORGOTTEN = 0.75;

  private static final double PICTURE = 0.2;

  private final CheckedModel model;
  private final Finding finding;
  private final List<FieldDeclaration> inputs;

  private InputSymbols(CheckedModel model, Finding finding) {
    this.model = model;
    this.finding = finding;
    Set<String> reached = model.graph().origins(finding.field());
    inputs =
        model.declaration().fields().stream()
            .filter(field -> field.isInput() && reached.contains(field.name()))
            .toList();
  }

  static Stream<Candidate> candidates(CheckedModel model, Finding finding) {
    if (!finding.diagnostic().code().isMismatch()) {
      return Stream.of();
    }
    InputSymbols search = new InputSymbols(model, finding);
    return Stream.of(search.named().stream(), search.spelt(), search.forgotten())
        .flatMap(Function.identity());
  }

  /** What to say where one of the helps gives nameless batches a name. */
  static List<String> details(CheckedModel model, List<Help> helps) {
    return helps.stream().flatMap(help -> help.edits().stream()).anyMatch(e -> names(model, e))
        ? List.of("each `_` is a size of its own: give the batch one name")
        : List.of();
  }

  private static boolean names(CheckedModel model, Edit edit) {
    return edit instanceof Edit.SetShape set
        && !set.text().strip().startsWith("_")
        && model.declaration().field(set.field()).filter(InputSymbols::isNameless).isPresent();
  }

  private static boolean isNameless(FieldDeclaration field) {
    return field.isInput() && field.shape().filter(t -> t.strip().startsWith("_")).isPresent();
  }

  /** The name of the batch of some inputs: that of the others, or of claims, or a free one. */
  private Optional<String> batchName(Stream<FieldDeclaration> inputs) {
    Set<String> taken =
        model.fields().values().stream()
            .flatMap(field -> field.shape().stream())
            .flatMap(shape -> shape.symbols().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> batches = inputs.flatMap(field -> batch(field.name())).collect(Collectors.toSet());
    if (batches.isEmpty()) {
      batches = claimed().collect(Collectors.toSet());
    }
    return batches.isEmpty()
        ? BATCHES.stream().filter(free -> !taken.contains(free)).findFirst()
        : Optional.of(batches).filter(all -> all.size() == 1).map(all -> all.iterator().next());
  }

  /** The batches of which claims speak. */
  private Stream<String> claimed() {
    return model.declaration().fields().stream()
        .filter(field -> !field.isInput())
        .flatMap(field -> field.shape().flatMap(DeclaredShapes::parse).stream())
        .filter(Shape::hasRank)
        .flatMap(shape -> batch(shape).stream());
  }

  /** An input that lacks its first dimension, as frameworks' own declarations do. */
  private Stream<Candidate> forgotten() {
    return finding.diagnostic().code() == Code.SP203
        ? model.graph().node(finding.field()).from().stream()
            .flatMap(name -> model.declaration().field(name).stream())
            .filter(FieldDeclaration::isInput)
            .flatMap(input -> model.shape(input.name()).stream().flatMap(s -> forgotten(input, s)))
        : Stream.of();
  }

  private Stream<Candidate> forgotten(FieldDeclaration input, Shape shape) {
    boolean lacksBatch =
        shape.hasRank()
            && !shape.dims().isEmpty()
            && BATCHES.stream().noneMatch(shape.dims().get(0).toString()::equals);
    Stream<FieldDeclaration> others =
        model.declaration().fields().stream()
            .filter(field -> field.isInput() && !field.name().equals(input.name()));
    return batchName(others).stream()
        .filter(name -> lacksBatch)
        .map(name -> name + "," + input.shape().orElseThrow().strip())
        .map(text -> List.<Edit>of(new Edit.SetShape(input.name(), text)))
        .map(edits -> new Candidate("batch", edits, isPicture(shape) ? PICTURE : FORGOTTEN));
  }

  /** Whether it has a picture's channels. */
  private boolean isPicture(Shape shape) {
    int channels = SwappedAxes.channels(model.declaration(), shape.rank() + 1) - 1;
    return shape.rank() > 2 && ModelEdits.isImage(shape.dims().get(channels));
  }

  /** One name for the batches that have none. */
  private Optional<Candidate> named() {
    Optional<String> name = batchName(inputs.stream());
    List<Edit> edits = new ArrayList<>();
    for (FieldDeclaration field : inputs) {
      if (isNameless(field) && name.isPresent()) {
        String text = field.shape().orElseThrow().replaceFirst("_", name.get());
        edits.add(new Edit.SetShape(field.name(), text));
      }
    }
    return edits.isEmpty() ? Optional.empty() : Optional.of(new Candidate("batch", edits, NAMED));
  }

  /** The name of an input's batch, where it has one. */
  private Stream<String> batch(String input) {
    return model.shape(input).filter(Shape::hasRank).flatMap(InputSymbols::batch).stream();
  }

  private static Optional<String> batch(Shape shape) {
    return shape.dims().stream()
        .findFirst()
        .map(Dim::toString)
        .filter(text -> !text.startsWith("_") && Character.isLetter(text.charAt(0)));
  }

  /** A symbol that differs from another one in its case only. */
  private Stream<Candidate> spelt() {
    List<Candidate> candidates = new ArrayList<>();
    for (FieldDeclaration field : inputs) {
      for (String symbol : symbols(field)) {
        inputs.stream()
            .flatMap(other -> symbols(other).stream())
            .filter(other -> other.equalsIgnoreCase(symbol) && !other.equals(symbol))
            .distinct()
            .map(other -> respelt(field, symbol, other))
            .forEach(candidates::add);
      }
    }
    return candidates.stream();
  }

  private Set<String> symbols(FieldDeclaration input) {
    return model.shape(input.name()).map(shape -> (Set<String>) shape.symbols()).orElse(Set.of());
  }

  private static Candidate respelt(FieldDeclaration field, String symbol, String other) {
    String text = field.shape().orElseThrow().replaceAll("\\b" + symbol + "\\b", other);
    return new Candidate(
        field.name() + "@Shape",
        List.of(new Edit.SetShape(field.name(), text)),
        Character.isUpperCase(other.charAt(0)) ? NAMED : 2 * NAMED);
  }
}
