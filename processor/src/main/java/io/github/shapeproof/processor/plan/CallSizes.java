package io.github.shapeproof.processor.plan;

import io.github.shapeproof.processor.layer.Demand;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.shape.Fact;
import io.github.shapeproof.processor.shape.Nameless;
import io.github.shapeproof.processor.shape.Preconditions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the sizes of a call must keep: the facts of {@code where} and what layers need. Facts that
 * restrict one symbol are checked as one, so that a message can say which size meets them all. A
 * nameless symbol is called by its place.
 *
 * @param stated each fact with its reason, which is empty for those of {@code where}
 * @param checked the same as the adapter checks it
 */
public record CallSizes(Map<Fact, String> stated, List<Precondition> checked) {

  /**
   * The sizes that a sound model takes. They do not depend on what is computed, since a layer's
   * bound is left out where another one demands more.
   *
   * @param bound the symbols that a call gives a value
   */
  public static CallSizes of(CheckedModel model, Collection<String> bound) {
    Preconditions all = preconditions(model, bound);
    Map<Fact, String> stated = new LinkedHashMap<>();
    model.facts().only(bound).list().forEach(fact -> state(fact, "", bound, stated));
    all.inferred().forEach(one -> state(one.fact(), one.requirement().label(), bound, stated));
    Map<String, Precondition> bySymbol = new LinkedHashMap<>();
    List<Precondition> others = new ArrayList<>();
    stated.forEach(
        (fact, reason) ->
            onlySymbol(fact)
                .flatMap(symbol -> sizes(symbol, reason, all))
                .ifPresentOrElse(
                    sizes -> bySymbol.merge(sizes.symbol(), sizes, (first, next) -> first),
                    () -> others.add(new Precondition.Holds(Nameless.placed(fact), reason))));
    List<Precondition> checked = new ArrayList<>(bySymbol.values());
    checked.addAll(others);
    Map<Fact, String> placed = new LinkedHashMap<>();
    stated.forEach((fact, reason) -> placed.put(Nameless.placed(fact), reason));
    return new CallSizes(placed, checked);
  }

  /** Adds what a fact says of symbols that have a value, if it says anything of them. */
  private static void state(
      Fact fact, String reason, Collection<String> bound, Map<Fact, String> stated) {
    Fact said = bound.containsAll(fact.symbols()) ? fact : fact.reduced();
    if (!said.symbols().isEmpty()) {
      stated.putIfAbsent(said, reason);
    }
  }

  /**
   * What the bound symbols must meet. Where something is known of them only through others, all
   * that was proved by it is a condition of its own: {@code H >= 4*K} shows that a kernel of 4 fits
   * into {@code H}, but a call that knows no {@code K} has to look at {@code H} itself.
   */
  private static Preconditions preconditions(CheckedModel model, Collection<String> bound) {
    Preconditions all =
        Preconditions.of(model.facts(), model.demands().stream().map(Demand::requirement).toList());
    if (all.facts().list().stream().allMatch(fact -> fact.isAbout(bound))) {
      return all;
    }
    return Preconditions.of(
        model.facts().only(bound),
        model.fields().values().stream()
            .flatMap(field -> field.needs().stream())
            .filter(need -> need.fact().isAbout(bound))
            .toList());
  }

  private static Optional<String> onlySymbol(Fact fact) {
    Set<String> symbols = fact.left().minus(fact.right()).symbols();
    return symbols.size() == 1 ? Optional.of(symbols.iterator().next()) : Optional.empty();
  }

  /** All that restricts a symbol by itself, where larger sizes can mend a wrong one. */
  private static Optional<Precondition.Sizes> sizes(
      String symbol, String reason, Preconditions all) {
    return Optional.ofNullable(all.sizes().get(symbol))
        .filter(sizes -> sizes.maximum().isEmpty() && sizes.residues().size() == 1)
        .filter(sizes -> sizes.minimum().bitLength() < 63)
        .map(
            sizes ->
                new Precondition.Sizes(
                    Nameless.place(symbol),
                    sizes.modulus(),
                    sizes.residues().first(),
                    sizes.minimum().longValueExact(),
                    reason));
  }
}
