package io.github.shapeproof.processor.diagnostic;

import io.github.shapeproof.processor.declaration.Site;
import java.util.ArrayList;
import java.util.List;

/**
 * One error, complete and immutable. Collected by whoever finds it, printed once by one class.
 *
 * @param code its stable code
 * @param site the value at fault
 * @param sentence one sentence with the numbers, which stands alone
 * @param details further lines: a counterexample, the arithmetic
 * @param evidence how the shapes came about, from a declaration to the fault
 * @param helps verified ways out, best first, at most three
 */
public record Diagnostic(
    Code code,
    Site site,
    String sentence,
    List<String> details,
    List<Evidence> evidence,
    List<Help> helps) {

  public Diagnostic {
    details = List.copyOf(details);
    evidence = List.copyOf(evidence);
    helps = List.copyOf(helps);
  }

  /** An error that needs no evidence. */
  public static Diagnostic of(Code code, Site site, String sentence) {
    return new Diagnostic(code, site, sentence, List.of(), List.of(), List.of());
  }

  /** This error with its evidence. */
  public Diagnostic withEvidence(List<Evidence> rows) {
    return new Diagnostic(code, site, sentence, details, rows, helps);
  }

  /** This error with more said about it. */
  public Diagnostic withDetails(List<String> more) {
    List<String> all = new ArrayList<>(details);
    all.addAll(more);
    return new Diagnostic(code, site, sentence, all, evidence, helps);
  }

  /** This error with its ways out. */
  public Diagnostic withHelps(List<Help> found) {
    return new Diagnostic(code, site, sentence, details, evidence, found);
  }
}
