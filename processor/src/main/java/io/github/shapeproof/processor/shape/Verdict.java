package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.Optional;
import java.util.SortedMap;

/** The answer to a question about all sizes that a model allows. */
public sealed interface Verdict {

  /** It holds for every allowed value of the symbols. */
  record Proved() implements Verdict {}

  /**
   * It does not hold for every allowed value.
   *
   * @param counterexample the smallest allowed values for which it fails: those with the smallest
   *     sum, and of these the first in the order of the symbols' names
   * @param left the value of the left side there
   * @param right the value of the right side there
   * @param never whether it was shown to hold for no allowed value at all
   * @param remedy what would make it hold, worked out when asked for
   */
  record Refuted(
      SortedMap<String, BigInteger> counterexample,
      BigInteger left,
      BigInteger right,
      boolean never,
      Remedy remedy)
      implements Verdict {

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
