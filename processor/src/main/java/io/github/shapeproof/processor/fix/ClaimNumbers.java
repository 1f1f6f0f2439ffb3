package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.model.DeclaredShapes;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.shape.Verdict;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Another number in a claim's own words, as in {@code H - 90} for {@code H - 88}: a size grows with
 * it in a straight line, of which the next number shows a second point.
 */
final class ClaimNumbers {
  private static final Pattern NUMBER = Pattern.compile("\\b\\d{1,9}\\b");

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
    Set<String> numbers =
        NUMBER
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new));
    return claimed.hasRank() && actual.hasRank() && claimed.rank() == actual.rank()
        ? numbers.stream().flatMap(number -> text(number).stream())
        : Stream.of();
  }

  private Optional<String> text(String number) {
    BigInteger present = new BigInteger(number);
    Optional<Shape> next = DeclaredShapes.parse(with(number, present.add(BigInteger.ONE)));
    for (int d = 0; next.isPresent() && d < actual.rank(); d++) {
      BigInteger start = refuted.at(claimed.dims().get(d));
      BigInteger slope = refuted.at(next.get().dims().get(d)).subtract(start);
      BigInteger wanted = refuted.at(actual.dims().get(d)).subtract(start);
      if (wanted.signum() != 0 && slope.signum() != 0 && wanted.mod(slope.abs()).signum() == 0) {
        BigInteger meant = present.add(wanted.divide(slope));
        return meant.signum() > 0 ? Optional.of(with(number, meant)) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private String with(String number, BigInteger other) {
    return text.replaceAll("\\b" + number + "\\b", other.toString());
  }
}
