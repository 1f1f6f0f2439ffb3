package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.model.DeclaredShapes;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.shape.Verdict;
import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Another number in a claim's own words, as in {@code H - 90} for {@code H - 88}: a size grows with
 * it in a straight line, of which the next number shows a second point.
 */
final class ClaimNumbers {
  private final String text;
  private final Shape claimed;
  private final Shape actual;
  private final Verdict.Refuted refuted;

  /**
   * @param text of the claim
   * @param claimed what it says
   * @param actual what is so
   * @param refuted how the two differ
   */
  ClaimNumbers(String text, Shape claimed, Shape actual, Verdict.Refuted refuted) {
    this.text = text;
    this.claimed = claimed;
    this.actual = actual;
    this.refuted = refuted;
  }

  /** The claims with one of the numbers changed, wherever it stands. */
  Stream<String> texts() {
    return claimed.hasRank() && actual.hasRank() && claimed.rank() == actual.rank()
        ? SizeTexts.numbers(text).stream().flatMap(number -> text(number).stream())
        : Stream.of();
  }

  private Optional<String> text(String number) {
    BigInteger present = new BigInteger(number);
    Optional<Shape> next =
        DeclaredShapes.parse(SizeTexts.withNumber(text, number, present.add(BigInteger.ONE)));
    for (int d = 0; next.isPresent() && d < actual.rank(); d++) {
      BigInteger start = refuted.at(claimed.dims().get(d));
      BigInteger slope = refuted.at(next.get().dims().get(d)).subtract(start);
      BigInteger wanted = refuted.at(actual.dims().get(d)).subtract(start);
      if (wanted.signum() != 0 && slope.signum() != 0 && wanted.mod(slope.abs()).signum() == 0) {
        BigInteger meant = present.add(wanted.divide(slope));
        return Optional.of(meant)
            .filter(n -> n.signum() > 0)
            .map(n -> SizeTexts.withNumber(text, number, n));
      }
    }
    return Optional.empty();
  }
}
