package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Verdict;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the number of filters, units and the like that makes two sizes equal, whatever lies between
 * them and the layer: sizes grow with such a number in a straight line, of which twice the number
 * shows a second point.
 */
final class StraightLine {
  private final Finding finding;
  private final Trial trial;

  StraightLine(Trial trial) {
    this.finding = trial.finding();
    this.trial = trial;
  }

  /** The value of an attribute at which nothing is left of the first difference. */
  Optional<Integer> root(String field, String attribute, int present) {
    if (present <= 0 || present > Integer.MAX_VALUE / 2 || finding.refutations().isEmpty()) {
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
    Map<String, BigInteger> sizes = new HashMap<>(first.counterexample());
    Stream.of(first.difference(), second.difference())
        .map(Dim::symbols)
        .forEach(symbols -> symbols.forEach(s -> sizes.putIfAbsent(s, BigInteger.ONE)));
    BigInteger start = first.difference().evaluate(sizes);
    BigInteger slope = second.difference().evaluate(sizes).subtract(start);
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
