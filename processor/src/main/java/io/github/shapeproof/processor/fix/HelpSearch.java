package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.diagnostic.Help;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks for edits that mend a finding, the nearest first. Single edits are tried before pairs, and
 * every candidate is checked with the whole model, so that a help holds for every size.
 */
final class HelpSearch {
  /** Candidates tried at most for one finding, singles and pairs each. */
  private static final int BUDGET = 4000;

  private final CheckedModel model;
  private final Finding finding;
  private final Trial trial;

  HelpSearch(CheckedModel model, Finding finding) {
    this.model = model;
    this.finding = finding;
    this.trial = new Trial(model, finding);
  }

  /** The best helps, at most so many. */
  List<Help> best(int most) {
    if (finding.field().isEmpty() || model.declaration().field(finding.field()).isEmpty()) {
      return List.of();
    }
    Suspects suspects = new Suspects(model, finding);
    ParameterEdits parameters = new ParameterEdits(model, finding, suspects);
    List<Help> helps = new ArrayList<>();
    Set<String> topics = new HashSet<>();
    collect(
        helps,
        topics,
        most,
        Stream.of(
                parameters.singles(),
                new NameEdits(model, finding, suspects).candidates(),
                new ClaimEdits(model, finding).candidates(),
                new FactEdits(finding, trial).candidates(),
                new NewLayers(model, finding, suspects).candidates())
            .flatMap(s -> s));
    if (helps.size() < most) {
      collect(helps, topics, most, parameters.pairs());
    }
    return helps;
  }

  private void collect(
      List<Help> helps, Set<String> topics, int most, Stream<Candidate> candidates) {
    List<Candidate> sorted =
        candidates.sorted(Comparator.comparingDouble(Candidate::cost)).limit(BUDGET).toList();
    for (Candidate candidate : sorted) {
      if (helps.size() == most) {
        return;
      }
      if (!topics.contains(candidate.topic()) && trial.mends(candidate.edits())) {
        topics.add(candidate.topic());
        helps.add(
            new Help(new HelpText(model.declaration()).of(candidate.edits()), candidate.edits()));
      }
    }
  }
}
