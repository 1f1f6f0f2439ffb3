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
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
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

  /** Several residues of a symbol. */
  private static final Pattern RESIDUES =
      Pattern.compile("\\(?(\\w+)(?: \\+ \\d+\\))? % (\\d+) [<>]= \\d+");

  /** A multiple is what people write, and the first that they would try. */
  private static final double PLAIN = 2.5;

  /** Dearer than to declare an input as what it meets. */
  private static final double EQUATES = 4.5;

  private static final Pattern EQUATED = Pattern.compile("\\w+ == .*");
  private static final Pattern PINNED = Pattern.compile("\\w+ [<=]= \\d+");

  private final Finding finding;
  private final Trial trial;

  FactEdits(Finding finding, Trial trial) {
    this.finding = finding;
    this.trial = trial;
  }

  Stream<Candidate> candidates() {
    List<Edit> weakest = facts(UnaryOperator.identity());
    // What the weakest facts leave open, multiples may say: H % 4 <= 1 tells H of H/2 no more.
    boolean isPlain =
        !weakest.isEmpty() && weakest.stream().noneMatch(f -> RESIDUES.matcher(text(f)).matches());
    List<Edit> plain = isPlain ? List.of() : facts(FactEdits::plain);
    return Stream.of(candidate("where", weakest, FACT), candidate("multiples", plain, PLAIN))
        .flatMap(Optional::stream);
  }

  /** {@code H % 32 == 0} in place of {@code H % 32 <= 15}. */
  private static String plain(String fact) {
    Matcher residues = RESIDUES.matcher(fact);
    return residues.matches() ? residues.group(1) + " % " + residues.group(2) + " == 0" : fact;
  }

  /** What makes all fit, fact by fact; none where that can't be said. */
  private List<Edit> facts(UnaryOperator<String> form) {
    List<Edit> facts = new ArrayList<>();
    Optional<Finding> open = Optional.of(finding);
    while (open.isPresent() && facts.size() < MOST_FACTS) {
      List<Edit> more =
          open.get().refutations().stream()
              .map(Verdict.Refuted::weakest)
              .flatMap(Optional::stream)
              .map(fact -> (Edit) new Edit.AddFact(form.apply(fact)))
              .filter(fact -> !facts.contains(fact))
              .distinct()
              .toList();
      if (more.isEmpty()) {
        return List.of();
      }
      facts.addAll(more);
      open = trial.open(facts);
    }
    return merged(facts);
  }

  /** A model for one size only, or for sizes that depend on each other, is hardly meant. */
  private static Optional<Candidate> candidate(String topic, List<Edit> facts, double cost) {
    return facts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Candidate(
                topic,
                facts,
                cost + (any(facts, PINNED) ? PINS : any(facts, EQUATED) ? EQUATES : 0)));
  }

  private static boolean any(List<Edit> facts, Pattern pattern) {
    return facts.stream().anyMatch(fact -> pattern.matcher(text(fact)).matches());
  }

  private static String text(Edit fact) {
    return ((Edit.AddFact) fact).fact();
  }

  /** Whether a fact says how large a symbol is. */
  private static boolean isBound(Fact fact) {
    return fact.relation() != Relation.EQUAL
        && fact.right().isConstant()
        && fact.symbols().stream().map(Dim::symbol).anyMatch(fact.left()::equals);
  }

  /**
   * One congruence for each symbol in place of several facts that come to it: {@code H % 4 <= 1}
   * and {@code H % 2 == 0} are {@code H % 4 == 0}. Without those that follow from the others.
   */
  private static List<Edit> merged(List<Edit> edits) {
    List<String> texts = edits.stream().map(FactEdits::text).toList();
    if (!(Facts.parse(texts) instanceof Parsed.Ok<Facts> parsed)) {
      return edits;
    }
    SortedMap<String, Preconditions.Sizes> sizes =
        Preconditions.of(parsed.value(), List.of()).sizes();
    Set<Fact> merged = new LinkedHashSet<>();
    for (Fact fact : parsed.value().list()) {
      SortedSet<String> symbols = fact.left().minus(fact.right()).symbols();
      Optional<Fact> multiple =
          Optional.of(symbols)
              .filter(only -> only.size() == 1 && !isBound(fact))
              .map(only -> sizes.get(only.first()))
              .filter(own -> own.modulus() > 1 && own.residues().size() == 1)
              .map(
                  own ->
                      Fact.of(
                          Dim.symbol(symbols.first()).mod(own.modulus()),
                          Relation.EQUAL,
                          Dim.of(own.residues().first())));
      merged.add(multiple.orElse(Fact.of(fact.left(), fact.relation(), fact.right())));
    }
    for (Fact fact : List.copyOf(merged)) {
      merged.remove(fact);
      if (!all(merged).imply(fact)) {
        merged.add(fact);
      }
    }
    return merged.stream().map(fact -> (Edit) new Edit.AddFact(fact.toString())).toList();
  }

  private static Facts all(Set<Fact> facts) {
    Facts all = Facts.none();
    for (Fact fact : facts) {
      all = all.and(fact);
    }
    return all;
  }
}
