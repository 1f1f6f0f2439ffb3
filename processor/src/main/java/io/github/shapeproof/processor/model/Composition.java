package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.layer.Fault;
import io.github.shapeproof.processor.layer.Inference;
import io.github.shapeproof.processor.layer.Inlining;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What the check of a model has to know of those that it applies, and that apply it. */
final class Composition {
  private final ModelDeclaration model;
  private final Set<String> numbers;
  private final Map<String, CheckedField> fields;

  /**
   * @param numbers symbols that only a model which applies this one can give a number
   * @param fields the tensors checked so far
   */
  Composition(ModelDeclaration model, Set<String> numbers, Map<String, CheckedField> fields) {
    this.model = model;
    this.numbers = numbers;
    this.fields = fields;
  }

  /**
   * Whether a layer cannot be checked, for no fault of this model: its kernel or stride is left to
   * a model that applies this one, or what it applies has errors that are reported elsewhere.
   */
  boolean isOpen(ModelGraph.Node node) {
    if (node.isPart()) {
      return whole(node).inference().isEmpty();
    }
    return node.appliesErrors()
        || Parameters.numbers(node.field()).stream().anyMatch(numbers::contains);
  }

  /** The results of a field with several are its last steps. */
  Inference part(ModelGraph.Node node) {
    CheckedField whole = whole(node);
    Inference all = whole.inference().orElseThrow();
    List<String> parts = whole.node().parts();
    int step = all.steps().size() - parts.size() + parts.indexOf(node.field().name());
    return Inlining.part(whole.name(), all.steps(), step, all.description());
  }

  private CheckedField whole(ModelGraph.Node part) {
    return Objects.requireNonNull(fields.get(part.from().get(0)));
  }

  /**
   * Limits what is written down of models in models.
   *
   * @throws Fault if there is more
   */
  void requirePlannable(ModelGraph.Node node, Inference inference) {
    long steps = inference.steps().size();
    long weights = inference.parameters().size();
    for (CheckedField field : fields.values()) {
      steps += field.inference().map(known -> known.steps().size()).orElse(0);
      weights += field.inference().map(known -> known.parameters().size()).orElse(0);
    }
    if (steps > Inlining.MOST_STEPS || weights > Inlining.MOST_STEPS) {
      throw new Fault(
          Code.SP305,
          node.field().layerSite(),
          "`%s` makes %d steps and %d learned arrays of `%s`, but with @Apply at most %d are planned"
              .formatted(
                  node.field().name(), steps, weights, model.simpleName(), Inlining.MOST_STEPS));
    }
  }
}
