package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.shape.ShapePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Finds what the symbols of a signature stand for, given the shapes of its inputs. A symbol that is
 * a dimension by itself is bound first; then those that a linear expression determines, such as
 * {@code 2*C} against 64; then all is proved.
 */
final class Unification {
  private static final String UNKNOWN = "?";

  private final LayerContext layer;
  private final Signature signature;
  private final List<Pair> pairs = new ArrayList<>();
  private final Map<String, Dim> bound = new HashMap<>();
  private Optional<Shape> leading = Optional.empty();

  /** One dimension of the signature and the input's that it is matched with. */
  private record Pair(Signature.Item item, ShapePattern.Exact exact, Named input, Dim actual) {
    Dim dim() {
      return exact.dim();
    }
  }

  private Unification(LayerContext layer, Signature signature) {
    this.layer = layer;
    this.signature = signature;
  }

  /**
   * The result's shape for inputs of these shapes.
   *
   * @throws Fault if an input contradicts the signature, or does not determine one of its symbols
   */
  static Shape result(LayerContext layer, Signature signature, List<Named> inputs) {
    Unification unification = new Unification(layer, signature);
    for (int i = 0; i < inputs.size(); i++) {
      unification.match(signature.inputs().get(i), inputs.get(i), i);
    }
    unification.bind();
    unification.prove();
    return unification.result();
  }

  /** Lines the dimensions of an input up with those of its pattern. */
  private void match(Signature.Item item, Named input, int index) {
    List<ShapePattern.Item> dims = item.pattern().items();
    Shape shape = input.shape();
    boolean open = item.pattern().hasEllipsis();
    int rest = shape.dims().size() - dims.size() + (open ? 1 : 0);
    if (rest < 0 || (!open && (rest > 0 || !shape.hasRank()))) {
      throw layer.fault(
          Code.SP203,
          item.text().site().marked(item.text().start(), item.text().end()),
          "`%s` takes %s, but `%s` is %s"
              .formatted(layer.field(), item.pattern().inWords(), input.name(), shape.inWords()));
    }
    if (open) {
      matchLeading(new Shape(shape.leading(), shape.dims().subList(0, rest)), input, index);
    }
    for (int d = open ? 1 : 0; d < dims.size(); d++) {
      if (dims.get(d) instanceof ShapePattern.Exact exact) {
        pairs.add(new Pair(item, exact, input, shape.dims().get(rest + d - (open ? 1 : 0))));
      }
    }
  }

  private void matchLeading(Shape found, Named input, int index) {
    Shape before = leading.orElse(found);
    String sentence =
        "`%s` has `...` for %s of one input and for %s of `%s`"
            .formatted(layer.field(), part(before), part(found), input.name());
    if (!Dimensions.sameRank(before, found)) {
      throw layer.fault(Code.SP203, layer.inputSite(index), sentence);
    }
    for (int d = 0; d < found.dims().size(); d++) {
      layer.requireEqual(
          before.dims().get(d), found.dims().get(d), Code.SP202, layer.inputSite(index), sentence);
    }
    leading = Optional.of(before);
  }

  private static String part(Shape leading) {
    return leading.toString().isEmpty() ? "no dimensions" : leading.toString();
  }

  private void bind() {
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
        progress |= solve(pair);
      }
    }
  }

  /** Binds the only unbound symbol of a linear expression. */
  private boolean solve(Pair pair) {
    List<String> unbound = unbound(pair.dim());
    if (unbound.size() != 1) {
      return false;
    }
    Dim offset = with(pair.dim(), unbound.get(0), Dim.of(0));
    Dim factor = with(pair.dim(), unbound.get(0), Dim.of(1)).minus(offset);
    Dim unknown = Dim.symbol(UNKNOWN);
    if (factor.is(0)
        || !with(pair.dim(), unbound.get(0), unknown).equals(factor.times(unknown).plus(offset))) {
      return false;
    }
    Optional<Dim> value = layer.quotient(pair.actual().minus(offset), factor);
    value.ifPresent(dim -> bind(unbound.get(0), dim));
    return value.isPresent();
  }

  private void bind(String symbol, Dim value) {
    bound.put(symbol, value);
    layer.requireAtLeast(
        value,
        Dim.of(1),
        Code.SP310,
        signature.text().site(),
        "%s of `%s`".formatted(symbol, layer.field()),
        "`%s` would have %s = %s".formatted(layer.field(), symbol, value));
  }

  private Dim with(Dim dim, String symbol, Dim value) {
    Map<String, Dim> bindings = new HashMap<>(bound);
    bindings.put(symbol, value);
    return dim.substitute(bindings);
  }

  private List<String> unbound(Dim dim) {
    return dim.symbols().stream().filter(symbol -> !bound.containsKey(symbol)).toList();
  }

  private void prove() {
    for (Pair pair : pairs) {
      requireBound(pair.exact());
      layer.requireEqual(
          pair.dim().substitute(bound),
          pair.actual(),
          Code.SP201,
          signature.text().site().marked(pair.exact().start(), pair.exact().end()),
          "`%s` takes %s, but `%s` is %s"
              .formatted(
                  layer.field(),
                  pair.item().text().content(),
                  pair.input().name(),
                  pair.input().shape().inWords()));
    }
  }

  private void requireBound(ShapePattern.Exact exact) {
    List<String> unbound = unbound(exact.dim());
    if (!unbound.isEmpty()) {
      throw layer.fault(
          Code.SP113,
          signature.text().site().marked(exact.start(), exact.end()),
          "`%s` uses %s, which no input determines".formatted(layer.field(), unbound.get(0)));
    }
  }

  private Shape result() {
    Optional<String> open = Optional.empty();
    List<Dim> dims = new ArrayList<>();
    for (ShapePattern.Item item : signature.result().pattern().items()) {
      if (item instanceof ShapePattern.Exact exact) {
        requireBound(exact);
        dims.add(exact.dim().substitute(bound));
      } else {
        Shape found = leading.orElseThrow();
        open = found.leading();
        dims.addAll(found.dims());
      }
    }
    return new Shape(open, dims);
  }
}
