package io.github.shapeproof.processor.shape;

import java.math.BigInteger;

/** What a polynomial is built over: a symbol, or the floor of a polynomial over a constant. */
sealed interface Atom extends Comparable<Atom> {

  /** A symbol: one unknown integer of at least 1. */
  record Symbol(String name) implements Atom {}

  /**
   * {@code floor(dividend / divisor)}; made by {@link Dim#floorDiv} only, which keeps the
   * dividend's coefficients in {@code [0, divisor)} and free of a factor common with the divisor.
   */
  record Floor(Dim dividend, BigInteger divisor) implements Atom {}

  @Override
  default int compareTo(Atom other) {
    if (this instanceof Symbol a) {
      return other instanceof Symbol b ? a.name().compareTo(b.name()) : -1;
    }
    if (!(other instanceof Floor b)) {
      return 1;
    }
    Floor a = (Floor) this;
    int order = a.dividend().compareTo(b.dividend());
    return order != 0 ? order : a.divisor().compareTo(b.divisor());
  }
}
