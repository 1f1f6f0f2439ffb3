package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.diagnostic.Evidence;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Parsed;
import io.github.shapeproof.processor.shape.Verdict;
import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;

/**
 * Ends the check of one layer with its one error. Thrown by rules and caught in one place, {@code
 * model}; it never leaves the processor.
 */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;
  private final transient List<Verdict.Refuted> refutations;

  /** A fault whose numbers are all in its sentence. */
  public Fault(Code code, Site site, String sentence) {
    this(code, site, sentence, List.of());
  }

  /** A fault that holds for some sizes only; the refutations say for which. */
  public Fault(Code code, Site site, String sentence, List<Verdict.Refuted> refutations) {
    this(Diagnostic.of(code, site, sentence).withDetails(details(refutations)), refutations);
  }

  /** A fault of a size that another one does not divide; the refutation says where. */
  static Fault indivisible(
      Code code, Site site, String sentence, Dim size, Dim divisor, Verdict.Refuted refuted) {
    return new Fault(
        Diagnostic.of(code, site, sentence)
            .withDetails(Counterexample.lines(refuted.counterexample(), size, divisor)),
        List.of(refuted));
  }

  /** The same where no one quotient is refuted. */
  static Fault indivisible(
      Code code,
      Site site,
      String sentence,
      Dim size,
      Dim divisor,
      SortedMap<String, BigInteger> sizes) {
    return new Fault(
        Diagnostic.of(code, site, sentence).withDetails(Counterexample.lines(sizes, size, divisor)),
        List.of());
  }

  private Fault(Diagnostic diagnostic, List<Verdict.Refuted> refutations) {
    super(diagnostic.sentence(), null, false, false);
    this.diagnostic = diagnostic;
    this.refutations = List.copyOf(refutations);
  }

  private static List<String> details(List<Verdict.Refuted> refutations) {
    return refutations.stream().flatMap(r -> Counterexample.lines(r).stream()).distinct().toList();
  }

  /** This fault where it lies in tensors that are not the model's own. */
  Fault because(List<Evidence> rows) {
    return new Fault(diagnostic.withEvidence(rows), refutations);
  }

  /**
   * The value of a parsed text.
   *
   * @throws Fault on the marked part of the text at {@code site} if it could not be parsed
   */
  public static <T> T unwrap(Parsed<T> parsed, Site site) {
    if (parsed instanceof Parsed.Fault<T> wrong) {
      throw new Fault(
          Code.of(wrong.code()).orElseThrow(),
          site.marked(wrong.start(), wrong.end()),
          "%s of `%s`: %s".formatted(what(site), site.field(), wrong.message()));
    }
    return ((Parsed.Ok<T>) parsed).value();
  }

  /** {@code "the @Shape"} or {@code "filtersOf"}. */
  private static String what(Site site) {
    return site.attribute().isEmpty() || site.attribute().equals("value")
        ? "the @" + site.annotation()
        : site.attribute();
  }

  /** The error, still without helps, and without the evidence of the model's own tensors. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }

  /** Why and where comparisons of symbolic sizes fail. */
  public List<Verdict.Refuted> refutations() {
    return refutations;
  }
}
