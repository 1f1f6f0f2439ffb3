package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Nameless;
import io.github.shapeproof.processor.shape.Verdict;
import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Words for a refutation: {@code "H = 33: 17 against 16"}. */
final class Counterexample {
  private Counterexample() {}

  /** The line to show about two sizes, or none where no symbol matters. */
  static List<String> lines(Verdict.Refuted refuted) {
    return lines(refuted.counterexample(), refuted.left() + " against " + refuted.right());
  }

  /** The same about a size that leaves a remainder: {@code "H = 1: 1 is not a multiple of 4"}. */
  static List<String> lines(SortedMap<String, BigInteger> sizes, Dim size, Dim divisor) {
    return lines(sizes, size.evaluate(sizes) + " is not a multiple of " + divisor.evaluate(sizes));
  }

  private static List<String> lines(SortedMap<String, BigInteger> sizes, String what) {
    if (sizes.isEmpty()) {
      return List.of();
    }
    String values =
        sizes.entrySet().stream()
            .map(e -> Nameless.place(e.getKey()) + " = " + e.getValue())
            .collect(Collectors.joining(", "));
    return List.of(values + ": " + what);
  }
}
