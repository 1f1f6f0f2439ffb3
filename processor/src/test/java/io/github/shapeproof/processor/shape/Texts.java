package io.github.shapeproof.processor.shape;

import java.util.List;

/** Dimensions, facts and verdicts from text, for tests. */
final class Texts {
  private Texts() {}

  static Dim dim(String text) {
    if (ShapeParser.dim(text) instanceof Parsed.Ok<Dim> ok) {
      return ok.value();
    }
    throw new AssertionError(ShapeParser.dim(text));
  }

  static Facts where(String... facts) {
    if (Facts.parse(List.of(facts)) instanceof Parsed.Ok<Facts> ok) {
      return ok.value();
    }
    throw new AssertionError(Facts.parse(List.of(facts)));
  }

  static Verdict equal(String left, String right, String... where) {
    return where(where).equal(dim(left), dim(right));
  }

  static Verdict atLeast(String left, String right, String... where) {
    return where(where).atLeast(dim(left), dim(right));
  }

  /** A verdict in one line: {@code proved}, or counterexample, both values and proposal. */
  static String line(Verdict verdict) {
    if (verdict instanceof Verdict.Refuted refuted) {
      return "%s: %s, %s%s%s"
          .formatted(
              refuted.counterexample().toString().replaceAll("[{}]", ""),
              refuted.left(),
              refuted.right(),
              refuted.never() ? "; never" : "",
              refuted.weakest().map(text -> "; where " + text).orElse(""));
    }
    return verdict.isProved() ? "proved" : verdict.toString();
  }
}
