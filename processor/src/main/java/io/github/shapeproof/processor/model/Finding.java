package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.shape.Verdict;
import java.util.List;

/**
 * A fault in a model, with what a search for a way out wants to know.
 *
 * @param diagnostic the error, with its evidence and still without help
 * @param refutations the comparisons of symbolic sizes that fail
 * @param sampled whether it was seen for some kernels and strides, where no edit can be tried for
 *     all
 */
public record Finding(Diagnostic diagnostic, List<Verdict.Refuted> refutations, boolean sampled) {
  public Finding {
    refutations = List.copyOf(refutations);
  }

  /** A fault that was proved. */
  Finding(Diagnostic diagnostic, List<Verdict.Refuted> refutations) {
    this(diagnostic, refutations, false);
  }

  /** The field at fault, {@code ""} for the model. */
  public String field() {
    return diagnostic.site().field();
  }
}
