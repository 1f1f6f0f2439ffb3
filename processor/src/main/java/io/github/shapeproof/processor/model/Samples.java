package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.shape.Dim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is wrong with a model whose kernels or strides are left to those that apply it, whatever
 * they are: what is wrong, in the same words, for several choices of numbers.
 */
final class Samples {
  private static final Set<String> REWRITTEN = Set.of("with", "kernelOf", "strideOf");
  private static final int MOST_TRIED = 12;
  private static final int WANTED = 3;
  private static final int RANGE = 7;

  private Samples() {}

  /** The findings; none where too few numbers satisfy {@code where} to tell. */
  static List<Finding> findings(ModelDeclaration model, Set<String> numbers) {
    List<List<Finding>> samples = new ArrayList<>();
    for (int turn = 1; turn <= MOST_TRIED && samples.size() < WANTED; turn++) {
      CheckedModel sample = ModelChecker.checkGiven(Parameters.give(model, choice(numbers, turn)));
      if (sample.facts().satisfiable()) {
        samples.add(sample.findings());
      }
    }
    return samples.size() < WANTED
        ? List.of()
        : samples.get(0).stream()
            .filter(finding -> !REWRITTEN.contains(finding.diagnostic().site().attribute()))
            .filter(finding -> samples.stream().allMatch(sample -> contains(sample, finding)))
            .map(finding -> new Finding(finding.diagnostic(), finding.refutations(), true))
            .toList();
  }

  /** Numbers of 1 to 7, in no relation that all turns have. */
  private static Map<String, Dim> choice(Set<String> numbers, int turn) {
    Map<String, Dim> choice = new LinkedHashMap<>();
    int step = 2;
    for (String symbol : numbers) {
      choice.put(symbol, Dim.of(1 + turn * step % RANGE));
      step++;
    }
    return choice;
  }

  private static boolean contains(List<Finding> sample, Finding finding) {
    return sample.stream()
        .map(Finding::diagnostic)
        .anyMatch(
            other ->
                other.code() == finding.diagnostic().code()
                    && other.site().equals(finding.diagnostic().site())
                    && other.sentence().equals(finding.diagnostic().sentence()));
  }
}
