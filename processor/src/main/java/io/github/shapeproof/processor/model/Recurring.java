package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A fault that all samples of a model have so far, though not always in the same words.
 *
 * @param finding it in the words of the sample where it has the fewest refutations: those that come
 *     and go with the numbers are not what is wrong
 * @param choice that sample's numbers
 * @param refutations the comparisons that fail in all samples
 * @param alike whether the words are the same in all samples
 */
record Recurring(
    Finding finding, Map<String, Dim> choice, List<Verdict.Refuted> refutations, boolean alike) {

  /** A fault of the first sample. */
  static Recurring first(Finding finding, Map<String, Dim> choice) {
    return new Recurring(finding, choice, finding.refutations(), true);
  }

  /** The fault, if one more sample has it as well. */
  Optional<Recurring> in(List<Finding> sample, Map<String, Dim> numbers) {
    return sample.stream().filter(this::isSame).findFirst().map(other -> with(other, numbers));
  }

  private Recurring with(Finding other, Map<String, Dim> numbers) {
    boolean plainer = other.refutations().size() < finding.refutations().size();
    return new Recurring(
        plainer ? other : finding,
        plainer ? numbers : choice,
        common(other),
        alike && words(other).equals(words(finding)));
  }

  /** Whether the numbers have no part in the difference of two faults; no rank depends on them. */
  private boolean isSame(Finding other) {
    Diagnostic mine = finding.diagnostic();
    Diagnostic others = other.diagnostic();
    if (mine.code() != others.code()
        || !mine.site().marked(List.of()).equals(others.site().marked(List.of()))) {
      return false;
    }
    return refutations.isEmpty()
        ? mine.code() == Code.SP203 || mine.sentence().equals(others.sentence())
        : !common(other).isEmpty();
  }

  private List<Verdict.Refuted> common(Finding other) {
    return refutations.stream()
        .filter(mine -> other.refutations().stream().anyMatch(o -> isSame(mine, o)))
        .toList();
  }

  /**
   * Whether two sizes differ by the same, and that is no size on which the numbers bear by way of
   * {@code where}.
   */
  private static boolean isSame(Verdict.Refuted a, Verdict.Refuted b) {
    Dim difference = a.difference();
    return difference.equals(b.difference())
        && difference.symbols().stream()
            .allMatch(s -> Objects.equals(a.counterexample().get(s), b.counterexample().get(s)));
  }

  private static Diagnostic words(Finding finding) {
    Diagnostic diagnostic = finding.diagnostic();
    return new Diagnostic(
        diagnostic.code(),
        diagnostic.site().marked(List.of()),
        diagnostic.sentence(),
        diagnostic.details(),
        diagnostic.evidence(),
        diagnostic.helps());
  }

  /** The fault of the model; words that are not those for all numbers say for which they are. */
  Finding told() {
    Diagnostic diagnostic = finding.diagnostic();
    String note =
        "for any %s; shown here for %s"
            .formatted(
                String.join(" and ", choice.keySet()),
                choice.entrySet().stream()
                    .map(number -> number.getKey() + " = " + number.getValue())
                    .collect(Collectors.joining(" and ")));
    return new Finding(
        alike ? diagnostic : diagnostic.withDetails(List.of(note)), finding.refutations(), true);
  }
}
