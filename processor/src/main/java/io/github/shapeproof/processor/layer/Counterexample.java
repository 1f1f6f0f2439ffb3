package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Nameless;
import io.github.shapeproof.processor.shape.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** Words for a refuted comparison: {@code "H = 33: 17 against 16"}. */
final class Counterexample {
  private Counterexample() {}

  /** The line to show, or none where no symbol matters. */
  static List<String> lines(Verdict.Refuted refuted) {
    if (refuted.counterexample().isEmpty()) {
      return List.of();
    }
    String values =
        refuted.counterexample().entrySet().stream()
            .map(e -> Nameless.place(e.getKey()) + " = " + e.getValue())
            .collect(Collectors.joining(", "));
    return List.of(values + ": " + refuted.left() + " against " + refuted.right());
  }
}
