package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.shape.Verdict;
import java.util.List;

/**
 * A fault in a model, with what a search for a way out wants to know.
 *
 * @param diagnostic the error, with its evidence and still without help
 * @param refutations the comparisons of symbolic sizes that fail
 */
public record Finding(Diagnostic diagnostic, List<Verdict.Refuted> refutations) {
  public Finding {
    refutations = List.copyOf(refutations);
  }

  /** The field at fault, {@code ""} for the model. */
  public String field() {
    return diagnostic.site().field();
  }
}
