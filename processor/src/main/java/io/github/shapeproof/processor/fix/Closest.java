package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What comes closest where no parameter gives the shapes that are wanted: it tells the user that
 * the search was made, and how far off it ended.
 */
final class Closest {
  /** Candidates tried at most. */
  private static final int MOST_TRIALS = 500;

  private final CheckedModel model;
  private final Finding finding;
  private final Effort.Share share;
  private final Trial trial;

  Closest(CheckedModel model, Finding finding, Effort.Share share) {
    this.model = model;
    this.finding = finding;
    this.share = share;
    this.trial = new Trial(model, finding, share);
  }

  private record Near(Candidate candidate, String result, BigInteger distance) {}

  /**
   * A line for the details of a mismatch that no edit of a parameter mends; empty where none makes
   * up for at least half of what is amiss.
   */
  Optional<String> detail() {
    Optional<BigInteger> present = gap(model).map(Gap::size);
    if (present.isEmpty()) {
      return Optional.empty();
    }
    ParameterEdits parameters =
        new ParameterEdits(model, finding, new Suspects(model, finding), trial);
    return parameters
        .singles()
        .sorted(Comparator.comparingDouble(Candidate::cost))
        .limit(Math.min(MOST_TRIALS, share.trials()))
        .flatMap(candidate -> near(candidate).stream())
        .filter(near -> near.distance().signum() > 0)
        .filter(near -> near.distance().shiftLeft(1).compareTo(present.get()) <= 0)
        .min(Comparator.comparing(Near::distance))
        .map(
            near ->
                "the closest found: %s, which gives %s"
                    .formatted(
                        new HelpText(model.declaration()).of(near.candidate().edits()),
                        near.result()));
  }

  /** Empty where something else goes wrong. */
  private Optional<Near> near(Candidate candidate) {
    CheckedModel edited = trial.run(candidate.edits());
    boolean onlyThis =
        edited.findings().stream()
            .allMatch(
                f ->
                    f.field().equals(finding.field())
                        && f.diagnostic().code() == finding.diagnostic().code());
    return onlyThis
        ? gap(edited).map(gap -> new Near(candidate, gap.text(), gap.size()))
        : Optional.empty();
  }

  /** How far two shapes are apart, in elements along all dimensions, and how to say it. */
  private record Gap(BigInteger size, String text) {}

  /** Empty where the distance depends on symbols. */
  private Optional<Gap> gap(CheckedModel checked) {
    if (finding.diagnostic().code() == Code.SP201) {
      ClaimEdits claim = new ClaimEdits(checked, finding);
      return claim
          .claimedShape()
          .flatMap(wanted -> claim.actualShape().flatMap(actual -> gap(wanted, actual, "")));
    }
    if (finding.diagnostic().code() != Code.SP202) {
      return Optional.empty();
    }
    List<String> reads = List.copyOf(checked.graph().node(finding.field()).reads());
    if (reads.size() != 2) {
      return Optional.empty();
    }
    Optional<Shape> first = checked.shape(reads.get(0));
    Optional<Shape> second = checked.shape(reads.get(1));
    return first.flatMap(a -> second.flatMap(b -> gap(a, b, a + " and ")));
  }

  private static Optional<Gap> gap(Shape wanted, Shape actual, String before) {
    if (!wanted.hasRank() || !actual.hasRank() || wanted.rank() != actual.rank()) {
      return Optional.empty();
    }
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < wanted.rank(); i++) {
      Dim difference = wanted.dims().get(i).minus(actual.dims().get(i));
      if (!difference.isConstant()) {
        return Optional.empty();
      }
      sum = sum.add(difference.constant().abs());
    }
    return Optional.of(new Gap(sum, before + actual));
  }
}
