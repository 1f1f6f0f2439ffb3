package io.github.shapeproof.runtime;

import java.math.BigInteger;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Computes a size from its text, as an adapter states it: {@code 4*C}, {@code ceil((H + 1)/2)}.
 *
 * <pre>
 *   size   = [ "-" ] term { ( "+" | "-" ) term }
 *   term   = factor { ( "*" | "/" | "%" ) factor }
 *   factor = integer | symbol | "(" size ")" | "ceil" "(" term ")"
 * </pre>
 *
 * <p>{@code /} rounds down, but where it is the last operator of {@code ceil}; divisors are
 * positive.
 */
final class SizeText {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*([0-9]+|[A-Za-z][A-Za-z0-9_]*|[-+*/%()_]|$)");

  private final String text;
  private final Matcher matcher;
  private final ToLongFunction<String> sizes;
  private String token = "";

  private SizeText(String text, ToLongFunction<String> sizes) {
    this.text = text;
    this.matcher = TOKEN.matcher(text);
    this.sizes = sizes;
  }

  /**
   * The number that a text stands for.
   *
   * @param sizes of the symbols; asked about those in the text, from left to right
   * @throws IllegalArgumentException if the text is no size
   * @throws ArithmeticException if the number, or one on the way to it, does not fit a long
   */
  static long evaluate(String text, ToLongFunction<String> sizes) {
    SizeText reader = new SizeText(text, sizes);
    reader.advance();
    long size = reader.sum();
    reader.expect("");
    return size;
  }

  private long sum() {
    long sum = accept("-") ? Math.negateExact(term(false)) : term(false);
    while (true) {
      if (accept("+")) {
        sum = Math.addExact(sum, term(false));
      } else if (accept("-")) {
        sum = Math.subtractExact(sum, term(false));
      } else {
        return sum;
      }
    }
  }

  private long term(boolean roundsUp) {
    long term = factor();
    while (true) {
      if (accept("*")) {
        term = Math.multiplyExact(term, factor());
      } else if (accept("/")) {
        long divisor = divisor();
        boolean isLast = roundsUp && token.equals(")");
        term = isLast ? ceilDiv(term, divisor) : Math.floorDiv(term, divisor);
      } else if (accept("%")) {
        term = Math.floorMod(term, divisor());
      } else {
        return term;
      }
    }
  }

  private long divisor() {
    long divisor = factor();
    if (divisor < 1) {
      throw noSize();
    }
    return divisor;
  }

  private static long ceilDiv(long dividend, long divisor) {
    return Math.negateExact(Math.floorDiv(Math.negateExact(dividend), divisor));
  }

  private long factor() {
    String first = token;
    if (accept("(")) {
      long inner = sum();
      expect(")");
      return inner;
    }
    advance();
    if (first.equals("ceil") && accept("(")) {
      long quotient = term(true);
      expect(")");
      return quotient;
    }
    if (first.matches("[0-9]+")) {
      return new BigInteger(first).longValueExact();
    }
    if (first.matches("\\w+")) {
      return sizes.applyAsLong(first);
    }
    throw noSize();
  }

  private void expect(String expected) {
    if (!token.equals(expected)) {
      throw noSize();
    }
    advance();
  }

  private boolean accept(String expected) {
    boolean isNext = token.equals(expected);
    if (isNext) {
      advance();
    }
    return isNext;
  }

  /** Moves to the next token; at the end of the text the token is empty. */
  private void advance() {
    if (!matcher.lookingAt()) {
      throw noSize();
    }
    token = matcher.group(1);
    matcher.region(matcher.end(), matcher.regionEnd());
  }

  private IllegalArgumentException noSize() {
    return new IllegalArgumentException("`" + text + "` is no size");
  }
}
