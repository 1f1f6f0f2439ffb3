package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.model.ModelChecker;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tries edits on a faulty model. */
final class Trial {
  private final CheckedModel model;
  private final Set<String> faulty;
  private final Finding finding;

  /** Trials that are to mend one finding and to break nothing else. */
  Trial(CheckedModel model, Finding finding) {
    this.model = model;
    this.finding = finding;
    faulty = model.findings().stream().map(Finding::field).collect(Collectors.toSet());
  }

  /** The model with the edits made, checked to its end. */
  CheckedModel run(List<Edit> edits) {
    return ModelChecker.recheck(edited(edits), model, f -> false);
  }

  /** The model with the edits made, checked up to the first reason to reject them. */
  CheckedModel probe(List<Edit> edits) {
    return ModelChecker.recheck(edited(edits), model, this::rejects);
  }

  /** Whether the finding is gone with these edits, and nothing new is wrong. */
  boolean mends(List<Edit> edits) {
    return probe(edits).findings().stream().noneMatch(this::rejects);
  }

  private boolean rejects(Finding found) {
    return found.field().equals(finding.field()) || !faulty.contains(found.field());
  }

  private ModelDeclaration edited(List<Edit> edits) {
    ModelDeclaration changed = model.declaration();
    for (Edit edit : edits) {
      changed = edit.apply(changed);
    }
    return changed;
  }
}
