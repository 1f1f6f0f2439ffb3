package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.shape.Verdict;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds an array with another value for each axis by sweeping one value over all axes at once and
 * noting for which axes it comes out right. Each axis is a question of its own, so a sweep over n
 * values answers what a search over n² pairs would.
 */
final class AxisSweep {
  private final Finding finding;
  private final Trial trial;

  AxisSweep(Trial trial) {
    this.finding = trial.finding();
    this.trial = trial;
  }

  /**
   * The array whose value for each axis mends that axis; empty where an axis has none, or where all
   * axes want the same and a single value does.
   *
   * @param values to sweep, the likeliest first
   */
  Optional<List<Integer>> find(String field, String attribute, int axes, Set<Integer> values) {
    List<BigInteger> wanted = wanted(finding);
    if (axes == 1 || wanted.size() != axes || Set.copyOf(wanted).size() < axes) {
      return Optional.empty();
    }
    List<Optional<Integer>> found = new ArrayList<>();
    wanted.forEach(w -> found.add(Optional.empty()));
    for (int value : values) {
      if (trial.isSpent() || found.stream().allMatch(Optional::isPresent)) {
        break;
      }
      Edit edit = new Edit.SetAttribute(field, attribute, List.of(value));
      List<BigInteger> open = stillWanted(List.of(edit));
      for (int axis = 0; axis < axes; axis++) {
        if (found.get(axis).isEmpty() && !open.contains(wanted.get(axis))) {
          found.set(axis, Optional.of(value));
        }
      }
    }
    return found.stream().allMatch(Optional::isPresent)
        ? Optional.of(found.stream().map(Optional::get).toList())
        : Optional.empty();
  }

  private List<BigInteger> stillWanted(List<Edit> edits) {
    List<Finding> findings = trial.run(edits).findings();
    return findings.stream()
        .filter(f -> f.field().equals(finding.field()))
        .findFirst()
        .map(AxisSweep::wanted)
        .filter(open -> !open.isEmpty())
        .orElseGet(() -> findings.isEmpty() ? List.of() : wanted(finding));
  }

  private static List<BigInteger> wanted(Finding finding) {
    return finding.refutations().stream().map(Verdict.Refuted::left).toList();
  }
}
