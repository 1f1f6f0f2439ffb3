package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Fact;
import io.github.shapeproof.processor.shape.Relation;
import io.github.shapeproof.processor.shape.Requirement;
import io.github.shapeproof.processor.shape.Shape;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rule of {@code @Apply}: another model's own check holds for all sizes it takes, so that here
 * only its symbols are bound, and its conditions proved of what they stand for.
 */
public final class ApplyLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Applied model = layer.applied();
    int times = layer.atLeast(1, "times");
    Map<String, With.Value> with = With.read(layer);
    Unification symbols = new Unification(layer, layer.site());
    with.forEach((symbol, value) -> symbols.bind(symbol, value.dim(), value.site()));
    Summary summary = summary(layer, model, with);
    List<Named> expected = expected(layer, summary);
    with.forEach((symbol, value) -> requireSymbol(layer, summary, symbol, value));
    for (int i = 0; i < expected.size(); i++) {
      Site site = layer.inputSite(i);
      symbols.match(Expected.input(expected.get(i), site), layer.inputs().get(i), i);
    }
    symbols.solve();
    requireValues(layer, summary, symbols);
    summary.facts().forEach(fact -> require(layer, summary, symbols, fact));
    summary.needs().forEach(need -> require(layer, summary, symbols, need));
    Inlining inlining = new Inlining(layer, summary, symbols);
    inlining.run(expected, times);
    if (times > 1) {
      requireSameShape(layer, summary, symbols);
    }
    return inlining.end(describe(model, layer, times));
  }

  private static String describe(Applied model, LayerContext layer, int times) {
    String with = layer.attributes().text("with").strip();
    return model.name()
        + (with.isEmpty() ? "" : ", " + with)
        + (times == 1 ? "" : ", %d times".formatted(times));
  }

  /** The model with the numbers that its kernels and strides need. */
  private static Summary summary(LayerContext layer, Applied model, Map<String, With.Value> with) {
    Map<String, BigInteger> windows = new TreeMap<>();
    for (String symbol : model.windows()) {
      With.Value value = with.get(symbol);
      if (value == null) {
        throw unbound(layer, model.name(), symbol);
      }
      if (!value.dim().isConstant()) {
        throw layer.fault(
            Code.SP501,
            value.site(),
            "`%s` gives %s = %s, but it is a kernel or a stride of `%s`, which is a number"
                .formatted(layer.field(), symbol, value.dim(), model.name()));
      }
      windows.put(symbol, value.dim().constant());
    }
    Applied.Checked checked = model.check(windows);
    return checked
        .summary()
        .orElseThrow(
            () ->
                layer.fault(
                    Code.SP502,
                    windows.isEmpty() ? layer.site() : layer.site("with"),
                    "`%s` applies `%s`, which %s"
                        .formatted(layer.field(), model.name(), checked.fault())));
  }

  private static Fault unbound(LayerContext layer, String model, String symbol) {
    return layer.fault(
        Code.SP503,
        layer.site("with"),
        "`%s` applies `%s`, but neither its inputs nor with say what %s is"
            .formatted(layer.field(), model, symbol));
  }

  /** The inputs that the arguments are; those that only a loss reads may be left out. */
  private static List<Named> expected(LayerContext layer, Summary summary) {
    List<Named> all = summary.inputs();
    List<Named> read = all.stream().filter(input -> summary.read().contains(input.name())).toList();
    if (layer.inputs().size() == read.size()) {
      return read;
    }
    if (layer.inputs().size() != all.size()) {
      throw layer.fault(
          Code.SP012,
          layer.site("from"),
          "`%s` has %d inputs, but `%s` has %d: %s"
              .formatted(
                  layer.field(),
                  layer.inputs().size(),
                  summary.name(),
                  all.size(),
                  all.stream().map(Named::name).collect(Collectors.joining(", "))));
    }
    return all;
  }

  private static void requireSymbol(
      LayerContext layer, Summary summary, String symbol, With.Value value) {
    TreeSet<String> known = new TreeSet<>(summary.symbols());
    if (!known.contains(symbol)) {
      throw layer.fault(
          Code.SP503,
          value.site(),
          "`%s` gives %s, but the symbols of `%s` are: %s"
              .formatted(
                  layer.field(),
                  symbol,
                  summary.name(),
                  known.isEmpty() ? "none" : String.join(", ", known)));
    }
  }

  private static void requireValues(LayerContext layer, Summary summary, Unification symbols) {
    for (String symbol : summary.used()) {
      if (!symbols.values().containsKey(symbol)) {
        throw unbound(layer, summary.name(), symbol);
      }
    }
  }

  /** A fact of the model's {@code where}; one about symbols that are in no shape says nothing. */
  private static void require(LayerContext layer, Summary summary, Unification symbols, Fact fact) {
    if (!symbols.unbound(fact.left().minus(fact.right())).isEmpty()) {
      return;
    }
    Dim left = fact.left().substitute(symbols.values());
    Dim right = fact.right().substitute(symbols.values());
    String sentence =
        "`%s` applies `%s`, which needs %s%s"
            .formatted(layer.field(), summary.name(), fact, where(fact, symbols));
    if (fact.relation() == Relation.EQUAL) {
      layer.requireEqual(left, right, Code.SP504, layer.site(), sentence);
      return;
    }
    boolean strict = fact.relation() == Relation.GREATER || fact.relation() == Relation.LESS;
    boolean least = fact.relation() == Relation.AT_LEAST || fact.relation() == Relation.GREATER;
    Dim larger = least ? left : right;
    Dim smaller = least ? right : left;
    layer.requireAtLeast(
        larger,
        strict ? smaller.plus(1) : smaller,
        Code.SP504,
        layer.site(),
        "`%s`".formatted(layer.field()),
        sentence);
  }

  private static void require(
      LayerContext layer, Summary summary, Unification symbols, Requirement need) {
    layer.requireAtLeast(
        need.left().substitute(symbols.values()),
        need.right().substitute(symbols.values()),
        Code.SP504,
        layer.site(),
        "%s in `%s`".formatted(need.label(), layer.field()),
        "`%s` applies `%s`, whose %s needs %s%s"
            .formatted(
                layer.field(), summary.name(), need.label(), need, where(need.fact(), symbols)));
  }

  /** What the symbols of a fact stand for; nothing where each is called the same here. */
  private static String where(Fact fact, Unification symbols) {
    String values =
        fact.left().minus(fact.right()).symbols().stream()
            .filter(symbol -> !Objects.equals(Dim.symbol(symbol), symbols.values().get(symbol)))
            .map(symbol -> symbol + " is " + symbols.values().get(symbol))
            .collect(Collectors.joining(" and "));
    return values.isEmpty() ? "" : ", where " + values;
  }

  /** What comes out must be what goes in, for it goes in again. */
  private static void requireSameShape(LayerContext layer, Summary summary, Unification symbols) {
    Named input = layer.inputs().get(0);
    Optional<Shape> only =
        summary.outputs().size() == 1
            ? Optional.of(symbols.value(summary.shape(summary.outputs().get(0))))
            : Optional.empty();
    String sentence =
        "`%s` applies `%s` %s times, but it makes %s of `%s` %s"
            .formatted(
                layer.field(),
                summary.name(),
                layer.attributes().integer("times"),
                only.map(Shape::inWords).orElse("%d tensors".formatted(summary.outputs().size())),
                input.name(),
                input.shape().inWords());
    if (only.isEmpty() || !Dimensions.sameRank(only.get(), input.shape())) {
      throw layer.fault(Code.SP505, layer.site("times"), sentence);
    }
    for (int d = 0; d < input.shape().dims().size(); d++) {
      layer.requireEqual(
          only.get().dims().get(d),
          input.shape().dims().get(d),
          Code.SP505,
          layer.site("times"),
          sentence);
    }
  }
}
