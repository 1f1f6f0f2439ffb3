package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Fact;
import io.github.shapeproof.processor.shape.Nameless;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * Finds what the symbols of expected shapes stand for, given the shapes of the arguments. A symbol
 * that is a dimension by itself is bound first; then those that a linear expression determines,
 * such as {@code 2*C} against 64; then all is proved.
 */
final class Unification {
  private static final String UNKNOWN = "?";

  private final LayerContext layer;
  private final Site site;
  private final List<Pair> pairs = new ArrayList<>();
  private final Map<String, Dim> bound = new HashMap<>();
  private final Map<String, Shape> leading = new HashMap<>();

  /** Expressions from which a symbol has its value. */
  private final Set<Pair> solved = new HashSet<>();

  /** Where the values are said that no argument is by itself. */
  private final Map<String, Site> sites = new HashMap<>();

  /** One expected dimension and the argument's that it is matched with. */
  private record Pair(Expected expected, Dim dim, Site site, Named input, Dim actual) {}

  /**
   * @param site where the value of a symbol is said that follows from others
   */
  Unification(LayerContext layer, Site site) {
    this.layer = layer;
    this.site = site;
  }

  /**
   * Lines the dimensions of an argument up with those that it is to have.
   *
   * @throws Fault if their number differs
   */
  void match(Expected expected, Named input, int index) {
    Shape shape = input.shape();
    boolean open = expected.leading().isPresent();
    int rest = shape.dims().size() - expected.dims().size();
    if (rest < 0 || (!open && (rest > 0 || !shape.hasRank()))) {
      throw layer.fault(
          Code.SP203,
          expected.site(),
          "`%s` takes %s, but `%s` is %s"
              .formatted(layer.field(), expected.text(), input.name(), shape.inWords()));
    }
    expected
        .leading()
        .ifPresent(
            name ->
                matchLeading(
                    name, new Shape(shape.leading(), shape.dims().subList(0, rest)), input, index));
    for (int d = 0; d < expected.dims().size(); d++) {
      Expected.Item item = expected.dims().get(d);
      Dim actual = shape.dims().get(rest + d);
      item.dim().ifPresent(dim -> pairs.add(new Pair(expected, dim, item.site(), input, actual)));
    }
  }

  private void matchLeading(String name, Shape found, Named input, int index) {
    Shape before = leading.getOrDefault(name, found);
    String sentence =
        "`%s` has `...` for %s of one input and for %s of `%s`%s"
            .formatted(
                layer.field(),
                part(before),
                part(found),
                input.name(),
                Dimensions.openRanks(before, found));
    if (!Dimensions.sameRank(before, found)) {
      throw layer.fault(Code.SP203, layer.inputSite(index), sentence);
    }
    for (int d = 0; d < found.dims().size(); d++) {
      layer.requireEqual(
          before.dims().get(d), found.dims().get(d), Code.SP202, layer.inputSite(index), sentence);
    }
    leading.put(name, before);
  }

  private static String part(Shape leading) {
    return leading.toString().isEmpty() ? "no dimensions" : leading.toString();
  }

  /** The number of the first argument that is said by a symbol of some size. */
  Optional<Integer> argument(Dim size) {
    return pairs.stream()
        .filter(pair -> !Collections.disjoint(pair.dim().symbols(), size.symbols()))
        .map(pair -> layer.inputs().indexOf(pair.input()))
        .findFirst();
  }

  /** Finds the values of symbols: those of shapes, and those that equations determine. */
  void solve(List<Fact> equations) {
    for (Pair pair : pairs) {
      SortedSet<String> symbols = pair.dim().symbols();
      if (symbols.size() == 1 && pair.dim().equals(Dim.symbol(symbols.first()))) {
        bound.putIfAbsent(symbols.first(), pair.actual());
      }
    }
    boolean progress = true;
    while (progress) {
      progress = false;
      for (Pair pair : pairs) {
        if (solve(pair.dim(), pair.actual(), false)) {
          solved.add(pair);
          progress = true;
        }
      }
      for (Fact equation : equations) {
        progress |= solve(equation.left().minus(equation.right()), Dim.of(0), true);
      }
    }
  }

  /**
   * Binds the only unbound symbol of a linear expression.
   *
   * @param down whether a value that is no whole number for all sizes is rounded down, so that the
   *     proof that is to follow shows for which
   */
  private boolean solve(Dim dim, Dim actual, boolean down) {
    List<String> unbound = unbound(dim);
    if (unbound.size() != 1) {
      return false;
    }
    String symbol = unbound.get(0);
    Dim offset = with(dim, symbol, Dim.of(0));
    Dim factor = with(dim, symbol, Dim.of(1)).minus(offset);
    Dim unknown = Dim.symbol(UNKNOWN);
    if (factor.is(0) || !with(dim, symbol, unknown).equals(factor.times(unknown).plus(offset))) {
      return false;
    }
    Dim product = actual.minus(offset);
    Optional<Dim> value = layer.quotient(product, factor);
    if (value.isEmpty() && down && factor.isConstant() && factor.constant().bitLength() < 63) {
      long divisor = factor.constant().longValueExact();
      value = Optional.of(product.times(Long.signum(divisor)).floorDiv(Math.abs(divisor)));
    }
    value.ifPresent(found -> bind(symbol, found, site));
    return value.isPresent();
  }

  /**
   * Gives a symbol its value, which is said at {@code said}.
   *
   * @throws Fault if that is below 1 for every size
   */
  void bind(String symbol, Dim value, Site said) {
    bound.put(symbol, value);
    sites.put(symbol, said);
    layer.requireAtLeast(
        value,
        Dim.of(1),
        Code.SP310,
        said,
        "%s of `%s`".formatted(symbol, layer.field()),
        "`%s` would have %s = %s".formatted(layer.field(), symbol, value));
  }

  private Dim with(Dim dim, String symbol, Dim value) {
    Map<String, Dim> bindings = new HashMap<>(bound);
    bindings.put(symbol, value);
    return dim.substitute(bindings);
  }

  /** The symbols of a size that no argument determines. */
  List<String> unbound(Dim dim) {
    return dim.symbols().stream().filter(symbol -> !bound.containsKey(symbol)).toList();
  }

  /**
   * Proves that every argument is as expected.
   *
   * @throws Fault where one is not, or a symbol has no value
   */
  void prove() {
    pairs.forEach(this::prove);
  }

  private void prove(Pair pair) {
    Dim value = value(pair.dim(), pair.site());
    Site said =
        pair.dim().symbols().stream()
            .flatMap(symbol -> Stream.ofNullable(sites.get(symbol)))
            .filter(where -> !where.equals(site))
            .findFirst()
            .orElse(pair.site());
    layer.requireEqual(
        value,
        pair.actual(),
        Code.SP201,
        said,
        "`%s` takes %s%s, but `%s` is %s"
            .formatted(
                layer.field(),
                pair.expected().text(),
                solved.contains(pair) ? "" : where(pair.dim()),
                pair.input().name(),
                pair.input().shape().inWords()));
  }

  /** What the symbols of an expression stand for; nothing where each is called the same here. */
  String where(Dim dim) {
    List<String> values = new ArrayList<>();
    for (String symbol : dim.symbols()) {
      Dim value = bound.getOrDefault(symbol, Dim.symbol(symbol));
      if (!value.equals(Dim.symbol(symbol)) && !Nameless.is(symbol)) {
        values.add("%s is %s".formatted(symbol, value));
      }
    }
    return values.isEmpty() ? "" : ", where " + String.join(" and ", values);
  }

  /**
   * A size with the values of its symbols.
   *
   * @throws Fault at {@code said} if one has none
   */
  Dim value(Dim dim, Site said) {
    List<String> unbound = unbound(dim);
    if (!unbound.isEmpty()) {
      throw layer.fault(
          Code.SP113,
          said,
          "`%s` uses %s, which no input determines".formatted(layer.field(), unbound.get(0)));
    }
    return dim.substitute(bound);
  }

  /** A shape with the values of its symbols, and with what its leading dimensions are. */
  Shape value(Shape shape) {
    List<Dim> dims = new ArrayList<>();
    Optional<Shape> found = shape.leading().map(leading::get);
    found.ifPresent(known -> dims.addAll(known.dims()));
    shape.dims().forEach(dim -> dims.add(dim.substitute(bound)));
    return new Shape(found.flatMap(Shape::leading), dims);
  }

  /** The values of all symbols. */
  Map<String, Dim> values() {
    return Collections.unmodifiableMap(bound);
  }
}
