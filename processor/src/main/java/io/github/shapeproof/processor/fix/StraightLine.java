package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.shape.Verdict;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Finds the number of filters, units and the like that makes two sizes equal, whatever lies between
 * them and the layer: sizes grow with such a number in a straight line, of which twice the number
 * shows a second point.
 */
final class StraightLine {
  private final Trial trial;

  StraightLine(Trial trial) {
    this.trial = trial;
  }

  /** The value of an attribute at which nothing is left of the first difference. */
  Optional<Integer> root(String field, String attribute, int present) {
    Finding finding = trial.finding();
    boolean isLarge = present > Integer.MAX_VALUE / 2;
    if (present <= 0 || isLarge || finding.refutations().isEmpty() || trial.isSpent()) {
      return Optional.empty();
    }
    Edit twice = new Edit.SetAttribute(field, attribute, 2 * present);
    return trial.run(List.of(twice)).findings().stream()
        .filter(found -> found.field().equals(finding.field()))
        .filter(found -> found.diagnostic().code() == finding.diagnostic().code())
        .flatMap(found -> found.refutations().stream().limit(1))
        .flatMap(second -> root(finding.refutations().get(0), second, present).stream())
        .findFirst();
  }

  private static Optional<Integer> root(
      Verdict.Refuted first, Verdict.Refuted second, int present) {
    BigInteger start = first.at(first.difference());
    BigInteger slope = first.at(second.difference()).subtract(start);
    if (slope.signum() == 0) {
      return Optional.empty();
    }
    BigInteger[] steps = start.multiply(BigInteger.valueOf(present)).divideAndRemainder(slope);
    BigInteger root = BigInteger.valueOf(present).subtract(steps[0]);
    return Optional.of(root)
        .filter(any -> steps[1].signum() == 0)
        .filter(number -> number.signum() > 0 && number.bitLength() < Integer.SIZE)
        .map(BigInteger::intValue);
  }
}
