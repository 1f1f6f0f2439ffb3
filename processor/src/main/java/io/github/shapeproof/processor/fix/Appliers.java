package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.AppliedModel;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
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
import java.util.stream.Stream;

/**
 * The models of a compilation that apply a faulty one, directly or through others: a help that
 * mends it may not break them. Those that are compiled elsewhere are unknown.
 */
final class Appliers {
  private final ModelDeclaration model;
  private final List<ModelDeclaration> declarations;

  /** Which models are or apply the faulty one: each is looked at once. */
  private final Map<AppliedModel, Boolean> reaching = new HashMap<>();

  private long work;

  /** The declarations as they are, checked when they are first asked. */
  private List<CheckedModel> checked = List.of();

  /**
   * @param model the faulty one
   * @param compiled what is compiled with it
   */
  Appliers(ModelDeclaration model, List<ModelDeclaration> compiled) {
    this.model = model;
    declarations = compiled.stream().filter(this::applies).toList();
  }

  /** How many tensors they have had checked anew so far, at most. */
  long work() {
    return work;
  }

  /** Whether nothing is newly wrong in them with the model edited. */
  boolean accept(ModelDeclaration edited) {
    if (checked.isEmpty()) {
      checked = declarations.stream().map(ModelChecker::check).toList();
    }
    Map<AppliedModel, AppliedModel> replaced = new HashMap<>();
    return checked.stream().allMatch(applier -> accepts(applier, edited, replaced));
  }

  private boolean accepts(
      CheckedModel applier, ModelDeclaration edited, Map<AppliedModel, AppliedModel> replaced) {
    Set<String> faulty =
        applier.findings().stream().map(Finding::field).collect(Collectors.toSet());
    work += applier.fields().size();
    Predicate<Finding> isNew = found -> !faulty.contains(found.field());
    return ModelChecker.recheck(with(applier.declaration(), edited, replaced), applier, isNew)
        .findings()
        .stream()
        .noneMatch(isNew);
  }

  private boolean applies(ModelDeclaration other) {
    return other.fields().stream().flatMap(Appliers::applied).anyMatch(this::reaches);
  }

  private boolean reaches(AppliedModel applied) {
    Boolean known = reaching.get(applied);
    if (known == null) {
      known = isModel(applied.declaration()) || applies(applied.declaration());
      reaching.put(applied, known);
    }
    return known;
  }

  private static Stream<AppliedModel> applied(FieldDeclaration field) {
    return field.layer().flatMap(LayerDeclaration::applied).stream();
  }

  private boolean isModel(ModelDeclaration other) {
    return other.packageName().equals(model.packageName()) && other.name().equals(model.name());
  }

  /** An applier with the edited model in the place of the old one. */
  private ModelDeclaration with(
      ModelDeclaration applier, ModelDeclaration edited, Map<AppliedModel, AppliedModel> replaced) {
    return applier.withFields(
        applier.fields().stream()
            .map(
                field ->
                    applied(field)
                        .map(old -> with(old, edited, replaced))
                        .map(changed -> field.layer().orElseThrow().applying(changed))
                        .map(field::withLayer)
                        .findFirst()
                        .orElse(field))
            .toList());
  }

  private AppliedModel with(
      AppliedModel old, ModelDeclaration edited, Map<AppliedModel, AppliedModel> replaced) {
    AppliedModel known = replaced.get(old);
    if (known == null) {
      ModelDeclaration declaration = old.declaration();
      known =
          isModel(declaration)
              ? old.saying(edited)
              : reaches(old) ? old.saying(with(declaration, edited, replaced)) : old;
      replaced.put(old, known);
    }
    return known;
  }
}
