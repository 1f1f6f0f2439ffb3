package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Batches written as {@code _} in several inputs: each is a size of its own, equal to nothing else,
 * where one name for all of them was meant.
 */
final class NamelessSizes {
  private static final String BATCH = "N";
  private static final double NAMED = 0.5;

  private NamelessSizes() {}

  /** What to say where two of them meet. */
  static List<String> details(CheckedModel model, Finding finding) {
    long batches =
        Stream.ofNullable(model.graph().nodes().get(finding.field()))
            .flatMap(node -> node.reads().stream())
            .flatMap(name -> model.shape(name).stream())
            .flatMap(NamelessSizes::batch)
            .distinct()
            .count();
    return batches > 1
        ? List.of("each `_` is a size of its own: give the batch one name")
        : List.of();
  }

  /** The batch of a tensor, where it has no name. */
  private static Stream<Dim> batch(Shape shape) {
    return shape.dims().stream()
        .limit(shape.hasRank() ? 1 : 0)
        .filter(dim -> dim.symbols().stream().anyMatch(symbol -> symbol.startsWith("_")));
  }

  /** The batch of every input named. */
  static Stream<Candidate> candidates(CheckedModel model, Finding finding) {
    if (!finding.diagnostic().code().name().startsWith("SP2")) {
      return Stream.of();
    }
    List<Edit> edits = new ArrayList<>();
    for (FieldDeclaration field : model.declaration().fields()) {
      field
          .shape()
          .filter(text -> field.isInput() && text.strip().startsWith("_"))
          .map(text -> new Edit.SetShape(field.name(), text.replaceFirst("_", BATCH)))
          .ifPresent(edits::add);
    }
    return edits.isEmpty() ? Stream.of() : Stream.of(new Candidate("batch", edits, NAMED));
  }
}
