package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.layer.Named;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Fact;
import io.github.shapeproof.processor.shape.Facts;
import io.github.shapeproof.processor.shape.Inversion;
import io.github.shapeproof.processor.shape.Preconditions;
import io.github.shapeproof.processor.shape.Relation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the sizes of given arrays fix the symbols of a model.
 *
 * <p>A dimension that is a symbol fixes it. Any other equation fixes a symbol in which it is linear
 * with a constant factor, once all its other symbols are fixed: {@code 2*H + 1} fixes {@code H},
 * and {@code H + W} fixes {@code W} where {@code H} is known.
 *
 * <p>{@code H/2} leaves two heights, unless {@code where} says that {@code H} is even, or odd.
 * Where nothing else tells, the smallest that all sizes leave counts: every size of the model is
 * one of the arrays', whatever it is called, so another one would give the same.
 */
public final class SymbolBinding {
  private final Set<String> bound;
  private final Map<Place, String> measured = new LinkedHashMap<>();
  private final List<Solution> solutions = new ArrayList<>();
  private final List<Fact> checks = new ArrayList<>();
  private final List<Fact> open = new ArrayList<>();

  /** What {@code where} says of single symbols. */
  private Map<String, Preconditions.Sizes> sizes = Map.of();

  /** A dimension of an array. */
  private record Place(String array, int index) {}

  /**
   * A symbol that follows from others.
   *
   * @param symbol what follows
   * @param values its value is the largest of these, over symbols that are fixed before
   */
  public record Solution(String symbol, List<Dim> values) {
    public Solution {
      values = List.copyOf(values);
    }
  }

  private SymbolBinding(Set<String> known) {
    this.bound = new LinkedHashSet<>(known);
  }

  /** What the learned parameters fix, which are given before any input. */
  public static SymbolBinding ofWeights(List<Named> weights) {
    SymbolBinding binding = new SymbolBinding(Set.of());
    binding.bind(weights, List.of(), List.of());
    return binding;
  }

  /** What a sound model's weights and then some of its inputs fix. */
  public static SymbolBinding of(CheckedModel model, List<String> inputs) {
    return ofInputs(model.named(inputs), ofWeights(model.weights()), model.facts());
  }

  /**
   * What the inputs fix.
   *
   * @param weights what is fixed already
   * @param facts what else is known of the symbols
   */
  public static SymbolBinding ofInputs(List<Named> inputs, SymbolBinding weights, Facts facts) {
    SymbolBinding binding = new SymbolBinding(weights.bound);
    binding.sizes = Preconditions.of(facts, List.of()).sizes();
    List<Fact> equations =
        facts.list().stream().filter(f -> f.relation() == Relation.EQUAL).toList();
    binding.bind(inputs, weights.open, equations);
    while (binding.solveRounded(facts)) {
      binding.solveAll(equations);
    }
    binding.open.removeIf(binding::isKnown);
    return binding;
  }

  private void bind(List<Named> arrays, List<Fact> measurements, List<Fact> facts) {
    Map<Place, Dim> others = new LinkedHashMap<>();
    for (Named array : arrays) {
      for (int i = 0; i < array.shape().dims().size(); i++) {
        Dim dim = array.shape().dims().get(i);
        if (dim.isSymbol()) {
          bound.addAll(dim.symbols());
        } else {
          others.put(new Place(array.name(), i), dim);
        }
      }
    }
    for (Dim dim : others.values()) {
      if (dim.symbols().size() == 1 && coefficient(dim, dim.symbols().first()).isPresent()) {
        bound.addAll(dim.symbols());
      }
    }
    others.values().removeIf(dim -> bound.containsAll(dim.symbols()));
    open.addAll(measurements);
    others.forEach((place, dim) -> open.add(measure(place, dim)));
    solveAll(facts);
    open.removeIf(this::isKnown);
  }

  private void solveAll(List<Fact> facts) {
    List<Fact> equations = new ArrayList<>(open);
    equations.addAll(facts);
    equations.addAll(reduced(facts));
    while (equations.removeIf(this::solve)) {
      // what one tells may be all that another lacked
    }
  }

  /** The open equations in fewer symbols: {@code 7*W} for {@code H*W} where {@code H == 7}. */
  private List<Fact> reduced(List<Fact> facts) {
    List<Fact> reduced = new ArrayList<>(open);
    for (Fact fact : facts) {
      Dim difference = fact.left().minus(fact.right());
      difference.symbols().stream()
          .filter(
              symbol -> coefficient(difference, symbol).filter(c -> Math.abs(c) == 1).isPresent())
          .findFirst()
          .ifPresent(
              symbol -> {
                Map<String, Dim> value = Map.of(symbol, solution(difference, symbol).orElseThrow());
                reduced.replaceAll(
                    e -> Fact.of(e.left().substitute(value), e.relation(), e.right()));
              });
    }
    return reduced;
  }

  /** Gives the actual size of a dimension a name, so that equations can speak of it. */
  private Fact measure(Place place, Dim dim) {
    String name = place.array() + "[" + place.index() + "]";
    measured.put(place, name);
    bound.add(name);
    return Fact.of(dim, Relation.EQUAL, Dim.symbol(name));
  }

  private boolean isKnown(Fact equation) {
    boolean known = bound.containsAll(unknown(equation));
    if (known) {
      checks.add(equation);
    }
    return known;
  }

  private Set<String> unknown(Fact equation) {
    Set<String> unknown = equation.symbols();
    unknown.removeAll(bound);
    return unknown;
  }

  /** Solves an equation for its only unknown symbol, if it is linear in it. */
  private boolean solve(Fact equation) {
    Set<String> unknown = unknown(equation);
    if (unknown.size() != 1) {
      return false;
    }
    String symbol = unknown.iterator().next();
    Dim difference = equation.left().minus(equation.right());
    Optional<Dim> value = solution(difference, symbol).or(() -> solutionOfKind(difference, symbol));
    value.ifPresent(
        known -> {
          solutions.add(new Solution(symbol, List.of(known)));
          bound.add(symbol);
        });
    return value.isPresent();
  }

  /** The value of a symbol that makes a dimension 0 which is linear in it. */
  private static Optional<Dim> solution(Dim difference, String symbol) {
    return coefficient(difference, symbol)
        .map(
            factor -> {
              Dim rest = difference.substitute(Map.of(symbol, Dim.of(0)));
              return rest.times(factor > 0 ? -1 : 1).floorDiv(Math.abs(factor));
            });
  }

  /**
   * The same where {@code where} knows what the symbol leaves when divided: one that is {@code 8*n}
   * is 8 times its eighth.
   */
  private Optional<Dim> solutionOfKind(Dim difference, String symbol) {
    return Optional.ofNullable(sizes.get(symbol))
        .filter(kind -> kind.modulus() > 1 && kind.residues().size() == 1)
        .flatMap(
            kind -> {
              Dim whole = Dim.symbol(symbol).times(kind.modulus()).plus(kind.residues().first());
              return solution(difference.substitute(Map.of(symbol, whole)), symbol)
                  .map(quotient -> quotient.times(kind.modulus()).plus(kind.residues().first()));
            });
  }

  /** Gives a value to one symbol that only rounded sizes tell; whether there was one. */
  private boolean solveRounded(Facts facts) {
    for (String symbol : unknownAlone()) {
      List<Dim> least = new ArrayList<>();
      List<Fact> telling = open.stream().filter(e -> unknown(e).contains(symbol)).toList();
      telling.forEach(
          e -> least(e, symbol).flatMap(dim -> allowed(facts, symbol, dim)).ifPresent(least::add));
      if (least.size() == telling.size()) {
        least.add(Dim.of(smallest(symbol)));
        solutions.add(new Solution(symbol, least));
        bound.add(symbol);
        return true;
      }
    }
    return false;
  }

  /** Unknown symbols that no size has together with another one. */
  private Set<String> unknownAlone() {
    Set<String> alone = new LinkedHashSet<>();
    open.forEach(equation -> alone.addAll(unknown(equation)));
    open.stream()
        .map(this::unknown)
        .filter(unknown -> unknown.size() > 1)
        .forEach(alone::removeAll);
    return alone;
  }

  /** The smallest value of a symbol for which the only floor in which it is reaches a size. */
  private Optional<Dim> least(Fact measured, String symbol) {
    return Inversion.least(measured.left(), symbol, measured.right());
  }

  /** A value or the smallest above it that {@code where} allows, if that can be said. */
  private Optional<Dim> allowed(Facts facts, String symbol, Dim value) {
    List<Fact> about =
        facts.list().stream()
            .filter(fact -> fact.symbols().contains(symbol) && !Facts.none().imply(fact))
            .toList();
    Preconditions.Sizes kind = sizes.get(symbol);
    if (about.isEmpty()) {
      return Optional.of(value);
    }
    boolean alone = about.stream().allMatch(fact -> fact.symbols().size() == 1);
    return alone && kind != null && kind.residues().size() == 1
        ? Optional.of(value.plus(Dim.of(kind.residues().first()).minus(value).mod(kind.modulus())))
        : Optional.empty();
  }

  private BigInteger smallest(String symbol) {
    Preconditions.Sizes kind = sizes.get(symbol);
    return kind == null ? BigInteger.ONE : kind.minimum();
  }

  /** The constant factor of a symbol in which a dimension is linear. */
  private static Optional<Long> coefficient(Dim dim, String symbol) {
    return dim.slope(symbol)
        .filter(factor -> factor.bitLength() < 63)
        .map(BigInteger::longValueExact);
  }

  /** All symbols with a value. */
  public Set<String> bound() {
    return Collections.unmodifiableSet(bound);
  }

  /** The name under which the equations know the actual size of a dimension, if they need it. */
  public Optional<String> measured(String array, int index) {
    return Optional.ofNullable(measured.get(new Place(array, index)));
  }

  /** The symbols that follow from others, in an order in which each can be computed. */
  public List<Solution> solutions() {
    return List.copyOf(solutions);
  }

  /** What named dimensions must be, to be checked once all symbols have values. */
  public List<Fact> checks() {
    return List.copyOf(checks);
  }
}
