package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What to add to {@code where} so that a refuted claim holds. */
public final class Remedy {
  private static final int MOST_DIVISORS = 1 << 12;

  private final Facts facts;
  private final Fact claim;
  private final boolean hopeless;

  /**
   * The remedy of a claim.
   *
   * @param hopeless whether the claim holds for no allowed value
   */
  Remedy(Facts facts, Fact claim, boolean hopeless) {
    this.facts = facts;
    this.claim = claim;
    this.hopeless = hopeless;
  }

  /** The weakest facts that make the claim hold; empty where it can't be said as facts. */
  public Optional<String> weakest() {
    return hopeless ? Optional.empty() : facts.weakest(claim);
  }

  /**
   * Facts of the form {@code H % m == 0} that make the claim hold, each with the smallest {@code
   * m}. They allow less than needed where the claim holds for other remainders too, as one level of
   * a U-Net does; empty where no multiples suffice.
   */
  public Optional<String> multiples() {
    SortedMap<String, BigInteger> periods =
        new TreeMap<>(Periods.of(List.of(claim.left().minus(claim.right()))));
    periods.values().removeIf(BigInteger.ONE::equals);
    boolean small = periods.values().stream().allMatch(p -> p.bitLength() <= 12);
    if (hopeless || periods.isEmpty() || !small || !suffice(periods)) {
      return Optional.empty();
    }
    for (String symbol : List.copyOf(periods.keySet())) {
      relax(periods, symbol);
    }
    periods.values().removeIf(BigInteger.ONE::equals);
    return Optional.of(String.join(", ", texts(periods)));
  }

  /** Replaces a modulus by its smallest divisor that suffices. */
  private void relax(SortedMap<String, BigInteger> moduli, String symbol) {
    long full = moduli.getOrDefault(symbol, BigInteger.ONE).longValueExact();
    for (long divisor = 1; divisor <= Math.min(full, MOST_DIVISORS); divisor++) {
      if (full % divisor == 0) {
        moduli.put(symbol, BigInteger.valueOf(divisor));
        if (suffice(moduli)) {
          return;
        }
      }
    }
  }

  private boolean suffice(Map<String, BigInteger> moduli) {
    Facts more = facts;
    for (Map.Entry<String, BigInteger> modulus : moduli.entrySet()) {
      more = more.and(multiple(modulus));
    }
    return more.imply(claim);
  }

  private static List<String> texts(Map<String, BigInteger> moduli) {
    List<String> texts = new ArrayList<>();
    moduli.entrySet().forEach(modulus -> texts.add(multiple(modulus).toString()));
    return texts;
  }

  private static Fact multiple(Map.Entry<String, BigInteger> modulus) {
    Dim rest = Dim.symbol(modulus.getKey()).mod(modulus.getValue().longValueExact());
    return Fact.of(rest, Relation.EQUAL, Dim.of(0));
  }

  @Override
  public String toString() {
    return claim.toString();
  }
}
