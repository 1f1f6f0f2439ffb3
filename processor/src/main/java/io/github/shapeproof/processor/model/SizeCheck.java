package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.layer.Fault;
import io.github.shapeproof.processor.layer.Inference;
import io.github.shapeproof.processor.layer.Parameter;
import io.github.shapeproof.processor.layer.Proofs;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Facts;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.shape.ShapeParser;
import io.github.shapeproof.processor.shape.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Demands that shapes are some: each dimension at least 1, and elements that can be counted. */
final class SizeCheck {
  private final Proofs proofs;
  private final FieldDeclaration field;
  private final Set<Dim> read;

  /**
   * @param field whose shapes they are
   * @param read dimensions of the tensors that it reads, which were checked there
   */
  SizeCheck(Proofs proofs, FieldDeclaration field, Set<Dim> read) {
    this.proofs = proofs;
    this.field = field;
    this.read = read;
  }

  /**
   * Demands it of a result, of what is learned for it, and of what is computed on the way.
   *
   * @throws Fault where it is not so
   */
  void require(Inference inference) {
    require(inference.output(), inference.said());
    for (Parameter parameter : inference.parameters()) {
      requireCountable(parameter.name(), parameter.shape());
    }
    for (int i = 0; i < inference.steps().size() - 1; i++) {
      requireCountable(inference.name(field.name(), i), inference.steps().get(i).output());
    }
  }

  /**
   * Demands that each dimension is at least 1, and that the product of all fits a long for some
   * sizes.
   *
   * @param said where dimensions are said
   * @throws Fault where it is not so
   */
  void require(Shape shape, Map<Integer, Site> said) {
    for (int i = 0; i < shape.dims().size(); i++) {
      Dim dim = shape.dims().get(i);
      if (!read.contains(dim)) {
        proofs.requireAtLeast(
            dim,
            Dim.of(1),
            Code.SP310,
            said.getOrDefault(i, field.layerSite()),
            "`%s` needs every dimension".formatted(field.name()),
            "`%s` would be %s, with a dimension of %s".formatted(field.name(), shape, dim));
      }
    }
    if (!isCountable(proofs.assumed(), shape)) {
      throw new Fault(
          Code.SP309,
          largest(shape, said).orElse(field.layerSite()),
          "`%s` is %s, %s elements: more than 2^63 - 1"
              .formatted(field.name(), shape, shape.product()));
    }
  }

  private void requireCountable(String name, Shape shape) {
    if (!isCountable(proofs.assumed(), shape)) {
      throw new Fault(
          Code.SP309,
          field.layerSite(),
          "`%s` needs `%s`, which is %s, %s elements: more than 2^63 - 1"
              .formatted(field.name(), name, shape, shape.product()));
    }
  }

  /** Where the largest is said of those dimensions that are said at all. */
  private Optional<Site> largest(Shape shape, Map<Integer, Site> said) {
    Verdict verdict = proofs.facts().atLeast(Dim.of(ShapeParser.MAX_SIZE), shape.product());
    return verdict instanceof Verdict.Refuted refuted
        ? said.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .max(
                Comparator.comparing(
                    entry -> shape.dims().get(entry.getKey()).evaluate(refuted.counterexample())))
            .map(entry -> entry.getValue().marked(List.of()))
        : Optional.empty();
  }

  /** Whether some sizes make it a shape. */
  static boolean isPossible(Facts facts, Shape shape) {
    return isCountable(facts, shape)
        && shape.dims().stream()
            .map(dim -> facts.atLeast(dim, Dim.of(1)))
            .noneMatch(verdict -> verdict instanceof Verdict.Refuted r && r.never());
  }

  /** Whether the product of all dimensions fits a long for some sizes. */
  private static boolean isCountable(Facts facts, Shape shape) {
    return !facts.exceed(shape.dims(), ShapeParser.MAX_SIZE);
  }
}
