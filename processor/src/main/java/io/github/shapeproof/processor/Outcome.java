package io.github.shapeproof.processor;

import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.SourceModel;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.fix.Explainer;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.ModelChecker;
import java.util.List;

/**
 * What became of one model. A declaration that cannot be checked has an outcome as well, since its
 * stub is needed all the same.
 *
 * @param source the model as read
 * @param model the model as checked
 * @param errors what to report
 */
record Outcome(SourceModel source, CheckedModel model, List<Diagnostic> errors) {

  /**
   * Checks a model and explains what is wrong with it.
   *
   * @param compiled what is compiled with it
   */
  static Outcome of(SourceModel source, List<ModelDeclaration> compiled) {
    ModelDeclaration declaration = source.declaration();
    if (!source.isCheckable()) {
      return new Outcome(source, ModelChecker.unchecked(declaration), source.faults());
    }
    try {
      CheckedModel model = ModelChecker.check(declaration);
      return new Outcome(source, model, Explainer.explain(model, compiled));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      Diagnostic crash = Crash.of(declaration.simpleName(), e);
      return new Outcome(source, ModelChecker.unchecked(declaration), List.of(crash));
    }
  }

  /** Whether the model may be run. */
  boolean isSound() {
    return source.isCheckable() && errors.isEmpty() && model.isSound();
  }
}
