package io.github.shapeproof.processor.shape;

import java.util.Optional;

/**
 * What to add to {@code where} so that a refuted claim holds: worked out when asked for, since most
 * refutations only reject an edit that was tried.
 *
 * @param facts under which the claim was refuted
 * @param claim what does not hold
 * @param hopeless whether the claim holds for no allowed value
 */
record Remedy(Facts facts, Fact claim, boolean hopeless) {

  /** The weakest facts that make the claim hold; empty where it can't be said as facts. */
  Optional<String> weakest() {
    return hopeless ? Optional.empty() : facts.weakest(claim);
  }
}
