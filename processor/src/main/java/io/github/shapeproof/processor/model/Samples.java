package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.Roles;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
    Iterator<Sample> all = of(model, numbers).iterator();
    while (all.hasNext() && samples < (isTrial ? WANTED : VALUES.size())) {
      Sample sample = all.next();
      List<Finding> found =
          sample.model().findings().stream()
              .filter(wanted)
              .filter(finding -> !isAboutNumbers(finding))
              .toList();
      recurring =
          samples == 0
              ? found.stream().map(f -> Recurring.first(f, sample.numbers())).toList()
              : recurring.stream()
                  .flatMap(each -> each.in(found, sample.numbers()).stream())
                  .toList();
      samples++;
      if (recurring.isEmpty()) {
        break;
      }
    }
    return samples < WANTED ? List.of() : recurring.stream().map(Recurring::told).toList();
  }

  /** The model with numbers that satisfy {@code where}, checked when asked for. */
  static Stream<Sample> of(ModelDeclaration model, Set<String> numbers) {
    return choices(numbers).stream()
        .map(choice -> new Sample(choice, ModelChecker.checkGiven(Parameters.give(model, choice))))
        .filter(sample -> sample.model().facts().satisfiable())
        .limit(VALUES.size());
  }

  /** Whether it is about a text that the sample wrote; a symbol without a value is in none. */
  private static boolean isAboutNumbers(Finding finding) {
    Site site = finding.diagnostic().site();
    boolean isUnbound = finding.diagnostic().code() == Code.SP503 && site.marks().isEmpty();
    boolean isRewritten =
        Roles.NUMBERS.containsKey(site.attribute()) || site.attribute().equals("with");
    return isRewritten && !isUnbound;
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
