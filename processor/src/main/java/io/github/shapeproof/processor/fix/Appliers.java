package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.EditedModel;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelChecker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The models of a compilation that apply an edited one, directly or through others: a help that
 * mends a faulty model may not break them. Those that are compiled elsewhere are unknown.
 */
final class Appliers {
  private final List<ModelDeclaration> others;

  /** Those of each edited model as they are, checked when they are first asked. */
  private final Map<String, List<CheckedModel>> appliers = new HashMap<>();

  private long work;

  /**
   * @param model the faulty one, whose own check is another's task
   * @param compiled what is compiled with it
   */
  Appliers(ModelDeclaration model, List<ModelDeclaration> compiled) {
    others = compiled.stream().filter(other -> !other.isSame(model)).toList();
  }

  /** How many tensors they have had checked anew so far, at most. */
  long work() {
    return work;
  }

  /** Whether nothing is newly wrong in them with a model edited. */
  boolean accept(ModelDeclaration model) {
    EditedModel edited = new EditedModel(model, true);
    return appliers.computeIfAbsent(model.qualifiedName(), name -> appliers(edited)).stream()
        .allMatch(applier -> accepts(applier, edited));
  }

  private List<CheckedModel> appliers(EditedModel edited) {
    return others.stream().filter(edited::isAppliedBy).map(ModelChecker::check).toList();
  }

  private boolean accepts(CheckedModel applier, EditedModel edited) {
    Set<String> faulty =
        applier.findings().stream().map(Finding::field).collect(Collectors.toSet());
    work += applier.fields().size();
    Predicate<Finding> isNew = found -> !faulty.contains(found.field());
    return ModelChecker.recheck(edited.in(applier.declaration()), applier, isNew)
        .findings()
        .stream()
        .noneMatch(isNew);
  }
}
