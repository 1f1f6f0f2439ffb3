package io.github.shapeproof.runtime;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A fact about symbols that a {@link Guard} demands. */
sealed interface Condition {
  /**
   * What is wrong, or an empty string.
   *
   * @param bound all symbols
   * @param title what a user calls a symbol
   */
  String fault(Bindings bound, UnaryOperator<String> title);

  /** The symbols that it is about. */
  Bindings asked(Bindings bound);

  /** A symbol of at least {@code least} that leaves {@code residue} when divided. */
  record Multiple(String symbol, long modulus, long residue, long least, String reason)
      implements Condition {
    @Override
    public String fault(Bindings bound, UnaryOperator<String> title) {
      long value = bound.get(symbol);
      boolean fits = Math.floorMod(value - residue, modulus) == 0;
      if (fits && value >= least) {
        return "";
      }
      long from = Math.max(value, least);
      long next = from + Math.floorMod(residue - from, modulus);
      String atLeast = modulus > 1 && fits ? ", at least " + next : "";
      return "%s %d must be %s%s: pad to %d%s"
          .formatted(title.apply(symbol), value, must(), atLeast, next, because(reason));
    }

    @Override
    public Bindings asked(Bindings bound) {
      return bound.askedBy(it -> it.get(symbol));
    }

    private String must() {
      if (modulus == 1) {
        return "at least " + least;
      }
      return (residue == 0 ? "" : residue + " more than ") + "a multiple of " + modulus;
    }
  }

  /** Anything else. */
  record Fact(String text, Predicate<Bindings> holds, String reason) implements Condition {
    @Override
    public String fault(Bindings bound, UnaryOperator<String> title) {
      return holds.test(bound)
          ? ""
          : text + " does not hold with " + asked(bound) + because(reason);
    }

    @Override
    public Bindings asked(Bindings bound) {
      return bound.askedBy(holds::test);
    }
  }

  private static String because(String reason) {
    return reason.isEmpty() ? "" : " (" + reason + ")";
  }
}
