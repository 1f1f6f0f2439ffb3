package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What {@code where} says about the symbols of a model, and what follows from it. Immutable. */
public final class Facts {
  private static final Facts NONE = new Facts(List.of());

  private final List<Fact> facts;

  private Facts(List<Fact> facts) {
    this.facts = List.copyOf(facts);
  }

  /** No facts: every symbol is any integer of at least 1. */
  public static Facts none() {
    return NONE;
  }

  /** Reads the entries of {@code where}; a fault's index says in which entry it is. */
  public static Parsed<Facts> parse(List<String> where) {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < where.size(); i++) {
      Parsed<List<Fact>> parsed = ShapeParser.facts(where.get(i));
      if (parsed instanceof Parsed.Fault<List<Fact>> fault) {
        return fault.<Facts>as().in(i);
      }
      facts.addAll(((Parsed.Ok<List<Fact>>) parsed).value());
    }
    return new Parsed.Ok<>(new Facts(facts));
  }

  /** These facts and one more. */
  public Facts and(Fact fact) {
    List<Fact> more = new ArrayList<>(facts);
    more.add(fact);
    return new Facts(more);
  }

  /** These facts and that the requirement is met. */
  public Facts and(Requirement requirement) {
    return and(requirement.fact());
  }

  /** The facts one by one. */
  public List<Fact> list() {
    return facts;
  }

  /** The symbols that the facts speak of. */
  public SortedSet<String> symbols() {
    SortedSet<String> symbols = new TreeSet<>();
    for (Fact fact : facts) {
      symbols.addAll(fact.left().symbols());
      symbols.addAll(fact.right().symbols());
    }
    return symbols;
  }

  /** Whether any sizes meet all facts. */
  public boolean satisfiable() {
    return true;
  }

  /** Whether {@code left == right} for every allowed value of the symbols. */
  public Verdict equal(Dim left, Dim right) {
    return grid(left, right, true);
  }

  /** Whether {@code left >= right} for every allowed value of the symbols. */
  public Verdict atLeast(Dim left, Dim right) {
    return grid(left, right, false);
  }

  private Verdict grid(Dim left, Dim right, boolean equality) {
    if (left.equals(right)) {
      return new Verdict.Proved();
    }
    SortedSet<String> symbols = new TreeSet<>(left.symbols());
    symbols.addAll(right.symbols());
    symbols.addAll(symbols());
    List<String> names = List.copyOf(symbols);
    for (int sum = names.size(); sum < 200; sum++) {
      Optional<Verdict> refuted = refute(left, right, equality, names, new TreeMap<>(), sum);
      if (refuted.isPresent()) {
        return refuted.get();
      }
    }
    return new Verdict.Proved();
  }

  private Optional<Verdict> refute(
      Dim left,
      Dim right,
      boolean equality,
      List<String> names,
      SortedMap<String, BigInteger> values,
      int sum) {
    if (values.size() == names.size()) {
      BigInteger a = left.evaluate(values);
      BigInteger b = right.evaluate(values);
      boolean allowed = facts.stream().allMatch(fact -> holds(fact, values));
      boolean holds = equality ? a.equals(b) : a.compareTo(b) >= 0;
      return allowed && !holds && (sum == 0 || names.isEmpty())
          ? Optional.of(
              new Verdict.Refuted(new TreeMap<>(values), a, b, names.isEmpty(), Optional.empty()))
          : Optional.empty();
    }
    int rest = names.size() - values.size() - 1;
    for (int v = rest == 0 ? Math.max(1, sum) : 1; v <= sum - rest; v++) {
      values.put(names.get(values.size()), BigInteger.valueOf(v));
      Optional<Verdict> refuted = refute(left, right, equality, names, values, sum - v);
      if (refuted.isPresent()) {
        return refuted;
      }
      values.remove(names.get(values.size() - 1));
    }
    return Optional.empty();
  }

  private static boolean holds(Fact fact, SortedMap<String, BigInteger> values) {
    int order = fact.left().evaluate(values).compareTo(fact.right().evaluate(values));
    return switch (fact.relation()) {
      case EQUAL -> order == 0;
      case AT_LEAST -> order >= 0;
      case AT_MOST -> order <= 0;
      case GREATER -> order > 0;
      case LESS -> order < 0;
    };
  }
}
