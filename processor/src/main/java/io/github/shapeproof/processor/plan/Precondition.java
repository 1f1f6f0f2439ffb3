package io.github.shapeproof.processor.plan;

import io.github.shapeproof.processor.shape.Fact;

/**
 * What the sizes of a call must keep: a fact of {@code where}, or a bound that some layer needs. In
 * its simplest form, so that a message can say what to do.
 */
public sealed interface Precondition {

  /** Whose need it is, in a few words; empty for a fact of {@code where}. */
  String reason();

  /** It in the language of {@code where}. */
  String text();

  /** {@code symbol >= least}. */
  record AtLeast(String symbol, long least, String reason) implements Precondition {
    @Override
    public String text() {
      return symbol + " >= " + least;
    }
  }

  /** {@code symbol % modulus == residue}. */
  record Multiple(String symbol, long modulus, long residue, String reason)
      implements Precondition {
    @Override
    public String text() {
      return symbol + " % " + modulus + " == " + residue;
    }
  }

  /** Any other fact. */
  record Holds(Fact fact, String reason) implements Precondition {
    @Override
    public String text() {
      return fact.toString();
    }
  }
}
