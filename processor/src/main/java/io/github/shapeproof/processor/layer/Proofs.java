package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Fact;
import io.github.shapeproof.processor.shape.Facts;
import io.github.shapeproof.processor.shape.Relation;
import io.github.shapeproof.processor.shape.Requirement;
import io.github.shapeproof.processor.shape.Rounding;
import io.github.shapeproof.processor.shape.Verdict;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Asks what {@code where} implies of sizes, turns a refutation into a {@link Fault}, and remembers
 * the bounds that had to be assumed, and all that was proved.
 */
public final class Proofs {
  private final Facts facts;
  private final List<Demand> demands = new ArrayList<>();
  private final List<Requirement> needs = new ArrayList<>();
  private Facts assumed;

  /** Proofs from the given facts. */
  public Proofs(Facts facts) {
    this.facts = facts;
    assumed = facts;
  }

  /** What is known of the symbols. */
  public Facts facts() {
    return facts;
  }

  /** What is known of the symbols, with the bounds that were found necessary so far. */
  public Facts assumed() {
    return assumed;
  }

  /** Bounds that were found necessary so far. */
  public List<Demand> demands() {
    return List.copyOf(demands);
  }

  /** All that sizes were found to meet so far, by proof or because it was demanded. */
  public List<Requirement> needs() {
    return List.copyOf(needs);
  }

  /** Why the two are not equal for every size; empty where they are, by proof. */
  public Optional<Verdict.Refuted> refute(Dim a, Dim b, Site site) {
    if (decide(assumed.equal(a, b), site) instanceof Verdict.Refuted refuted) {
      return Optional.of(refuted);
    }
    need(new Requirement(Fact.of(a, Relation.EQUAL, b), who(site)));
    return Optional.empty();
  }

  /** Whether a claim is proved, of which nothing is wrong if it is not. */
  boolean isProved(Fact claim, Site site) {
    boolean proved = facts.judge(claim).isProved();
    if (proved) {
      need(new Requirement(claim, who(site)));
    }
    return proved;
  }

  /** The same size without the rounding that {@code where} makes needless. */
  Dim plain(Dim dim, Site site) {
    return new Rounding((dividend, divisor) -> isMultiple(dividend, divisor, site)).plain(dim);
  }

  private boolean isMultiple(Dim dividend, BigInteger divisor, Site site) {
    return !Collections.disjoint(dividend.symbols(), facts.symbols())
        && isProved(Fact.of(dividend.mod(divisor), Relation.EQUAL, Dim.of(0)), site);
  }

  private void need(Requirement requirement) {
    if (!requirement.left().minus(requirement.right()).isConstant()) {
      needs.add(requirement);
    }
  }

  private static String who(Site site) {
    return site.annotation().isEmpty()
        ? "`%s`".formatted(site.field())
        : "@%s of `%s`".formatted(site.annotation(), site.field());
  }

  /** The number that a size is for every value of its symbols, if there is one. */
  public Optional<BigInteger> constant(Dim dim, Site site) {
    if (dim.isConstant()) {
      return Optional.of(dim.constant());
    }
    // Where it is not always 0, the counterexample tells the only other number that it can be.
    BigInteger candidate =
        refute(dim, Dim.of(0), site).map(Verdict.Refuted::left).orElse(BigInteger.ZERO);
    return refute(dim, Dim.of(candidate), site).isEmpty()
        ? Optional.of(candidate)
        : Optional.empty();
  }

  /**
   * Demands that two sizes are equal for every value of the symbols.
   *
   * @param sentence the error's one sentence
   */
  public void requireEqual(Dim a, Dim b, Code code, Site site, String sentence) {
    refute(a, b, site)
        .ifPresent(
            refuted -> {
              throw new Fault(code, site, sentence, List.of(refuted));
            });
  }

  /**
   * One size divided by another one, which must leave no remainder for any value of the symbols.
   *
   * @param field whose size it is
   * @param sentence the error's one sentence where it leaves one
   */
  public Dim requireQuotient(
      String field, Dim size, Dim divisor, Code code, Site site, String sentence) {
    Dim quotient =
        facts
            .quotient(size, divisor)
            .orElseThrow(() -> noQuotient(field, size, divisor, code, site, sentence));
    refute(size, quotient.times(divisor), site)
        .ifPresent(
            refuted -> {
              throw Fault.indivisible(code, site, sentence, size, divisor, refuted);
            });
    return quotient;
  }

  private Fault noQuotient(
      String field, Dim size, Dim divisor, Code code, Site site, String sentence) {
    SortedMap<String, BigInteger> sizes = assumed.indivisible(size, divisor);
    return sizes.isEmpty()
        ? new Fault(
            code,
            site,
            "`%s` needs %s divided by %s, which no size can say: divisors are numbers"
                .formatted(field, size, divisor))
        : Fault.indivisible(code, site, sentence, size, divisor, sizes);
  }

  /**
   * Demands {@code left >= right}: nothing where it is always so, or follows from what was demanded
   * before; an inferred precondition where it depends on the symbols, or where that is not decided.
   *
   * @param reason why, in a few words, for the precondition
   * @param sentence the error's one sentence where it never holds
   */
  public void requireAtLeast(
      Dim left, Dim right, Code code, Site site, String reason, String sentence) {
    Requirement requirement = new Requirement(left, right, reason);
    if (facts.judge(requirement.fact()).isProved()) {
      need(requirement);
      return;
    }
    Verdict verdict = assumed.atLeast(left, right);
    if (verdict instanceof Verdict.Refuted refuted && refuted.never()) {
      throw never(left, right, code, site, sentence, refuted);
    }
    need(requirement);
    if (!(verdict instanceof Verdict.Proved)) {
      demands.add(new Demand(site, requirement));
      assumed = assumed.and(requirement);
    }
  }

  /**
   * The error of a bound that never holds: the layer's own, unless it is only what is known of the
   * sizes that rules it out.
   */
  private Fault never(
      Dim left, Dim right, Code code, Site site, String sentence, Verdict.Refuted refuted) {
    boolean always = Facts.none().atLeast(left, right) instanceof Verdict.Refuted r && r.never();
    if (always) {
      return new Fault(code, site, sentence, List.of(refuted));
    }
    String need = "needs %s >= %s".formatted(left, right);
    return new Fault(
        Code.SP403,
        site,
        "%s, which %s rules out"
            .formatted(
                sentence.endsWith(need) ? sentence : sentence + "; it " + need,
                assumed.about(left, right)),
        List.of(refuted));
  }

  private static Verdict decide(Verdict verdict, Site site) {
    if (verdict instanceof Verdict.Undecided undecided) {
      throw new Fault(Code.SP404, site, "`%s`: %s".formatted(site.field(), undecided.why()));
    }
    return verdict;
  }
}
