package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads shapes, dimensions and facts.
 *
 * <pre>
 *   shape  = [ item { "," item } ]              item = "_" | "..." | dim
 *   facts  = fact { ( "," | "&amp;&amp;" ) fact }       fact = dim ( "==" | "&gt;=" | "&lt;=" | "&gt;" | "&lt;" ) dim
 *   dim    = [ "-" ] term { ( "+" | "-" ) term }
 *   term   = factor { "*" factor | ( "/" | "%" ) divisor }
 *   factor = integer | symbol | "(" dim ")" | "ceil" "(" term "/" divisor ")"
 * </pre>
 *
 * <p>Any text gives an answer, in bounded time: length, nesting and the size of the polynomial are
 * limited.
 *
 * <table>
 *   <caption>Faults</caption>
 *   <tr><td>SP101</td><td>a character that is not part of the language</td></tr>
 *   <tr><td>SP102</td><td>a dimension, an operand or an operator is missing</td></tr>
 *   <tr><td>SP103</td><td>parentheses do not match</td></tr>
 *   <tr><td>SP104</td><td>a number or a constant size over 2^63 - 1</td></tr>
 *   <tr><td>SP105</td><td>a divisor that is not a positive constant</td></tr>
 *   <tr><td>SP106</td><td>a text that is too long, too deep or too large</td></tr>
 *   <tr><td>SP107</td><td>a {@code ...} that is not the first dimension</td></tr>
 *   <tr><td>SP108</td><td>{@code _} or {@code ...} inside an expression</td></tr>
 *   <tr><td>SP109</td><td>a constant dimension below 1</td></tr>
 *   <tr><td>SP110</td><td>a fact without a comparison, or with more than one</td></tr>
 *   <tr><td>SP111</td><td>{@code ceil} of something that is no quotient</td></tr>
 * </table>
 */
public final class ShapeParser {
  /** The largest size there is. */
  public static final BigInteger MAX_SIZE = BigInteger.valueOf(Long.MAX_VALUE);

  private static final int MAX_LENGTH = 4096;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_TERMS = 64;
  private static final int MAX_DEGREE = 16;
  private static final int MAX_BITS = 256;

  private static final String BLANKS = " \t\n\u000B\f\r";
  private static final Pattern TOKEN =
      Pattern.compile(
          "[%s]*([0-9]+|[A-Za-z][A-Za-z0-9_]*|\\.\\.\\.|==|>=|<=|&&|[-+*/%%(),_<>]|\\z)"
              .formatted(BLANKS));

  private final String text;
  private String token = "";
  private int start;
  private int end;
  private int previousEnd;
  private int depth;

  private ShapeParser(String text) {
    this.text = text;
  }

  /** Reads what {@code @Shape} holds. */
  public static Parsed<ShapePattern> shape(String text) {
    return parse(text, parser -> new ShapePattern(text, parser.items()));
  }

  /** Reads one dimension. */
  public static Parsed<Dim> dim(String text) {
    return parse(text, ShapeParser::sum);
  }

  /** Reads facts, joined by {@code ,} or {@code &&}. */
  public static Parsed<List<Fact>> facts(String text) {
    return parse(text, ShapeParser::facts);
  }

  private static <T> Parsed<T> parse(String text, Function<ShapeParser, T> rule) {
    ShapeParser parser = new ShapeParser(text);
    try {
      if (text.length() > MAX_LENGTH) {
        throw new Stop(
            "SP106",
            "the text has " + text.length() + " characters; at most " + MAX_LENGTH + " are read",
            0,
            text.length());
      }
      parser.advance();
      T value = rule.apply(parser);
      parser.expectEnd();
      return new Parsed.Ok<>(value);
    } catch (Stop stop) {
      return new Parsed.Fault<>(stop.code, stop.message, stop.start, stop.end, 0);
    }
  }

  private List<ShapePattern.Item> items() {
    List<ShapePattern.Item> items = new ArrayList<>();
    if (token.isEmpty()) {
      return items;
    }
    do {
      ShapePattern.Item item = item();
      if (item instanceof ShapePattern.Ellipsis && !items.isEmpty()) {
        throw new Stop(
            "SP107",
            "`...` stands for leading dimensions, so only the first of a shape can be it",
            item.start(),
            item.end());
      }
      items.add(item);
    } while (accept(","));
    return items;
  }

  private ShapePattern.Item item() {
    int from = start;
    int to = end;
    if (accept("_")) {
      expectEndOfItem("_", from, to);
      return new ShapePattern.Wildcard(from, to);
    }
    if (accept("...")) {
      expectEndOfItem("...", from, to);
      return new ShapePattern.Ellipsis(from, to);
    }
    Dim dim = sum();
    to = previousEnd;
    if (dim.isConstant() && dim.constant().signum() <= 0) {
      String remedy = dim.is(-1) ? "; a size that is left open is written _" : "";
      throw new Stop("SP109", "a dimension of " + dim + " is below 1" + remedy, from, to);
    }
    if (dim.isConstant() && dim.constant().compareTo(MAX_SIZE) > 0) {
      throw new Stop("SP104", "a dimension of " + dim + " is over 2^63 - 1", from, to);
    }
    return new ShapePattern.Exact(dim, from, to);
  }

  private void expectEndOfItem(String open, int from, int to) {
    if (!token.isEmpty() && !token.equals(",")) {
      throw new Stop("SP108", "`" + open + "` can't be part of an expression", from, to);
    }
  }

  private List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    do {
      int from = start;
      Dim left = sum();
      Relation relation = relation(from);
      Dim right = sum();
      if (isRelation()) {
        throw new Stop("SP110", "a fact compares two sides, and this has a third", start, end);
      }
      facts.add(new Fact(left, relation, right, from, previousEnd));
    } while (accept(",") || accept("&&"));
    return facts;
  }

  private boolean isRelation() {
    for (Relation relation : Relation.values()) {
      if (token.equals(relation.toString())) {
        return true;
      }
    }
    return false;
  }

  private Relation relation(int from) {
    for (Relation relation : Relation.values()) {
      if (accept(relation.toString())) {
        return relation;
      }
    }
    if (token.isEmpty() || token.equals(",") || token.equals("&&")) {
      throw new Stop("SP110", "a fact compares two sides by ==, >=, <=, > or <", from, previousEnd);
    }
    throw unexpected();
  }

  private Dim sum() {
    int from = start;
    if (++depth > MAX_DEPTH) {
      throw new Stop("SP106", "nested more than " + MAX_DEPTH + " deep", start, end);
    }
    boolean negative = accept("-");
    Dim sum = term().value();
    if (negative) {
      sum = sum.times(-1);
    }
    while (true) {
      if (accept("+")) {
        sum = limited(sum.plus(term().value()), from);
      } else if (accept("-")) {
        sum = limited(sum.minus(term().value()), from);
      } else {
        depth--;
        return sum;
      }
    }
  }

  /**
   * A product of factors and divisors.
   *
   * @param value its value
   * @param roundedUp where its last operator is {@code /}, its value if that rounds up
   */
  private record Term(Dim value, Optional<Dim> roundedUp) {}

  private Term term() {
    int from = start;
    Dim term = factor();
    Optional<Dim> roundedUp = Optional.empty();
    while (true) {
      if (accept("*")) {
        term = limited(term.times(factor()), from);
        roundedUp = Optional.empty();
      } else if (accept("/")) {
        BigInteger divisor = divisor();
        roundedUp = Optional.of(term.plus(Dim.of(divisor)).minus(1).floorDiv(divisor));
        term = limited(term.floorDiv(divisor), from);
      } else if (accept("%")) {
        BigInteger divisor = divisor();
        term = limited(term.minus(term.floorDiv(divisor).times(divisor)), from);
        roundedUp = Optional.empty();
      } else {
        return new Term(term, roundedUp);
      }
    }
  }

  private BigInteger divisor() {
    int from = start;
    Dim divisor = factor();
    if (!divisor.isConstant() || divisor.constant().signum() <= 0) {
      throw new Stop(
          "SP105", "the divisor `" + divisor + "` is not a positive constant", from, previousEnd);
    }
    return divisor.constant();
  }

  private Dim factor() {
    int from = start;
    int to = end;
    String first = token;
    if (accept("(")) {
      Dim inner = sum();
      expectClosing(from, to);
      return inner;
    }
    if (first.isEmpty() || !Character.isLetterOrDigit(first.charAt(0))) {
      throw unexpected();
    }
    advance();
    if (Character.isDigit(first.charAt(0))) {
      BigInteger number = new BigInteger(first);
      if (number.compareTo(MAX_SIZE) > 0) {
        throw new Stop("SP104", "the number " + first + " is over 2^63 - 1", from, to);
      }
      return Dim.of(number);
    }
    return first.equals("ceil") && accept("(") ? ceiling(from, to) : Dim.symbol(first);
  }

  /** What follows {@code ceil(}: a term whose last operator is {@code /}. */
  private Dim ceiling(int from, int to) {
    Term quotient = term();
    if (quotient.roundedUp().isEmpty() || token.equals("+") || token.equals("-")) {
      throw new Stop("SP111", "`ceil` takes one quotient, as in ceil(H / 2)", from, previousEnd);
    }
    expectClosing(from, to);
    return limited(quotient.roundedUp().get(), from);
  }

  private void expectClosing(int from, int to) {
    if (!accept(")")) {
      if (token.isEmpty() || token.equals(",")) {
        String remedy = token.isEmpty() ? "" : "; dimensions stand without parentheses";
        throw new Stop("SP103", "this parenthesis is not closed" + remedy, from, to);
      }
      throw unexpected();
    }
  }

  private Dim limited(Dim dim, int from) {
    boolean large =
        dim.terms().size() > MAX_TERMS
            || dim.terms().keySet().stream().anyMatch(m -> m.atoms().size() > MAX_DEGREE)
            || dim.terms().values().stream().anyMatch(c -> c.bitLength() > MAX_BITS);
    if (large) {
      throw new Stop(
          "SP106",
          "the expression multiplies out to more than "
              + (MAX_TERMS + " terms, degree " + MAX_DEGREE + " or " + MAX_BITS + " bits"),
          from,
          previousEnd);
    }
    return dim;
  }

  private void expectEnd() {
    if (!token.isEmpty()) {
      throw unexpected();
    }
  }

  private Stop unexpected() {
    if (token.isEmpty()) {
      return new Stop("SP102", "the text ends where a size is expected", previousEnd, start);
    }
    if (token.equals("_") || token.equals("...")) {
      return new Stop("SP108", "`" + token + "` can't be part of an expression", start, end);
    }
    if (token.equals(")")) {
      return new Stop("SP103", "this parenthesis was never opened", start, end);
    }
    return new Stop("SP102", "`" + token + "` stands where it can't", start, end);
  }

  private boolean accept(String expected) {
    if (!token.equals(expected)) {
      return false;
    }
    advance();
    return true;
  }

  /** Moves to the next token; at the end of the text the token is empty. */
  private void advance() {
    previousEnd = end;
    Matcher matcher = TOKEN.matcher(text).region(end, text.length());
    if (!matcher.lookingAt()) {
      int at = end;
      while (BLANKS.indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      int width = Character.charCount(text.codePointAt(at));
      String character = text.substring(at, at + width);
      String message = "`" + character + "` is not part of a shape" + remedy(character);
      throw new Stop("SP101", message, at, at + width);
    }
    token = matcher.group(1);
    start = matcher.start(1);
    end = matcher.end(1);
  }

  /** What those mean who write a character that other notations have. */
  private static String remedy(String character) {
    return switch (character) {
      case "=", "!" -> "; a comparison is written ==, >=, <=, > or <";
      case "?" -> "; a size that is left open is written _";
      case "[", "]", "{", "}" -> "; dimensions stand without brackets";
      case ";" -> "; dimensions are separated by commas";
      default -> "";
    };
  }

  /** Ends the reading of one text; never leaves this class. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final String message;
    private final int start;
    private final int end;

    Stop(String code, String message, int start, int end) {
      super(message, null, false, false);
      this.code = code;
      this.message = message;
      this.start = start;
      this.end = end;
    }
  }
}
