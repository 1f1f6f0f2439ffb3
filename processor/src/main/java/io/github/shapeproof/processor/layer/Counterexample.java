package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Nameless;
import io.github.shapeproof.processor.shape.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Words for a refutation: {@code "H = 33: 17 against 16"}. */
final class Counterexample {
  private Counterexample() {}

  /** The line to show about two sizes, or none where no symbol matters. */
  static List<String> lines(Verdict.Refuted refuted) {
    return lines(refuted, refuted.left() + " against " + refuted.right());
  }

  /** The same about a size that leaves a remainder: {@code "H = 1: 1 is not a multiple of 4"}. */
  static List<String> lines(Verdict.Refuted refuted, Dim size, Dim divisor) {
    Map<String, Dim> values = new HashMap<>();
    refuted.counterexample().forEach((symbol, value) -> values.put(symbol, Dim.of(value)));
    return lines(
        refuted, size.substitute(values) + " is not a multiple of " + divisor.substitute(values));
  }

  private static List<String> lines(Verdict.Refuted refuted, String what) {
    if (refuted.counterexample().isEmpty()) {
      return List.of();
    }
    String values =
        refuted.counterexample().entrySet().stream()
            .map(e -> Nameless.place(e.getKey()) + " = " + e.getValue())
            .collect(Collectors.joining(", "));
    return List.of(values + ": " + what);
  }
}
