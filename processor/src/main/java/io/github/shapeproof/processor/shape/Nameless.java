package io.github.shapeproof.processor.shape;

import java.util.HashMap;
import java.util.Map;

/**
 * The symbols of dimensions written {@code _}. Shapes show them as that. Where a reader could not
 * tell which dimension is meant, they are called by their place, {@code x[1]}.
 */
public final class Nameless {
  /** No symbol of a text, and no name of a field, begins like this. */
  private static final String MARK = "*";

  private Nameless() {}

  /** The size of a dimension of an input, counted from the end where the index is negative. */
  public static Dim of(String input, int index) {
    return Dim.symbol("%s%s[%d]".formatted(MARK, input, index));
  }

  /** Whether no text can say this symbol. */
  public static boolean is(String symbol) {
    return symbol.startsWith(MARK);
  }

  /** What to call a symbol: its name, or else its place. */
  public static String place(String symbol) {
    return is(symbol) ? symbol.substring(MARK.length()) : symbol;
  }

  /** A dimension whose nameless symbols are called by their places. */
  public static Dim placed(Dim dim) {
    Map<String, Dim> places = new HashMap<>();
    dim.symbols().stream().filter(Nameless::is).forEach(s -> places.put(s, Dim.symbol(place(s))));
    return places.isEmpty() ? dim : dim.substitute(places);
  }

  /** The same of both sides of a fact. */
  public static Fact placed(Fact fact) {
    return new Fact(
        placed(fact.left()), fact.relation(), placed(fact.right()), fact.start(), fact.end());
  }
}
