package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The answer to a question about all sizes that a model allows. */
public sealed interface Verdict {

  /** It holds for every allowed value of the symbols. */
  record Proved() implements Verdict {}

  /** It does not hold for every allowed value. */
  final class Refuted implements Verdict {
    private final SortedMap<String, BigInteger> counterexample;
    private final BigInteger left;
    private final BigInteger right;
    private final Remedy remedy;

    Refuted(
        SortedMap<String, BigInteger> counterexample,
        BigInteger left,
        BigInteger right,
        Remedy remedy) {
      this.counterexample = counterexample;
      this.left = left;
      this.right = right;
      this.remedy = remedy;
    }

    /**
     * The smallest allowed values for which it fails: those with the smallest sum, and of these the
     * first in the order of the symbols' names. Where smaller ones are too many to rule out, values
     * of which none can be smaller by itself.
     */
    public SortedMap<String, BigInteger> counterexample() {
      return counterexample;
    }

    /** The value of the left side there. */
    public BigInteger left() {
      return left;
    }

    /** The value of the right side there. */
    public BigInteger right() {
      return right;
    }

    /** A size at the counterexample, where symbols that are not in it are 1. */
    public BigInteger at(Dim size) {
      Map<String, BigInteger> sizes = new HashMap<>(counterexample);
      size.symbols().forEach(symbol -> sizes.putIfAbsent(symbol, BigInteger.ONE));
      return size.evaluate(sizes);
    }

    /** The left side less the right one, for all values. */
    public Dim difference() {
      return remedy.claim().left().minus(remedy.claim().right());
    }

    /** Whether it was shown to hold for no allowed value at all. */
    public boolean never() {
      return remedy.hopeless();
    }

    /**
     * The weakest facts that would make it hold, as text for {@code where}; empty where no such
     * fact exists.
     */
    public Optional<String> weakest() {
      return remedy.weakest();
    }
  }

  /** Deciding it takes more than the stated budget. */
  record Undecided(String why) implements Verdict {}

  /** Whether this is {@link Proved}. */
  default boolean isProved() {
    return this instanceof Proved;
  }
}
