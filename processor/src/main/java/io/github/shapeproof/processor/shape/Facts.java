package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What {@code where} says about the symbols of a model, and what follows from it. Immutable. */
public final class Facts {
  private static final int EXAMPLE_BITS = 12;

  private final List<Fact> facts;
  private final Answers answers;
  private final Map<Fact, Facts> assumed = new ConcurrentHashMap<>();
  private volatile @Nullable Map<String, BigInteger> example;

  private Facts(List<Fact> facts, Answers answers) {
    this.facts = List.copyOf(facts);
    this.answers = answers;
  }

  /** A claim and the facts that bear on it. */
  private record Question(List<Constraint> facts, Fact claim) {}

  /**
   * What was answered before, for these facts and all that were made from them: a search for edits
   * asks the same questions again and again.
   */
  private record Answers(Map<Question, Verdict> verdicts, Map<Question, Boolean> implied) {
    Answers() {
      this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }
  }

  /** No facts: every symbol is any integer of at least 1. */
  public static Facts none() {
    return new Facts(List.of(), new Answers());
  }

  /**
   * Reads the entries of {@code where}; a fault's index says in which entry it is. A fact that
   * leaves it open whether any size meets it is refused as SP401.
   */
  public static Parsed<Facts> parse(List<String> where) {
    List<Fact> facts = new ArrayList<>();
    Answers answers = new Answers();
    for (int i = 0; i < where.size(); i++) {
      Parsed<List<Fact>> parsed = ShapeParser.facts(where.get(i));
      if (parsed instanceof Parsed.Fault<List<Fact>> fault) {
        return fault.<Facts>as().in(i);
      }
      for (Fact fact : ((Parsed.Ok<List<Fact>>) parsed).value()) {
        facts.add(fact);
        Optional<String> unusable = new Facts(facts, answers).whyUnusable();
        if (unusable.isPresent()) {
          String message = "no proof can use `" + fact + "`: " + unusable.get();
          return new Parsed.Fault<>("SP401", message, fact.start(), fact.end(), i);
        }
      }
    }
    return new Parsed.Ok<>(new Facts(facts, answers));
  }

  /** The entries from number {@code first} on that cannot be read, each with its first fault. */
  public static List<Parsed.Fault<Facts>> unread(List<String> where, int first) {
    List<Parsed.Fault<Facts>> faults = new ArrayList<>();
    for (int i = first; i < where.size(); i++) {
      if (ShapeParser.facts(where.get(i)) instanceof Parsed.Fault<List<Fact>> fault) {
        faults.add(fault.<Facts>as().in(i));
      }
    }
    return faults;
  }

  /** These facts and one more. */
  public Facts and(Fact fact) {
    List<Fact> more = new ArrayList<>(facts);
    more.add(fact);
    return new Facts(more, answers);
  }

  /** These facts and that the requirement is met, as the plainest facts that say so. */
  public Facts and(Requirement requirement) {
    return assumed.computeIfAbsent(requirement.fact(), this::assume);
  }

  private Facts assume(Fact claim) {
    Facts more = this;
    for (Fact fact : plainest(claim)) {
      more = more.and(fact);
    }
    return more;
  }

  /**
   * The plainest facts that say no more and no less than {@code claim} where these facts hold: none
   * if they imply it, bounds and a congruence of its only symbol if that is all it says, else
   * itself.
   */
  List<Fact> plainest(Fact claim) {
    if (imply(claim)) {
      return List.of();
    }
    Constraint constraint = Constraint.of(claim);
    SortedSet<String> symbols = constraint.dim().symbols();
    if (symbols.size() != 1) {
      return List.of(claim);
    }
    try {
      List<Constraint> linked = Problem.linked(symbols, constraints());
      List<Fact> plain = new WeakestForOne(symbols.first(), linked, constraint).find();
      Facts assumed = and(claim);
      return !plain.isEmpty() && plain.stream().allMatch(assumed::imply) ? plain : List.of(claim);
    } catch (BudgetExceeded exceeded) {
      return List.of(claim);
    }
  }

  /** The facts one by one. */
  public List<Fact> list() {
    return facts;
  }

  /** Those that bear on some sizes, as text. */
  public String about(Dim... sizes) {
    SortedSet<String> symbols = new TreeSet<>();
    for (Dim size : sizes) {
      symbols.addAll(size.symbols());
    }
    List<Constraint> linked = Problem.linked(symbols, constraints());
    return text(facts.stream().filter(fact -> linked.contains(Constraint.of(fact))).toList());
  }

  /**
   * After how many values of a symbol all repeats that is said of some sizes and by the facts that
   * bear on them: a proof may look at so many.
   */
  public long period(Collection<Dim> sizes) {
    SortedSet<String> symbols = new TreeSet<>();
    sizes.forEach(size -> symbols.addAll(size.symbols()));
    List<Dim> all = new ArrayList<>(sizes);
    Problem.linked(symbols, constraints()).forEach(fact -> all.add(fact.dim()));
    BigInteger most = BigInteger.valueOf(BudgetExceeded.EVALUATIONS);
    return Periods.of(all).values().stream()
        .reduce(BigInteger.ONE, BigInteger::max)
        .min(most)
        .longValueExact();
  }

  /** The symbols that the facts speak of. */
  public SortedSet<String> symbols() {
    SortedSet<String> symbols = new TreeSet<>();
    facts.forEach(fact -> symbols.addAll(fact.symbols()));
    return symbols;
  }

  /** Those that are about these symbols alone. */
  public Facts only(Collection<String> symbols) {
    return new Facts(facts.stream().filter(fact -> fact.isAbout(symbols)).toList(), answers);
  }

  /** Whether any sizes meet all facts. */
  public boolean satisfiable() {
    try {
      return Solver.exists(symbols(), constraints());
    } catch (BudgetExceeded exceeded) {
      // Parsed facts are decidable; where inferred ones are not, nothing is known against them.
      return true;
    }
  }

  /**
   * Whether a product is proved to be more than {@code most} for every allowed value of the
   * symbols. Nearly always one example shows that it is not.
   */
  public boolean exceed(List<Dim> factors, BigInteger most) {
    Dim product = factors.stream().reduce(Dim.of(1), Dim::times);
    Map<String, BigInteger> values = new HashMap<>(example());
    product.symbols().forEach(symbol -> values.putIfAbsent(symbol, BigInteger.ONE));
    return product.evaluate(values).compareTo(most) > 0
        && imply(Fact.of(product, Relation.GREATER, Dim.of(most)));
  }

  /**
   * Sizes that meet all facts, where they are found at once; symbols without facts are left out.
   */
  private Map<String, BigInteger> example() {
    Map<String, BigInteger> known = example;
    if (known == null) {
      known = findExample();
      example = known;
    }
    return known;
  }

  private Map<String, BigInteger> findExample() {
    List<Constraint> constraints = constraints();
    SortedMap<String, BigInteger> periods =
        Periods.of(constraints.stream().map(Constraint::dim).toList());
    Map<String, BigInteger> values = new HashMap<>();
    for (int bits = 0; bits <= EXAMPLE_BITS; bits += 4) {
      for (String symbol : symbols()) {
        values.put(symbol, periods.getOrDefault(symbol, BigInteger.ONE).shiftLeft(bits));
      }
      if (constraints.stream().allMatch(constraint -> constraint.admits(values))) {
        return values;
      }
    }
    try {
      SortedMap<String, BigInteger> smallest = Solver.smallest(symbols(), constraints);
      return smallest == null ? Map.of() : smallest;
    } catch (BudgetExceeded exceeded) {
      return Map.of();
    }
  }

  private Optional<String> whyUnusable() {
    try {
      Solver.exists(symbols(), constraints());
      return Optional.empty();
    } catch (BudgetExceeded exceeded) {
      return example().isEmpty() ? Optional.of(exceeded.why()) : Optional.empty();
    }
  }

  /** Whether {@code left == right} for every allowed value of the symbols. */
  public Verdict equal(Dim left, Dim right) {
    return judge(Fact.of(left, Relation.EQUAL, right));
  }

  /** Whether {@code left >= right} for every allowed value of the symbols. */
  public Verdict atLeast(Dim left, Dim right) {
    return judge(Fact.of(left, Relation.AT_LEAST, right));
  }

  /** Whether the claim is proved for every allowed value; quicker than a full verdict. */
  public boolean imply(Fact claim) {
    Constraint constraint = Constraint.of(claim);
    if (constraint.isTrue()) {
      return true;
    }
    List<Constraint> linked = Problem.linked(constraint.dim().symbols(), constraints());
    return answers.implied.computeIfAbsent(
        new Question(linked, claim), question -> isImplied(linked, constraint));
  }

  private static boolean isImplied(List<Constraint> linked, Constraint claim) {
    try {
      return !Solver.exists(claim.dim().symbols(), with(linked, claim.denial()));
    } catch (BudgetExceeded exceeded) {
      return false;
    }
  }

  /**
   * The only size that times {@code divisor} may be {@code dividend} where these facts hold, as far
   * as their equations tell; see {@link Division#floor}. Whether it is whole for every size is left
   * to prove. Where floors hide the quotient, as {@code H} is hidden in {@code H/2 + ceil(H/2)}, it
   * is one for which this was proved.
   */
  public Optional<Dim> quotient(Dim dividend, Dim divisor) {
    Optional<Dim> plain = Division.floor(dividend, divisor);
    if (plain.isPresent()) {
      return plain;
    }
    SortedSet<String> symbols = new TreeSet<>(dividend.symbols());
    symbols.addAll(divisor.symbols());
    List<Constraint> linked = Problem.linked(symbols, constraints());
    Optional<Dim> solved = quotient(dividend, divisor, linked);
    if (solved.isPresent()) {
      return solved;
    }
    return quotient(dividend, divisor, withMultiples(linked, dividend, divisor))
        .filter(found -> imply(Fact.of(dividend, Relation.EQUAL, found.times(divisor))));
  }

  private static Optional<Dim> quotient(Dim dividend, Dim divisor, List<Constraint> equations) {
    Elimination fewer = Elimination.of(equations);
    Dim reduced = fewer.reduce(divisor);
    return reduced.is(0)
        ? Optional.empty()
        : Division.floor(fewer.reduce(dividend), reduced).map(fewer::restore);
  }

  /** Also that every symbol is a multiple of its period: nothing is rounded then. */
  private static List<Constraint> withMultiples(
      List<Constraint> equations, Dim dividend, Dim divisor) {
    List<Constraint> more = new ArrayList<>(equations);
    Periods.of(List.of(dividend, divisor))
        .forEach(
            (name, period) -> {
              Dim symbol = Dim.symbol(name);
              more.add(Constraint.zero(symbol.minus(symbol.floorDiv(period).times(period))));
            });
    more.removeIf(Constraint::isTrue);
    return more;
  }

  /**
   * The smallest allowed sizes for which {@code divisor}, of at least 1 there, leaves a remainder
   * of {@code dividend}; none where there are none near.
   */
  public SortedMap<String, BigInteger> indivisible(Dim dividend, Dim divisor) {
    SortedSet<String> symbols = new TreeSet<>(dividend.symbols());
    symbols.addAll(divisor.symbols());
    List<Constraint> linked = Problem.linked(symbols, constraints());
    Problem problem = new Problem(symbols, with(linked, Constraint.nonnegative(divisor.minus(1))));
    try {
      SortedMap<String, BigInteger> smallest =
          problem.isContradictory()
              ? null
              : Enumeration.smallest(
                  problem,
                  sizes -> dividend.evaluate(sizes).mod(divisor.evaluate(sizes)).signum() != 0);
      return smallest == null ? new TreeMap<>() : smallest;
    } catch (BudgetExceeded exceeded) {
      return new TreeMap<>();
    }
  }

  /** The verdict on any claim. */
  public Verdict judge(Fact claim) {
    Constraint constraint = Constraint.of(claim);
    if (constraint.isTrue()) {
      return new Verdict.Proved();
    }
    SortedSet<String> symbols = claim.symbols();
    List<Constraint> linked = Problem.linked(symbols, constraints());
    return answers.verdicts.computeIfAbsent(
        new Question(linked, claim), question -> decide(symbols, linked, claim));
  }

  private Verdict decide(Collection<String> symbols, List<Constraint> linked, Fact claim) {
    Constraint constraint = Constraint.of(claim);
    try {
      SortedMap<String, BigInteger> smallest =
          Solver.smallest(symbols, with(linked, constraint.denial()));
      if (smallest == null) {
        return new Verdict.Proved();
      }
      boolean never = holdsNever(symbols, with(linked, constraint));
      return new Verdict.Refuted(
          smallest,
          claim.left().evaluate(smallest),
          claim.right().evaluate(smallest),
          new Remedy(this, claim, never));
    } catch (BudgetExceeded exceeded) {
      return new Verdict.Undecided(
          "`"
              + claim
              + "` was not decided: "
              + exceeded.why()
              + "; state it as a fact in `where`, or assert the sizes in between by @Shape");
    }
  }

  private static boolean holdsNever(Collection<String> symbols, List<Constraint> all) {
    if (holdsAtPeriods(all)) {
      return false;
    }
    try {
      return !Solver.exists(symbols, all);
    } catch (BudgetExceeded exceeded) {
      return false;
    }
  }

  /** Whether all constraints hold where every symbol is its period: the likeliest place. */
  private static boolean holdsAtPeriods(List<Constraint> constraints) {
    List<Dim> dims = constraints.stream().map(Constraint::dim).toList();
    SortedMap<String, BigInteger> periods = Periods.of(dims);
    return constraints.stream().allMatch(constraint -> constraint.admits(periods));
  }

  /** The weakest facts under which the claim holds, as text for {@code where}. */
  Optional<String> weakest(Fact claim) {
    SortedSet<String> symbols = claim.symbols();
    try {
      List<Constraint> linked = Problem.linked(symbols, constraints());
      List<Fact> weakest = new Weakest(linked, claim).find();
      return weakest.isEmpty() ? Optional.empty() : Optional.of(text(weakest));
    } catch (BudgetExceeded exceeded) {
      return Optional.empty();
    }
  }

  private static List<Constraint> with(List<Constraint> linked, Constraint constraint) {
    List<Constraint> all = new ArrayList<>(linked);
    all.add(constraint);
    return all;
  }

  private List<Constraint> constraints() {
    return facts.stream().map(Constraint::of).toList();
  }

  @Override
  public String toString() {
    return text(facts);
  }

  private static String text(List<Fact> facts) {
    return String.join(", ", facts.stream().map(Fact::toString).toList());
  }
}
