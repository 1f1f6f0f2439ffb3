package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.LossKind;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.DeclaredShapes;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelChecker;
import io.github.shapeproof.processor.model.ModelGraph;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Nameless;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.shape.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The layers are right and what is claimed of them is wrong: another {@code @Shape} or {@code in}.
 */
final class ClaimEdits {
  /** Dearer than a change of a parameter nearby: a claim usually says what is wanted. */
  private static final double CLAIM = 12;

  /** A claim is likelier to have a wrong number than to be another formula. */
  private static final double OWN_WORDS = 1;

  /** Written for the very purpose of being compared. */
  private static final double ASSERTED = 6;

  private static final double REORDERED = 1.5;

  /** A target, or noise, or a mask, that nothing else reads. */
  private static final double GIVEN = 7;

  private static final double LABEL = 1;

  /** A map is likely as it is said to be, and is to be fitted. */
  private static final double GIVEN_MAP = 5;

  private final CheckedModel model;
  private final FieldDeclaration field;
  private final Optional<Verdict.Refuted> refuted;

  ClaimEdits(CheckedModel model, Finding finding) {
    this.model = model;
    this.field = model.declaration().field(finding.field()).orElseThrow();
    this.refuted = finding.refutations().stream().findFirst();
  }

  Stream<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    unclaimedShape()
        .ifPresent(
            shape ->
                candidates.add(
                    new Candidate(
                        field.name() + "@Shape",
                        List.of(new Edit.SetShape(field.name(), claim(shape).toString())),
                        isReordered(shape) ? REORDERED : CLAIM)));
    renumbered()
        .map(text -> List.<Edit>of(new Edit.SetShape(field.name(), text)))
        .map(edits -> new Candidate(field.name() + "@Shape", edits, CLAIM - OWN_WORDS))
        .forEach(candidates::add);
    for (String input : model.graph().node(field.name()).reads()) {
      reordered(input).ifPresent(candidates::add);
      given(input).ifPresent(candidates::add);
    }
    field
        .layer()
        .filter(layer -> layer.attributes().isWritten("in"))
        .ifPresent(layer -> asserted(layer, candidates));
    return candidates.stream();
  }

  private Stream<String> renumbered() {
    Optional<Shape> claimed = claimedShape();
    Optional<Shape> actual = unclaimedShape();
    return refuted.isEmpty() || claimed.isEmpty() || actual.isEmpty()
        ? Stream.of()
        : new ClaimNumbers(field.shape().orElseThrow(), claimed.get(), actual.get(), refuted.get())
            .texts();
  }

  private boolean isReordered(Shape actual) {
    return claimedShape()
        .flatMap(claimed -> SwappedAxes.between(model, claimed, actual))
        .isPresent();
  }

  /** An input of the model that is declared with its dimensions in the wrong order. */
  private Optional<Candidate> reordered(String input) {
    return model
        .declaration()
        .field(input)
        .filter(FieldDeclaration::isInput)
        .flatMap(f -> SwappedAxes.ofInput(model, model.graph().node(field.name()), input))
        .flatMap(order -> model.shape(input).map(order::apply))
        .map(
            shape ->
                new Candidate(
                    input + "@Shape",
                    List.of(new Edit.SetShape(input, shape.toString())),
                    REORDERED));
  }

  /** A target, or an input for this field alone, declared as the computed tensor that it meets. */
  private Optional<Candidate> given(String input) {
    ModelGraph.Node reader = model.graph().node(field.name());
    boolean meets = reader.isLoss() ? !reader.from().contains(input) : Broadcasting.isFor(field);
    if (!meets || !isInput(input) || readers(input) > 1) {
      return Optional.empty();
    }
    return reader.from().stream()
        .filter(name -> !isInput(name))
        .flatMap(name -> model.shape(name).stream())
        .filter(Shape::hasRank)
        .findFirst()
        .map(met -> reader.isLoss() ? target(met) : met)
        .flatMap(wanted -> model.shape(input).map(own -> given(own, wanted)))
        .map(
            shape ->
                new Candidate(
                    input + "@Shape",
                    List.of(new Edit.SetShape(input, shape.toString())),
                    isLabel(input, shape)
                        ? LABEL
                        : GIVEN + (reader.isLoss() || model.map(input).isEmpty() ? 0 : GIVEN_MAP)));
  }

  /** Whether numbers of classes are declared with a channel of 1, as column vectors are. */
  private boolean isLabel(String input, Shape wanted) {
    return isSparse()
        && model
            .shape(input)
            .filter(own -> own.hasRank() && own.rank() == wanted.rank() + 1)
            .filter(own -> own.dims().stream().anyMatch(dim -> dim.is(1)))
            .isPresent();
  }

  private boolean isSparse() {
    return field.layer().stream()
        .anyMatch(l -> l.attributes().get("value") == LossKind.SPARSE_SOFTMAX_CROSS_ENTROPY);
  }

  private boolean isInput(String name) {
    return model.declaration().field(name).filter(FieldDeclaration::isInput).isPresent();
  }

  private long readers(String name) {
    return model.graph().nodes().values().stream().filter(n -> n.reads().contains(name)).count();
  }

  /** What a loss wants for a prediction. */
  private Shape target(Shape prediction) {
    List<Dim> dims = new ArrayList<>(prediction.dims());
    if (isSparse()) {
      dims.remove(SwappedAxes.channels(model.declaration(), dims.size()));
    }
    return Shape.of(dims);
  }

  /**
   * A shape in an input's own words, and repeated along the dimensions that the input is; a loss
   * repeats nothing.
   */
  private Shape given(Shape own, Shape wanted) {
    int more = wanted.rank() - own.dims().size();
    boolean repeats = !model.graph().node(field.name()).isLoss();
    boolean repeated = more > 0 && own.dims().equals(wanted.dims().subList(more, wanted.rank()));
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < wanted.rank(); i++) {
      Dim dim = wanted.dims().get(i);
      boolean one = repeats && (repeated ? i < more : more == 0 && own.dims().get(i).is(1));
      Optional<Dim> same =
          own.dims().stream().filter(word -> model.facts().equal(word, dim).isProved()).findFirst();
      dims.add(one ? Dim.of(1) : same.orElse(dim));
    }
    return Shape.of(dims);
  }

  /** What is claimed, where it leaves nothing open. */
  Optional<Shape> claimedShape() {
    return field.shape().flatMap(DeclaredShapes::parse);
  }

  /** A shape as a claim that leaves open what no text can say. */
  private static Shape claim(Shape shape) {
    Dim open = Nameless.of("", 0);
    return new Shape(
        shape.leading(),
        shape.dims().stream()
            .map(dim -> dim.symbols().stream().anyMatch(Nameless::is) ? open : dim)
            .toList());
  }

  /** What the field's shape would be if nothing were claimed of it, where a text can say it. */
  Optional<Shape> actualShape() {
    return unclaimedShape().filter(shape -> shape.symbols().stream().noneMatch(Nameless::is));
  }

  private Optional<Shape> unclaimedShape() {
    if (field.shape().isEmpty() || field.isInput()) {
      return Optional.empty();
    }
    return ModelChecker.recheck(
            model.declaration().withField(field.name(), FieldDeclaration::withoutShape),
            model,
            f -> false)
        .shape(field.name());
  }

  private void asserted(LayerDeclaration layer, List<Candidate> candidates) {
    String topic = field.name() + ".in";
    model.graph().node(field.name()).from().stream()
        .flatMap(name -> model.shape(name).stream())
        .flatMap(shape -> shape.dims().stream())
        .filter(dim -> dim.isConstant() && dim.constant().bitLength() < 32)
        .map(dim -> dim.constant().intValue())
        .filter(in -> in != layer.attributes().integer("in"))
        .forEach(
            in ->
                candidates.add(
                    new Candidate(
                        topic, List.of(new Edit.SetAttribute(field.name(), "in", in)), ASSERTED)));
  }
}
