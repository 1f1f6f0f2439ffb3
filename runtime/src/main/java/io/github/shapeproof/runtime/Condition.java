package io.github.shapeproof.runtime;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** A fact about symbols that a {@link Guard} demands. */
sealed interface Condition {
  /**
   * What is wrong, or an empty string.
   *
   * @param bound all symbols
   * @param source the dimension that says a symbol, if one does
   */
  String fault(Bindings bound, Function<String, Optional<Dimension>> source);

  /** The symbols that it is about. */
  Bindings asked(Bindings bound);

  /** A symbol of at least {@code least} that leaves {@code residue} when divided. */
  record Multiple(String symbol, long modulus, long residue, long least, String reason)
      implements Condition {
    @Override
    public String fault(Bindings bound, Function<String, Optional<Dimension>> source) {
      long value = bound.get(symbol);
      boolean fits = Math.floorMod(value - residue, modulus) == 0;
      if (fits && value >= least) {
        return "";
      }
      Optional<Dimension> dimension = source.apply(symbol);
      if (dimension.isPresent() && dimension.get().size() instanceof Size.Linear linear) {
        // A size that falls where the symbol rises has no multiple to be padded to.
        return linear.factor() > 0
            ? of(linear).sentence(linear.at(value), dimension)
            : sentence(value, Optional.empty());
      }
      return sentence(value, dimension);
    }

    /** The same about a size that the symbol makes. */
    private Multiple of(Size.Linear size) {
      long step = modulus == 1 ? 1 : Math.multiplyExact(size.factor(), modulus);
      return new Multiple(
          symbol, step, Math.floorMod(size.at(residue), step), size.at(least), reason);
    }

    private String sentence(long value, Optional<Dimension> dimension) {
      boolean fits = Math.floorMod(value - residue, modulus) == 0;
      long from = Math.max(value, least);
      long next = from + Math.floorMod(residue - from, modulus);
      String atLeast = modulus > 1 && fits ? ", at least " + next : "";
      boolean canPad = dimension.filter(Dimension::canBePadded).isPresent();
      return "%s %d must be %s%s%s%s"
          .formatted(
              dimension.map(Dimension::title).orElse(symbol),
              value,
              must(),
              atLeast,
              canPad ? ": pad to " + next : "",
              because(reason));
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
    public String fault(Bindings bound, Function<String, Optional<Dimension>> source) {
      try {
        return holds.test(bound)
            ? ""
            : text + " does not hold with " + asked(bound) + because(reason);
      } catch (ArithmeticException beyond) {
        return text + " is beyond 2^63 - 1 with " + asked(bound) + because(reason);
      }
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
