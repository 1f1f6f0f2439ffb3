package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Fact;
import io.github.shapeproof.processor.shape.Relation;
import io.github.shapeproof.processor.shape.Requirement;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    Map<String, With.Value> with = with(layer);
    Unification symbols = new Unification(layer, layer.site());
    with.forEach((symbol, value) -> symbols.bind(symbol, value.dim(), value.site()));
    Summary summary = summary(layer, model, with);
    List<Named> expected = expected(layer, summary);
    for (int i = 0; i < expected.size(); i++) {
      Site site = layer.inputSite(i);
      symbols.match(Expected.input(expected.get(i), site), layer.inputs().get(i), i);
    }
    symbols.solve(summary.facts().stream().filter(f -> f.relation() == Relation.EQUAL).toList());
    requireValues(layer, summary, symbols, expected);
    symbols.prove();
    summary.facts().forEach(fact -> require(layer, summary, symbols, fact));
    summary.needs().forEach(need -> require(layer, summary, symbols, need));
    Inlining inlining = new Inlining(layer, summary, symbols);
    inlining.run(expected, times);
    if (times > 1) {
      int repeated = expected.indexOf(Inlining.repeated(summary, expected));
      requireSameShape(layer, summary, symbols, layer.inputs().get(repeated));
    }
    return inlining.end(describe(model, layer, times));
  }

  /**
   * What {@code with} says.
   *
   * @throws Fault where it cannot be read, or names what is no symbol of the model
   */
  private static Map<String, With.Value> with(LayerContext layer) {
    Map<String, With.Value> with = With.read(layer);
    Set<String> known = layer.applied().symbols();
    with.forEach(
        (symbol, value) -> {
          if (!known.contains(symbol)) {
            throw layer.fault(
                Code.SP503,
                value.site(),
                "`%s` gives %s, but the symbols of `%s` are: %s"
                    .formatted(
                        layer.field(),
                        symbol,
                        layer.applied().name(),
                        known.isEmpty() ? "none" : String.join(", ", known)));
          }
        });
    return with;
  }

  /**
   * Checks {@code with} alone, where nothing else can be.
   *
   * @throws Fault as {@link #infer}
   */
  public static void checkWith(LayerContext layer) {
    with(layer);
  }

  private static String describe(Applied model, LayerContext layer, int times) {
    String with = layer.attributes().text("with").strip();
    return model.name()
        + (with.isEmpty() ? "" : ", " + with)
        + (times == 1 ? "" : ", %d times".formatted(times));
  }

  /** The model with the numbers that its kernels and strides need. */
  private static Summary summary(LayerContext layer, Applied model, Map<String, With.Value> with) {
    Map<String, Dim> numbers = new TreeMap<>();
    for (String symbol : model.numbers()) {
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
      numbers.put(symbol, value.dim());
    }
    Applied.Checked checked = model.check(numbers);
    return checked
        .summary()
        .orElseThrow(
            () ->
                layer
                    .fault(
                        checked.code(),
                        numbers.isEmpty() ? layer.site() : layer.site("with"),
                        "`%s` applies `%s`, which %s"
                            .formatted(layer.field(), model.name(), checked.fault()))
                    .because(checked.evidence()));
  }

  private static Fault unbound(LayerContext layer, String model, String symbols) {
    return layer.fault(
        Code.SP503,
        layer.site("with"),
        "`%s` applies `%s`, but neither its inputs nor with say what %s is"
            .formatted(layer.field(), model, symbols));
  }

  /** The inputs that the arguments are; those that only a loss reads may be left out. */
  private static List<Named> expected(LayerContext layer, Summary summary) {
    List<Named> all = summary.inputs();
    List<Named> wanted =
        all.stream().filter(input -> summary.wanted().contains(input.name())).toList();
    if (layer.inputs().size() == wanted.size()) {
      return wanted;
    }
    if (layer.inputs().size() != all.size()) {
      throw layer.fault(
          Code.SP012,
          layer.site("from"),
          "`%s` applies `%s` to %s, but it takes: %s"
              .formatted(
                  layer.field(),
                  summary.name(),
                  layer.inputs().stream().map(Named::name).collect(Collectors.joining(", ")),
                  all.stream().map(Named::name).collect(Collectors.joining(", "))));
    }
    return all;
  }

  private static void requireValues(
      LayerContext layer, Summary summary, Unification symbols, List<Named> expected) {
    Set<String> open = new TreeSet<>(summary.needed(expected));
    // What is proved of a size by another one needs that as well.
    for (Fact fact : summary.facts()) {
      Dim difference = fact.left().minus(fact.right());
      if (symbols.unbound(difference).size() < difference.symbols().size()) {
        open.addAll(difference.symbols());
      }
    }
    open.removeAll(symbols.values().keySet());
    if (!open.isEmpty()) {
      throw unbound(layer, summary.name(), String.join(" and ", open));
    }
  }

  private static void require(LayerContext layer, Summary summary, Unification symbols, Fact fact) {
    require(
        layer,
        symbols,
        fact,
        "`%s`".formatted(layer.field()),
        "`%s` applies `%s`, which needs %s".formatted(layer.field(), summary.name(), fact));
  }

  private static void require(
      LayerContext layer, Summary summary, Unification symbols, Requirement need) {
    require(
        layer,
        symbols,
        need.fact(),
        "%s in `%s`".formatted(need.label(), layer.field()),
        "`%s` applies `%s`, whose %s needs %s"
            .formatted(layer.field(), summary.name(), need.label(), need));
  }

  /** What the model needs of its symbols; of those that are in no shape that is nothing. */
  private static void require(
      LayerContext layer, Unification symbols, Fact fact, String reason, String needs) {
    Dim difference = fact.left().minus(fact.right());
    if (!symbols.unbound(difference).isEmpty()) {
      return;
    }
    Dim left = fact.left().substitute(symbols.values());
    Dim right = fact.right().substitute(symbols.values());
    String sentence = needs + symbols.where(difference);
    Site site = symbols.argument(difference).map(layer::inputSite).orElseGet(layer::site);
    if (fact.relation() == Relation.EQUAL) {
      layer.requireEqual(left, right, Code.SP504, site, sentence);
    } else {
      Requirement bound = Fact.of(left, fact.relation(), right).bound(reason);
      layer.requireAtLeast(bound.left(), bound.right(), Code.SP504, site, reason, sentence);
    }
  }

  /** What comes out must be what goes in, for it goes in again. */
  private static void requireSameShape(
      LayerContext layer, Summary summary, Unification symbols, Named input) {
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
