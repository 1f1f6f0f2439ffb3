package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.EditedModel;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelChecker;
import java.util.ArrayList;
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

  /**
   * @param model the faulty one, whose own check is another's task
   * @param compiled what is compiled with it
   */
  Appliers(ModelDeclaration model, List<ModelDeclaration> compiled) {
    others = compiled.stream().filter(other -> !other.isSame(model)).toList();
  }

  /**
   * Whether nothing is newly wrong in them with a model edited.
   *
   * @param share is told how many of their tensors are checked anew, at most
   */
  boolean accept(ModelDeclaration model, Effort.Share share) {
    EditedModel edited = new EditedModel(model, true);
    return appliers.computeIfAbsent(model.qualifiedName(), name -> appliers(edited)).stream()
        .allMatch(applier -> accepts(applier, edited, share));
  }

  /**
   * Those in which nothing is newly wrong with a model edited but that they do not say what it says
   * of sizes now; none where anything else is.
   */
  List<String> unsaid(ModelDeclaration model, Effort.Share share) {
    EditedModel edited = new EditedModel(model, true);
    List<String> names = new ArrayList<>();
    for (CheckedModel applier :
        appliers.computeIfAbsent(model.qualifiedName(), name -> appliers(edited))) {
      List<Finding> found = found(applier, edited, f -> !isUnsaid(f), share);
      if (!found.stream().allMatch(Appliers::isUnsaid)) {
        return List.of();
      }
      if (!found.isEmpty()) {
        names.add(applier.declaration().simpleName());
      }
    }
    return names;
  }

  /** Whether an applied model needs what the model may say of its symbols. */
  private static boolean isUnsaid(Finding found) {
    return found.diagnostic().code() == Code.SP504
        && !found.refutations().isEmpty()
        && found.refutations().stream().allMatch(refuted -> refuted.weakest().isPresent());
  }

  private List<CheckedModel> appliers(EditedModel edited) {
    return others.stream().filter(edited::isAppliedBy).map(ModelChecker::check).toList();
  }

  private static boolean accepts(CheckedModel applier, EditedModel edited, Effort.Share share) {
    return found(applier, edited, f -> true, share).isEmpty();
  }

  /** What is newly wrong in an applier, up to the first that is decisive. */
  private static List<Finding> found(
      CheckedModel applier, EditedModel edited, Predicate<Finding> isDecisive, Effort.Share share) {
    Set<String> faulty =
        applier.findings().stream().map(Finding::field).collect(Collectors.toSet());
    share.checked(applier.fields().size());
    Predicate<Finding> isNew = found -> !faulty.contains(found.field());
    return ModelChecker.recheck(edited.in(applier.declaration()), applier, isNew.and(isDecisive))
        .findings()
        .stream()
        .filter(isNew)
        .toList();
  }
}
