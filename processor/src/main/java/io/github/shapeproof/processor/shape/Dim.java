package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The size of a dimension: an exact integer expression over symbols. Immutable.
 *
 * <p>A dimension is kept in normal form, a polynomial with integer coefficients over
 * <em>atoms</em>, where an atom is a symbol or {@code floor(p / d)} for a polynomial {@code p} and
 * a constant {@code d >= 2}. The rest of the language is expressed by these:
 *
 * <pre>
 *   ceil(p / d) = floor((p + d - 1) / d)        p mod d = p - d * floor(p / d)
 * </pre>
 *
 * <p>Floors are made canonical by four identities, valid for all integers:
 *
 * <pre>
 *   floor((d * q + r) / d)         = q + floor(r / d)             multiples of d come out
 *   floor((g * p + c) / (g * d))   = floor((p + floor(c / g)) / d)  common factors cancel
 *   floor((floor(p / a) + q) / d)  = floor((p + a * q) / (a * d))   nested floors merge
 *   floor(r / d)                   = 0  for a constant 0 &lt;= r &lt; d
 * </pre>
 *
 * <p>Equal normal forms mean equal values; this settles most questions at once. The converse does
 * not hold ({@code H/2 + (H + 1)/2} is {@code H}), which is what {@link Facts} is for.
 */
public final class Dim implements Comparable<Dim> {
  private static final Dim ZERO = new Dim(new TreeMap<>());

  private final NavigableMap<Monomial, BigInteger> terms;
  private final int hash;

  /** The text, once it was asked for. */
  private @Nullable String text;

  /** The floors, once they were asked for. */
  private @Nullable List<Atom.Floor> floors;

  private Dim(NavigableMap<Monomial, BigInteger> terms) {
    this.terms = terms;
    this.hash = terms.hashCode();
  }

  /** The constant {@code value}. */
  public static Dim of(long value) {
    return of(BigInteger.valueOf(value));
  }

  /** The constant {@code value}. */
  public static Dim of(BigInteger value) {
    return term(Monomial.ONE, value);
  }

  /** The symbol {@code name}; one that is {@link Nameless} prints as {@code _}. */
  public static Dim symbol(String name) {
    return of(new Atom.Symbol(name));
  }

  static Dim of(Atom atom) {
    return term(Monomial.of(atom), BigInteger.ONE);
  }

  static Dim term(Monomial monomial, BigInteger coefficient) {
    if (coefficient.signum() == 0) {
      return ZERO;
    }
    NavigableMap<Monomial, BigInteger> terms = new TreeMap<>();
    terms.put(monomial, coefficient);
    return new Dim(terms);
  }

  public Dim plus(Dim other) {
    NavigableMap<Monomial, BigInteger> sum = new TreeMap<>(terms);
    other.terms.forEach((monomial, c) -> add(sum, monomial, c));
    return new Dim(sum);
  }

  public Dim plus(long value) {
    return plus(of(value));
  }

  public Dim minus(Dim other) {
    return plus(other.times(BigInteger.ONE.negate()));
  }

  public Dim minus(long value) {
    return minus(of(value));
  }

  public Dim times(Dim other) {
    NavigableMap<Monomial, BigInteger> product = new TreeMap<>();
    terms.forEach((m, c) -> other.terms.forEach((n, d) -> add(product, m.times(n), c.multiply(d))));
    return new Dim(product);
  }

  public Dim times(long value) {
    return times(BigInteger.valueOf(value));
  }

  Dim times(BigInteger value) {
    return value.signum() == 0 ? ZERO : mapCoefficients(c -> c.multiply(value));
  }

  /**
   * {@code floor(this / divisor)}.
   *
   * @throws IllegalArgumentException if {@code divisor < 1}
   */
  public Dim floorDiv(long divisor) {
    return floorDiv(BigInteger.valueOf(divisor));
  }

  Dim floorDiv(BigInteger divisor) {
    if (divisor.signum() <= 0) {
      throw new IllegalArgumentException("divisor " + divisor + " is below 1");
    }
    Dim rest = mapCoefficients(c -> c.mod(divisor));
    Dim whole = minus(rest).mapCoefficients(c -> c.divide(divisor));
    return whole.plus(rest.floorOfReduced(divisor));
  }

  /** {@code floor(this / divisor)} where all coefficients lie in {@code [0, divisor)}. */
  private Dim floorOfReduced(BigInteger divisor) {
    BigInteger offset = constantTerm();
    Dim variable = minus(of(offset));
    if (variable.terms.isEmpty()) {
      return ZERO;
    }
    BigInteger common = divisor;
    for (BigInteger c : variable.terms.values()) {
      common = common.gcd(c);
    }
    if (!common.equals(BigInteger.ONE)) {
      BigInteger factor = common;
      Dim dividend = variable.mapCoefficients(c -> c.divide(factor));
      return dividend.plus(of(offset.divide(factor))).floorDiv(divisor.divide(factor));
    }
    List<Map.Entry<Monomial, BigInteger>> floors =
        terms.entrySet().stream().filter(e -> containsFloor(e.getKey())).toList();
    if (floors.size() == 1
        && floors.get(0).getValue().equals(BigInteger.ONE)
        && floors.get(0).getKey().isAtom()) {
      Atom.Floor inner = (Atom.Floor) floors.get(0).getKey().atoms().get(0);
      Dim outer = minus(of(inner));
      return inner
          .dividend()
          .plus(outer.times(inner.divisor()))
          .floorDiv(inner.divisor().multiply(divisor));
    }
    return of(new Atom.Floor(this, divisor));
  }

  private static boolean containsFloor(Monomial monomial) {
    return monomial.atoms().stream().anyMatch(Atom.Floor.class::isInstance);
  }

  /**
   * {@code ceil(this / divisor)}.
   *
   * @throws IllegalArgumentException if {@code divisor < 1}
   */
  public Dim ceilDiv(long divisor) {
    return plus(divisor - 1).floorDiv(divisor);
  }

  /**
   * The remainder of {@code this / divisor}, from 0 to {@code divisor - 1}.
   *
   * @throws IllegalArgumentException if {@code divisor < 1}
   */
  public Dim mod(long divisor) {
    return mod(BigInteger.valueOf(divisor));
  }

  /** The same of any divisor of at least 1. */
  public Dim mod(BigInteger divisor) {
    return minus(floorDiv(divisor).times(divisor));
  }

  public boolean isConstant() {
    return terms.isEmpty() || (terms.size() == 1 && terms.containsKey(Monomial.ONE));
  }

  /**
   * The value of a constant.
   *
   * @throws IllegalStateException if this holds a symbol
   */
  public BigInteger constant() {
    if (!isConstant()) {
      throw new IllegalStateException(this + " is not a constant");
    }
    return constantTerm();
  }

  /** Whether this is the constant {@code value}. */
  public boolean is(long value) {
    return isConstant() && constantTerm().equals(BigInteger.valueOf(value));
  }

  /** Whether this is a symbol and nothing else. */
  public boolean isSymbol() {
    SortedSet<String> symbols = symbols();
    return symbols.size() == 1 && equals(symbol(symbols.first()));
  }

  /**
   * The constant by which this grows with a symbol, if it is linear in it: 1 of {@code H/2 + ceil(H
   * / 2)}, which is {@code H} whatever the text.
   */
  public Optional<BigInteger> slope(String symbol) {
    Dim next = substitute(Map.of(symbol, symbol(symbol).plus(1)));
    Dim step = next.minus(this);
    return step.isConstant() && step.constant().signum() != 0
        ? Optional.of(step.constant())
        : Optional.empty();
  }

  /** Whether this never falls where its symbols grow; floors never do. */
  boolean grows() {
    return terms.entrySet().stream()
        .allMatch(term -> term.getValue().signum() > 0 || term.getKey().atoms().isEmpty());
  }

  /** The value where every symbol is 1: the smallest one of what {@link #grows}. */
  BigInteger smallest() {
    Map<String, BigInteger> ones = new HashMap<>();
    symbols().forEach(symbol -> ones.put(symbol, BigInteger.ONE));
    return evaluate(ones);
  }

  /** The symbols this depends on in normal form. */
  public SortedSet<String> symbols() {
    SortedSet<String> symbols = new TreeSet<>();
    collectSymbols(symbols);
    floors().forEach(floor -> floor.dividend().collectSymbols(symbols));
    return symbols;
  }

  private void collectSymbols(SortedSet<String> symbols) {
    for (Monomial monomial : terms.keySet()) {
      for (Atom atom : monomial.atoms()) {
        if (atom instanceof Atom.Symbol symbol) {
          symbols.add(symbol.name());
        }
      }
    }
  }

  /**
   * The value for given values of the symbols.
   *
   * @throws IllegalArgumentException if a symbol has no value
   */
  public BigInteger evaluate(Map<String, BigInteger> values) {
    Map<Atom, BigInteger> known = new HashMap<>();
    values.forEach((name, value) -> known.put(new Atom.Symbol(name), value));
    for (Atom.Floor floor : floors()) {
      BigInteger dividend = floor.dividend().sum(known);
      BigInteger rest = dividend.mod(floor.divisor());
      known.put(floor, dividend.subtract(rest).divide(floor.divisor()));
    }
    return sum(known);
  }

  private BigInteger sum(Map<Atom, BigInteger> values) {
    BigInteger sum = BigInteger.ZERO;
    for (Map.Entry<Monomial, BigInteger> term : terms.entrySet()) {
      BigInteger product = term.getValue();
      for (Atom atom : term.getKey().atoms()) {
        BigInteger value = values.get(atom);
        if (value == null) {
          throw new IllegalArgumentException("no value for " + of(atom));
        }
        product = product.multiply(value);
      }
      sum = sum.add(product);
    }
    return sum;
  }

  /** This with each bound symbol replaced, all at once; symbols without a binding stay. */
  public Dim substitute(Map<String, Dim> bindings) {
    if (bindings.isEmpty()) {
      return this;
    }
    Map<Atom, Dim> known = new HashMap<>();
    bindings.forEach((name, dim) -> known.put(new Atom.Symbol(name), dim));
    return replace(known, Dim::floorDiv);
  }

  /** This with each floor made anew of its dividend and divisor, those inside others first. */
  Dim mapFloors(BiFunction<Dim, BigInteger, Dim> floorDiv) {
    return replace(new HashMap<>(), floorDiv);
  }

  private Dim replace(Map<Atom, Dim> known, BiFunction<Dim, BigInteger, Dim> floorDiv) {
    for (Atom.Floor floor : floors()) {
      known.put(floor, floorDiv.apply(floor.dividend().replace(known), floor.divisor()));
    }
    return replace(known);
  }

  private Dim replace(Map<Atom, Dim> known) {
    Dim sum = ZERO;
    for (Map.Entry<Monomial, BigInteger> term : terms.entrySet()) {
      Dim product = of(term.getValue());
      for (Atom atom : term.getKey().atoms()) {
        Dim value = known.get(atom);
        product = product.times(value != null ? value : of(atom));
      }
      sum = sum.plus(product);
    }
    return sum;
  }

  /** Shows {@code visitor} the outermost construct of this, as a person would write it. */
  public <R> R accept(DimVisitor<R> visitor) {
    return DimView.accept(this, visitor);
  }

  /** The polynomial: coefficients by product of atoms, none of them zero. */
  SortedMap<Monomial, BigInteger> terms() {
    return terms;
  }

  BigInteger constantTerm() {
    return coefficient(Monomial.ONE);
  }

  BigInteger coefficient(Monomial monomial) {
    return terms.getOrDefault(monomial, BigInteger.ZERO);
  }

  /** The atoms that occur in the polynomial itself, not inside its floors. */
  List<Atom> atoms() {
    SortedSet<Atom> atoms = new TreeSet<>();
    terms.keySet().forEach(monomial -> atoms.addAll(monomial.atoms()));
    return new ArrayList<>(atoms);
  }

  /**
   * All floors that occur in this, also inside others, each once and after those inside it. What is
   * asked of a size is asked of these in order: an expression that says {@code n + n/5} of its last
   * step, and so on, is short as they are, but endless written out.
   */
  List<Atom.Floor> floors() {
    List<Atom.Floor> known = floors;
    if (known == null) {
      Set<Atom.Floor> found = new LinkedHashSet<>();
      for (Monomial monomial : terms.keySet()) {
        for (Atom atom : monomial.atoms()) {
          if (atom instanceof Atom.Floor floor) {
            found.addAll(floor.dividend().floors());
            found.add(floor);
          }
        }
      }
      known = List.copyOf(found);
      floors = known;
    }
    return known;
  }

  Dim mapCoefficients(Function<BigInteger, BigInteger> function) {
    NavigableMap<Monomial, BigInteger> mapped = new TreeMap<>();
    terms.forEach((monomial, c) -> add(mapped, monomial, function.apply(c)));
    return new Dim(mapped);
  }

  private static void add(
      NavigableMap<Monomial, BigInteger> terms, Monomial monomial, BigInteger coefficient) {
    BigInteger sum = terms.getOrDefault(monomial, BigInteger.ZERO).add(coefficient);
    if (sum.signum() == 0) {
      terms.remove(monomial);
    } else {
      terms.put(monomial, sum);
    }
  }

  @Override
  public int compareTo(Dim other) {
    if (this == other) {
      return 0;
    }
    var left = terms.entrySet().iterator();
    var right = other.terms.entrySet().iterator();
    while (left.hasNext() && right.hasNext()) {
      Map.Entry<Monomial, BigInteger> a = left.next();
      Map.Entry<Monomial, BigInteger> b = right.next();
      int order = a.getKey().compareTo(b.getKey());
      order = order != 0 ? order : a.getValue().compareTo(b.getValue());
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(left.hasNext(), right.hasNext());
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Dim dim && hash == dim.hash && terms.equals(dim.terms));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Short text in the language of {@code @Shape}, which parses back to this. */
  @Override
  public String toString() {
    String known = text;
    if (known == null) {
      known = accept(DimText.INSTANCE).text();
      text = known;
    }
    return known;
  }
}
