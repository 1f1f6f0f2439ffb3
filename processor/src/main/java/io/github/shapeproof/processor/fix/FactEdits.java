package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Fact;
import io.github.shapeproof.processor.shape.Facts;
import io.github.shapeproof.processor.shape.Parsed;
import io.github.shapeproof.processor.shape.Preconditions;
import io.github.shapeproof.processor.shape.Relation;
import io.github.shapeproof.processor.shape.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The layers fit for some sizes only: the weakest {@code where} that allows no others. Height and
 * width may each need a fact, and each level of a network another one, so facts are added until
 * nothing that they are to mend is left or no more are known.
 */
final class FactEdits {
  private static final int MOST_FACTS = 20;
  private static final double FACT = 3;
  private static final double PINS = 12;
  private static final Pattern PINNED = Pattern.compile("\\w+ == \\d+");

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
      open = trial.open(facts);
    }
    return facts.isEmpty() ? Stream.empty() : Stream.of(candidate(merged(facts)));
  }

  /** A model for one size only is hardly meant. */
  private static Candidate candidate(List<Edit> facts) {
    boolean pins =
        facts.stream().anyMatch(f -> PINNED.matcher(((Edit.AddFact) f).fact()).matches());
    return new Candidate("where", facts, pins ? FACT + PINS : FACT);
  }

  /**
   * One congruence for each symbol in place of several facts that come to it: {@code H % 4 <= 1}
   * and {@code H % 2 == 0} are {@code H % 4 == 0}.
   */
  private static List<Edit> merged(List<Edit> edits) {
    List<String> texts = edits.stream().map(edit -> ((Edit.AddFact) edit).fact()).toList();
    if (!(Facts.parse(texts) instanceof Parsed.Ok<Facts> parsed)) {
      return edits;
    }
    SortedMap<String, Preconditions.Sizes> sizes =
        Preconditions.of(parsed.value(), List.of()).sizes();
    Set<String> merged = new LinkedHashSet<>();
    for (Fact fact : parsed.value().list()) {
      SortedSet<String> symbols = fact.left().minus(fact.right()).symbols();
      Optional<String> multiple =
          Optional.of(symbols)
              .filter(only -> only.size() == 1)
              .map(only -> sizes.get(only.first()))
              .filter(own -> own.modulus() > 1 && own.residues().size() == 1)
              .map(
                  own ->
                      Fact.of(
                              Dim.symbol(symbols.first()).mod(own.modulus()),
                              Relation.EQUAL,
                              Dim.of(own.residues().first()))
                          .toString());
      merged.add(multiple.orElse(fact.toString()));
    }
    return merged.stream().map(fact -> (Edit) new Edit.AddFact(fact)).toList();
  }
}
