package io.github.shapeproof.processor.plan;

import io.github.shapeproof.processor.shape.Fact;

/** What the sizes of a call must keep, as the adapter checks it. */
public sealed interface Precondition {

  /** Whose need it is, in a few words; empty for what {@code where} says. */
  String reason();

  /** {@code symbol % modulus == residue} and {@code symbol >= least}, so that it can be mended. */
  record Sizes(String symbol, long modulus, long residue, long least, String reason)
      implements Precondition {}

  /** Any other fact. */
  record Holds(Fact fact, String reason) implements Precondition {}
}
