package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.shape.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The layers fit for some sizes only: the weakest {@code where} that allows no others. Height and
 * width may each need a fact, so facts are added until the finding is gone or no more are known.
 */
final class FactEdits {
  private static final int MOST_FACTS = 4;
  private static final double FACT = 3;

  private final Finding finding;
  private final Trial trial;

  FactEdits(Finding finding, Trial trial) {
    this.finding = finding;
    this.trial = trial;
  }

  Stream<Candidate> candidates() {
    List<Edit> facts = new ArrayList<>();
    Optional<Finding> open = Optional.of(finding);
    while (open.isPresent() && facts.size() < MOST_FACTS) {
      List<Edit> more =
          open.get().refutations().stream()
              .map(Verdict.Refuted::weakest)
              .flatMap(Optional::stream)
              .map(fact -> (Edit) new Edit.AddFact(fact))
              .filter(fact -> !facts.contains(fact))
              .distinct()
              .toList();
      if (more.isEmpty()) {
        return Stream.empty();
      }
      facts.addAll(more);
      open =
          trial.run(facts).findings().stream()
              .filter(f -> f.field().equals(finding.field()))
              .findFirst();
    }
    return facts.isEmpty() ? Stream.empty() : Stream.of(new Candidate("where", facts, FACT));
  }
}
