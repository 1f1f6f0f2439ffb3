package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelChecker;
import io.github.shapeproof.processor.shape.Shape;
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

  private final CheckedModel model;
  private final FieldDeclaration field;

  ClaimEdits(CheckedModel model, Finding finding) {
    this.model = model;
    this.field = model.declaration().field(finding.field()).orElseThrow();
  }

  Stream<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    actualShape()
        .ifPresent(
            shape ->
                candidates.add(
                    new Candidate(
                        field.name() + "@Shape",
                        List.of(new Edit.SetShape(field.name(), shape.toString())),
                        CLAIM)));
    field
        .layer()
        .filter(layer -> layer.attributes().isWritten("in"))
        .ifPresent(layer -> asserted(layer, candidates));
    return candidates.stream();
  }

  /** What the field's shape would be if nothing were claimed of it. */
  private Optional<Shape> actualShape() {
    if (field.shape().isEmpty() || field.isInput()) {
      return Optional.empty();
    }
    FieldDeclaration unclaimed =
        new FieldDeclaration(
            field.name(), field.line(), Optional.empty(), field.layer(), field.output());
    return ModelChecker.recheck(
            model.declaration().withField(field.name(), f -> unclaimed), model, f -> false)
        .shape(field.name())
        .filter(shape -> shape.symbols().stream().noneMatch(s -> s.startsWith("_")));
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
                        topic, List.of(new Edit.SetAttribute(field.name(), "in", in)), 3)));
  }
}
