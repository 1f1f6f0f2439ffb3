package io.github.shapeproof.processor.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Judges {@link Facts} by brute force on random claims: nothing refuted is proved, counterexamples
 * are the smallest, and what is proposed for {@code where} suffices and can't be relaxed.
 *
 * <p>An ordinary run draws 5,000 claims; {@code -Dshapeproof.full} makes it 200,000, and {@code
 * -Dshapeproof.seed=5} draws others.
 */
class FactsPropertyTest {
  private static final int CLAIMS = System.getProperty("shapeproof.full") != null ? 200_000 : 5_000;
  private static final int POINTS = 3_000;
  private static final int SMALLER_POINTS = 400_000;

  private int proved;
  private int refuted;
  private int proposed;
  private int vacuous;
  private int unchecked;
  private final List<String> wrong = new ArrayList<>();

  @Test
  void agreesWithBruteForce() {
    long start = System.nanoTime();
    RandomSizes sizes = new RandomSizes(Long.getLong("shapeproof.seed", 4));
    for (int i = 0; i < CLAIMS; i++) {
      judge(sizes.draw());
    }
    System.out.printf(
        "%d claims in %d s: %d proved, %d refuted, %d with a proposal, %d under contradictory"
            + " facts, %d with too many smaller sizes to visit, %d wrong%n",
        CLAIMS,
        (System.nanoTime() - start) / 1_000_000_000,
        proved,
        refuted,
        proposed,
        vacuous,
        unchecked,
        wrong.size());
    assertEquals(List.of(), wrong);
  }

  private void judge(RandomSizes.Case drawn) {
    Facts facts = Facts.none();
    for (RandomSizes.Comparison fact : drawn.facts()) {
      facts = facts.and(fact.fact());
    }
    SortedSet<String> symbols = new TreeSet<>(facts.symbols());
    symbols.addAll(drawn.claim().fact().left().symbols());
    symbols.addAll(drawn.claim().fact().right().symbols());
    List<String> names = List.copyOf(symbols);
    Predicate<Map<String, Long>> allowed =
        at -> drawn.facts().stream().allMatch(fact -> fact.holds(at));
    Predicate<Map<String, Long>> fails = at -> allowed.test(at) && !drawn.claim().holds(at);
    boolean satisfiable = facts.satisfiable();
    if (!satisfiable) {
      vacuous++;
      report(first(names, boxSum(names), allowed).isPresent(), "satisfiable", drawn);
      return;
    }
    Verdict verdict = facts.judge(drawn.claim().fact());
    if (verdict instanceof Verdict.Proved) {
      proved++;
      report(first(names, boxSum(names), fails).isPresent(), "not proved", drawn);
    } else if (verdict instanceof Verdict.Refuted refutation) {
      refuted++;
      checkCounterexample(drawn, refutation, fails, allowed);
      if (refutation.weakest().isPresent()) {
        proposed++;
        if (names.stream().anyMatch(Nameless::is)) {
          return; // No text says these.
        }
        checkProposal(drawn, facts, names, refutation.weakest().get(), allowed);
      } else if (!refutation.never()) {
        checkNoProposal(drawn, facts);
      }
    } else {
      wrong.add("undecided: " + drawn + " " + verdict);
    }
  }

  private void report(boolean isWrong, String what, RandomSizes.Case drawn) {
    if (isWrong) {
      wrong.add(what + ": " + drawn);
    }
  }

  /** The largest sum for which all points are visited. */
  private static int boxSum(List<String> names) {
    return switch (names.size()) {
      case 0, 1 -> POINTS / 3;
      case 2 -> (int) Math.sqrt(2.0 * POINTS);
      default -> (int) Math.cbrt(6.0 * POINTS);
    };
  }

  private void checkCounterexample(
      RandomSizes.Case drawn,
      Verdict.Refuted refutation,
      Predicate<Map<String, Long>> fails,
      Predicate<Map<String, Long>> allowed) {
    Map<String, Long> point = new HashMap<>();
    refutation
        .counterexample()
        .forEach((symbol, value) -> point.put(symbol, value.longValueExact()));
    // Facts about symbols that have nothing to do with the claim are met by some other values.
    List<String> names = List.copyOf(refutation.counterexample().keySet());
    List<RandomSizes.Comparison> linked =
        drawn.facts().stream().filter(f -> names.containsAll(symbols(f.fact()))).toList();
    Predicate<Map<String, Long>> failsHere =
        at -> linked.stream().allMatch(f -> f.holds(at)) && !drawn.claim().holds(at);
    report(!failsHere.test(point), "no counterexample " + point, drawn);
    BigInteger left = BigInteger.valueOf(drawn.claim().left().value().applyAsLong(point));
    report(!left.equals(refutation.left()), "left side", drawn);
    long sum = point.values().stream().mapToLong(Long::longValue).sum();
    double points = Math.pow(sum, names.size()) / (names.size() == 3 ? 6 : names.size());
    if (points > SMALLER_POINTS) {
      unchecked++;
      return;
    }
    Optional<Map<String, Long>> smallest = first(names, (int) sum, failsHere);
    report(!smallest.equals(Optional.of(point)), "not smallest " + point + smallest, drawn);
    if (refutation.never()) {
      Predicate<Map<String, Long>> holds =
          at -> linked.stream().allMatch(f -> f.holds(at)) && drawn.claim().holds(at);
      report(first(names, boxSum(names), holds).isPresent(), "never", drawn);
    }
  }

  private static SortedSet<String> symbols(Fact fact) {
    SortedSet<String> symbols = new TreeSet<>(fact.left().symbols());
    symbols.addAll(fact.right().symbols());
    return symbols;
  }

  private void checkProposal(
      RandomSizes.Case drawn,
      Facts facts,
      List<String> names,
      String text,
      Predicate<Map<String, Long>> allowed) {
    if (!(ShapeParser.facts(text) instanceof Parsed.Ok<List<Fact>> parsed)) {
      wrong.add("proposal does not parse: " + text + ": " + drawn);
      return;
    }
    Predicate<Map<String, Long>> fails =
        at ->
            allowed.test(at)
                && parsed.value().stream().allMatch(fact -> holds(fact, at))
                && !drawn.claim().holds(at);
    report(first(names, boxSum(names), fails).isPresent(), "proposal " + text, drawn);
    for (int i = 0; i < parsed.value().size(); i++) {
      for (Fact relaxed : relaxations(parsed.value().get(i))) {
        List<Fact> others = new ArrayList<>(parsed.value());
        others.remove(i);
        checkRelaxed(drawn, facts, text, relaxed, others);
      }
    }
  }

  /** The relaxed facts must fail somewhere, unless they allow no more than the proposal. */
  private void checkRelaxed(
      RandomSizes.Case drawn, Facts facts, String text, Fact relaxed, List<Fact> others) {
    Facts weaker = facts.and(relaxed);
    Facts proposal = facts;
    for (Fact other : others) {
      weaker = weaker.and(other);
    }
    for (Fact fact : ((Parsed.Ok<List<Fact>>) ShapeParser.facts(text)).value()) {
      proposal = proposal.and(fact);
    }
    if (weaker.imply(drawn.claim().fact())) {
      boolean same = true;
      for (Fact fact : ((Parsed.Ok<List<Fact>>) ShapeParser.facts(text)).value()) {
        same &= weaker.imply(fact);
      }
      report(!same, "not weakest " + text + ", rather " + relaxed, drawn);
    }
  }

  private static List<Fact> relaxations(Fact fact) {
    List<Fact> relaxed = new ArrayList<>();
    SortedSet<String> symbols = symbols(fact);
    if (symbols.size() != 1 || !fact.right().isConstant()) {
      return relaxed;
    }
    Dim symbol = Dim.symbol(symbols.first());
    long right = fact.right().constant().longValueExact();
    if (fact.left().equals(symbol)) {
      if (fact.relation() == Relation.AT_LEAST) {
        relaxed.add(Fact.of(symbol, Relation.AT_LEAST, Dim.of(right - 1)));
      } else if (fact.relation() == Relation.AT_MOST) {
        relaxed.add(Fact.of(symbol, Relation.AT_MOST, Dim.of(right + 1)));
      }
    } else if (fact.relation() == Relation.EQUAL) {
      for (int m = 2; m < 2000; m++) {
        if (fact.left().equals(symbol.mod(m))) {
          for (int k = 1; k < m; k++) {
            if (m % k == 0) {
              relaxed.add(Fact.of(symbol.mod(k), Relation.EQUAL, Dim.of(right % k)));
            }
          }
        }
      }
    }
    return relaxed;
  }

  /** Where nothing was proposed, no congruence of one symbol and no equality of two may do. */
  private void checkNoProposal(RandomSizes.Case drawn, Facts facts) {
    List<Fact> candidates = new ArrayList<>();
    for (String name : symbols(drawn.claim().fact())) {
      Dim symbol = Dim.symbol(name);
      for (int m = 2; m <= 6; m++) {
        for (int r = 0; r < m; r++) {
          candidates.add(Fact.of(symbol.mod(m), Relation.EQUAL, Dim.of(r)));
        }
      }
      for (String other : symbols(drawn.claim().fact())) {
        candidates.add(Fact.of(symbol, Relation.EQUAL, Dim.symbol(other)));
      }
    }
    for (Fact candidate : candidates) {
      Facts more = facts.and(candidate);
      boolean suffices = more.satisfiable() && more.imply(drawn.claim().fact());
      report(suffices, "proposal " + candidate + " was missed", drawn);
    }
  }

  private static boolean holds(Fact fact, Map<String, Long> at) {
    Map<String, BigInteger> values = new HashMap<>();
    at.forEach((symbol, value) -> values.put(symbol, BigInteger.valueOf(value)));
    int order = fact.left().evaluate(values).compareTo(fact.right().evaluate(values));
    return switch (fact.relation()) {
      case EQUAL -> order == 0;
      case AT_LEAST -> order >= 0;
      case AT_MOST -> order <= 0;
      case GREATER -> order > 0;
      case LESS -> order < 0;
    };
  }

  /** The first point by growing sum, then lexicographically, that meets the condition. */
  private static Optional<Map<String, Long>> first(
      List<String> names, int most, Predicate<Map<String, Long>> condition) {
    Map<String, Long> point = new HashMap<>();
    for (int sum = names.size(); sum <= most; sum++) {
      if (search(names, 0, sum, point, condition)) {
        return Optional.of(point);
      }
      if (names.isEmpty()) {
        break;
      }
    }
    return Optional.empty();
  }

  private static boolean search(
      List<String> names,
      int index,
      long rest,
      Map<String, Long> point,
      Predicate<Map<String, Long>> condition) {
    if (index >= names.size() - 1) {
      if (!names.isEmpty()) {
        point.put(names.get(index), rest);
      }
      return condition.test(point);
    }
    for (long value = 1; value <= rest - (names.size() - index - 1); value++) {
      point.put(names.get(index), value);
      if (search(names, index + 1, rest - value, point, condition)) {
        return true;
      }
    }
    return false;
  }
}
