package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The weakest facts on one symbol under which a claim on it holds. The allowed values and the good
 * ones among them are known exactly, residue by residue, so the good ones are described:
 *
 * <ul>
 *   <li>exactly, by bounds: {@code H >= 5}, {@code H <= 64}, {@code H == 7};
 *   <li>exactly, by their residues, where these are neighbors: {@code H % 32 == 0}, {@code H % 4 >=
 *       2}; together with a lower bound if some small values fail;
 *   <li>exactly, where they are few and lie equally far apart: {@code H % 2 == 0, H <= 4};
 *   <li>else in part: by the congruence with the smallest modulus, or by the longest run.
 * </ul>
 */
final class WeakestForOne {
  private static final int LONGEST_RUN = 1 << 12;
  private static final int MOST_STEPS = 64;

  private final Dim symbol;
  private final SymbolValues allowed;
  private final SymbolValues good;
  private final List<Intervals> bad = new ArrayList<>();

  WeakestForOne(String symbol, Collection<Constraint> facts, Constraint claim) {
    this.symbol = Dim.symbol(symbol);
    List<Constraint> own = new ArrayList<>();
    for (Constraint fact : facts) {
      if (List.of(symbol).equals(List.copyOf(fact.dim().symbols()))) {
        own.add(fact);
      }
    }
    allowed = SymbolValues.of(symbol, own, List.of(claim));
    own.add(claim);
    good = SymbolValues.of(symbol, own);
    for (int i = 0; i < allowed.period(); i++) {
      bad.add(allowed.byResidue().get(i).and(good.byResidue().get(i).not()));
    }
  }

  /** The facts, none of them where no fact will do. */
  List<Fact> find() {
    if (good.isEmpty()) {
      return List.of();
    }
    List<Fact> bounds = exactBounds();
    if (!bounds.isEmpty()) {
      return bounds;
    }
    BitSet members = new BitSet();
    BitSet others = new BitSet();
    for (int i = 0; i < allowed.period(); i++) {
      if (!allowed.byResidue().get(i).isEmpty()) {
        (isGood(i) ? members : others).set((i + 1) % allowed.period());
      }
    }
    if (members.isEmpty()) {
      List<Fact> steps = steps();
      return steps.isEmpty() ? longestRun() : steps;
    }
    return congruence(members, others);
  }

  /** Whether all allowed values of a residue are good, but for finitely many of infinitely many. */
  private boolean isGood(int index) {
    boolean late = bad.get(index).isFinite() && !good.byResidue().get(index).isFinite();
    return bad.get(index).isEmpty() || late;
  }

  private List<Fact> exactBounds() {
    SymbolValues failing = new SymbolValues(allowed.period(), bad);
    BigInteger first = good.least();
    BigInteger last = good.largest();
    BigInteger gap = failing.next(first);
    if (last == null ? gap != null : gap != null && gap.compareTo(last) < 0) {
      return List.of();
    }
    return between(first, last);
  }

  /** The bounds that are needed to allow no more than the allowed values in between. */
  private List<Fact> between(BigInteger first, @Nullable BigInteger last) {
    if (first.equals(last)) {
      return List.of(Fact.of(symbol, Relation.EQUAL, Dim.of(first)));
    }
    List<Fact> bounds = new ArrayList<>();
    if (!first.equals(allowed.smallest())) {
      bounds.add(Fact.of(symbol, Relation.AT_LEAST, Dim.of(first)));
    }
    if (last != null && allowed.next(last.add(BigInteger.ONE)) != null) {
      bounds.add(Fact.of(symbol, Relation.AT_MOST, Dim.of(last)));
    }
    return bounds;
  }

  private List<Fact> congruence(BitSet members, BitSet others) {
    Residues residues = residues(members, others);
    List<Fact> facts = new ArrayList<>();
    if (residues.modulus > 1) {
      facts.add(residues.fact(symbol));
    }
    bound(residues).ifPresent(facts::add);
    return facts;
  }

  /** The lower bound that residues need so that only good values remain. */
  private Optional<Fact> bound(Residues residues) {
    List<Intervals> failing = new ArrayList<>();
    for (int i = 0; i < bad.size(); i++) {
      failing.add(residues.contains(i + 1) ? bad.get(i) : Intervals.NONE);
    }
    BigInteger last = new SymbolValues(allowed.period(), failing).largest();
    return Optional.ofNullable(last)
        .map(l -> Fact.of(symbol, Relation.AT_LEAST, Dim.of(l.add(BigInteger.ONE))));
  }

  private Residues residues(BitSet members, BitSet others) {
    if (others.isEmpty()) {
      return new Residues(1, 0, 0);
    }
    List<Integer> moduli =
        IntStream.rangeClosed(1, allowed.period())
            .filter(k -> allowed.period() % k == 0)
            .boxed()
            .toList();
    // No run goes on past one of the others, so it may be cut there.
    int cut = others.nextSetBit(0);
    for (int modulus : moduli) {
      BitSet in = reduce(members, modulus, cut);
      BitSet out = reduce(others, modulus, cut);
      int first = in.nextSetBit(0);
      int last = in.length() - 1;
      int gap = out.nextSetBit(first);
      if (gap < 0 || gap > last) {
        return new Residues(modulus, (cut + first) % modulus, last - first + 1);
      }
    }
    for (int modulus : moduli) {
      BitSet in = reduce(members, modulus, 0);
      in.andNot(reduce(others, modulus, 0));
      if (!in.isEmpty()) {
        return new Residues(modulus, in.nextSetBit(0), 1);
      }
    }
    throw new IllegalStateException("the period itself separates residues");
  }

  /** The remainders of {@code residues} by a modulus, counted from that of {@code start} on. */
  private static BitSet reduce(BitSet residues, int modulus, int start) {
    BitSet reduced = new BitSet(modulus);
    residues.stream().forEach(residue -> reduced.set(Math.floorMod(residue - start, modulus)));
    return reduced;
  }

  /** Residues {@code start} to {@code start + count - 1} of a modulus, modulo it. */
  private record Residues(int modulus, int start, int count) {
    boolean contains(int value) {
      return modulus == 1 || Math.floorMod(value - start, modulus) < count;
    }

    Fact fact(Dim symbol) {
      if (count == 1) {
        return Fact.of(symbol.mod(modulus), Relation.EQUAL, Dim.of(start));
      }
      if (start + count == modulus) {
        return Fact.of(symbol.mod(modulus), Relation.AT_LEAST, Dim.of(start));
      }
      Dim shifted = start == 0 ? symbol : symbol.plus((long) modulus - start);
      return Fact.of(shifted.mod(modulus), Relation.AT_MOST, Dim.of(count - 1L));
    }
  }

  /** The good values, finitely many here, where they lie equally far apart. */
  private List<Fact> steps() {
    List<BigInteger> values = new ArrayList<>();
    for (BigInteger v = good.smallest(); v != null; v = good.next(v.add(BigInteger.ONE))) {
      values.add(v);
      if (values.size() > MOST_STEPS) {
        return List.of();
      }
    }
    BigInteger first = values.get(0);
    BigInteger last = values.get(values.size() - 1);
    BigInteger step = values.size() > 1 ? values.get(1).subtract(first) : BigInteger.ONE;
    BigInteger span = step.multiply(BigInteger.valueOf(values.size() - 1L));
    boolean isEven = step.bitLength() < Integer.SIZE && last.subtract(first).equals(span);
    for (int i = 1; isEven && i < values.size(); i++) {
      isEven = values.get(i).subtract(values.get(i - 1)).equals(step);
    }
    if (!isEven || step.equals(BigInteger.ONE)) {
      return List.of();
    }
    List<Fact> facts = new ArrayList<>();
    long modulus = step.longValueExact();
    facts.add(Fact.of(symbol.mod(modulus), Relation.EQUAL, Dim.of(first.mod(step))));
    if (first.compareTo(step) > 0) {
      facts.add(Fact.of(symbol, Relation.AT_LEAST, Dim.of(first)));
    }
    facts.add(Fact.of(symbol, Relation.AT_MOST, Dim.of(last)));
    return facts;
  }

  /** The longest run of allowed values that are all good; the good ones are finitely many here. */
  private List<Fact> longestRun() {
    BigInteger bestFirst = null;
    BigInteger bestLast = null;
    BigInteger first = null;
    int length = 0;
    int longest = 0;
    BigInteger value = good.smallest();
    BigInteger last = good.largest();
    for (int i = 0; value != null && last != null && value.compareTo(last) <= 0; i++) {
      if (i > LONGEST_RUN) {
        return List.of();
      }
      if (good.contains(value)) {
        first = length == 0 ? value : first;
        length++;
        if (length > longest) {
          longest = length;
          bestFirst = first;
          bestLast = value;
        }
      } else {
        length = 0;
      }
      value = allowed.next(value.add(BigInteger.ONE));
    }
    return bestFirst == null ? List.of() : between(bestFirst, bestLast);
  }
}
