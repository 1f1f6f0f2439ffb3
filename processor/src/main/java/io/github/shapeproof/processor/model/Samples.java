package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is wrong with a model whose kernels or strides are left to those that apply it, whatever
 * they are: what is wrong in the same way for several choices of numbers.
 *
 * <p>A fault is told where the same comparison fails in all samples, see {@link Recurring}. Few
 * samples show that it is the same for all numbers, because a size that depends on a number grows
 * or shrinks with it: what is the same for 1, for the numbers after it and for very large ones is
 * the same for those between. Where large ones do not fit, nothing is told. Each number takes each
 * value, and no two of them keep a relation, such as that one is twice the other.
 */
final class Samples {
  private static final Set<String> REWRITTEN = Set.of("with", "kernelOf", "strideOf");

  /** A prime number of them: steps of different widths meet each pair of them but once. */
  private static final List<Integer> VALUES = List.of(1, 2, 3, 4, 5, 7, 8, 9, 16, 31, 64);

  private static final int ROUNDS = 3;
  private static final int WANTED = 3;

  private Samples() {}

  /**
   * The findings; none where too few numbers satisfy {@code where} to tell.
   *
   * @param wanted those that are not told already
   * @param isTrial whether to look at the first few samples only, so that a fault may be told that
   *     others do not have; what is told nothing of has none in either case
   */
  static List<Finding> findings(
      ModelDeclaration model, Set<String> numbers, Predicate<Finding> wanted, boolean isTrial) {
    List<Recurring> recurring = List.of();
    int samples = 0;
    for (Map<String, Dim> choice : choices(numbers)) {
      CheckedModel sample = ModelChecker.checkGiven(Parameters.give(model, choice));
      if (!sample.facts().satisfiable()) {
        continue;
      }
      List<Finding> found =
          sample.findings().stream().filter(wanted).filter(f -> !isAboutNumbers(f)).toList();
      recurring =
          samples == 0
              ? found.stream().map(finding -> Recurring.first(finding, choice)).toList()
              : recurring.stream().flatMap(each -> each.in(found, choice).stream()).toList();
      samples++;
      if (recurring.isEmpty() || samples == (isTrial ? WANTED : VALUES.size())) {
        break;
      }
    }
    return samples < WANTED ? List.of() : recurring.stream().map(Recurring::told).toList();
  }

  /** Whether a tensor is right in every sample. */
  static boolean areRight(ModelDeclaration model, Set<String> numbers, String field) {
    return choices(numbers).stream()
        .map(choice -> ModelChecker.checkGiven(Parameters.give(model, choice)))
        .filter(sample -> sample.facts().satisfiable())
        .limit(VALUES.size())
        .allMatch(sample -> sample.findings().stream().noneMatch(f -> f.field().equals(field)));
  }

  /** Whether it is about a text that the sample wrote; a symbol without a value is in none. */
  private static boolean isAboutNumbers(Finding finding) {
    Site site = finding.diagnostic().site();
    boolean isUnbound = finding.diagnostic().code() == Code.SP503 && site.marks().isEmpty();
    return REWRITTEN.contains(site.attribute()) && !isUnbound;
  }

  /** All numbers 1 at first, then all in steps of their own through the values. */
  private static Set<Map<String, Dim>> choices(Set<String> numbers) {
    Set<Map<String, Dim>> choices = new LinkedHashSet<>();
    int size = VALUES.size();
    for (int turn = 0; turn < ROUNDS * size; turn++) {
      Map<String, Dim> choice = new LinkedHashMap<>();
      int step = 1;
      for (String symbol : numbers) {
        int shift = choice.isEmpty() ? 0 : turn / size;
        choice.put(symbol, Dim.of(VALUES.get((turn * step + shift) % size)));
        step = step % (size - 1) + 1;
      }
      choices.add(choice);
    }
    return choices;
  }
}
