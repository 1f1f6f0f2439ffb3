package io.github.shapeproof.processor.declaration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An edited model in the place of what it was, in those that apply it, directly or through others.
 * Each applied model is looked at once.
 */
public final class EditedModel {
  private final ModelDeclaration edited;
  private final boolean told;
  private final Map<AppliedModel, AppliedModel> replaced = new HashMap<>();

  /**
   * Replaces the model that {@code edited} was.
   *
   * @param told whether errors in it, or in others that apply it, are still told there, and not as
   *     errors of what applies them
   */
  public EditedModel(ModelDeclaration edited, boolean told) {
    this.edited = edited;
    this.told = told;
  }

  /** Whether a model applies the edited one, directly or through others. */
  @SuppressWarnings("ReferenceEquality")
  public boolean isAppliedBy(ModelDeclaration other) {
    return in(other) != other;
  }

  /** A model that may apply the edited one, with it; the same one if it does not. */
  public ModelDeclaration in(ModelDeclaration applier) {
    List<FieldDeclaration> fields = applier.fields().stream().map(this::in).toList();
    return fields.equals(applier.fields()) ? applier : applier.withFields(fields);
  }

  private FieldDeclaration in(FieldDeclaration field) {
    return field
        .layer()
        .flatMap(layer -> layer.applied().map(applied -> layer.applying(in(applied))))
        .map(field::withLayer)
        .orElse(field);
  }

  @SuppressWarnings("ReferenceEquality")
  private AppliedModel in(AppliedModel applied) {
    AppliedModel known = replaced.get(applied);
    if (known == null) {
      ModelDeclaration old = applied.declaration();
      boolean isIt = edited.isSame(old);
      ModelDeclaration changed = isIt ? edited : in(old);
      known = isIt || changed != old ? applied.saying(changed, told) : applied;
      replaced.put(applied, known);
    }
    return known;
  }
}
