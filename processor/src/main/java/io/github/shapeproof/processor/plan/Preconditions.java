package io.github.shapeproof.processor.plan;

import io.github.shapeproof.processor.layer.Demand;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.DimVisitor;
import io.github.shapeproof.processor.shape.Fact;
import io.github.shapeproof.processor.shape.Facts;
import io.github.shapeproof.processor.shape.Relation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what the sizes of a call must keep, and says it as simply as it can be said. */
public final class Preconditions {
  /** Bounds beyond this are stated as they were found. */
  private static final int LARGEST_BOUND = 4096;

  private Preconditions() {}

  /**
   * The preconditions of a model. They are not told apart by what is computed, since a layer's
   * bound is left out where one above it demands more.
   *
   * @param bound the symbols that have a value
   */
  public static List<Precondition> of(CheckedModel model, Collection<String> bound) {
    List<Precondition> found = new ArrayList<>();
    for (Fact fact : model.facts().list()) {
      add(found, fact, "", bound);
    }
    for (Demand demand : model.demands()) {
      add(found, demand.requirement().fact(), demand.requirement().label(), bound);
    }
    return found;
  }

  private static void add(
      List<Precondition> found, Fact fact, String reason, Collection<String> bound) {
    if (bound.containsAll(fact.left().symbols()) && bound.containsAll(fact.right().symbols())) {
      Precondition precondition = simplest(fact, reason);
      if (found.stream().noneMatch(p -> implies(p, precondition))) {
        found.removeIf(p -> implies(precondition, p));
        found.add(precondition);
      }
    }
  }

  private static boolean implies(Precondition one, Precondition other) {
    return one.text().equals(other.text())
        || (one instanceof Precondition.AtLeast larger
            && other instanceof Precondition.AtLeast smaller
            && larger.symbol().equals(smaller.symbol())
            && larger.least() >= smaller.least());
  }

  private static Precondition simplest(Fact fact, String reason) {
    Dim difference = fact.left().minus(fact.right());
    Optional<Precondition> simple =
        switch (fact.relation()) {
          case EQUAL -> multiple(fact, reason);
          case AT_LEAST -> least(difference, reason);
          case GREATER -> least(difference.minus(1), reason);
          case AT_MOST -> least(difference.times(-1), reason);
          case LESS -> least(difference.times(-1).minus(1), reason);
        };
    return simple.orElse(new Precondition.Holds(fact, reason));
  }

  private static Optional<Precondition> multiple(Fact fact, String reason) {
    if (!fact.right().isConstant()) {
      return Optional.empty();
    }
    BigInteger residue = fact.right().constant();
    return fact.left()
        .accept(new RemainderOfSymbol())
        .filter(r -> residue.signum() >= 0 && residue.compareTo(r.divisor()) < 0)
        .filter(r -> r.divisor().bitLength() < 63)
        .map(
            r ->
                new Precondition.Multiple(
                    r.symbol(), r.divisor().longValueExact(), residue.longValueExact(), reason));
  }

  /**
   * {@code difference >= 0} as a lower bound of its only symbol: the smallest value that satisfies
   * it, where all larger ones do as well.
   */
  private static Optional<Precondition> least(Dim difference, String reason) {
    if (difference.symbols().size() != 1) {
      return Optional.empty();
    }
    String symbol = difference.symbols().first();
    for (long least = 1; least <= LARGEST_BOUND; least++) {
      BigInteger value = difference.evaluate(Map.of(symbol, BigInteger.valueOf(least)));
      if (value.signum() >= 0) {
        Fact above = Fact.of(Dim.symbol(symbol), Relation.AT_LEAST, Dim.of(least));
        return Facts.none().and(above).atLeast(difference, Dim.of(0)).isProved()
            ? Optional.of(new Precondition.AtLeast(symbol, least, reason))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** {@code symbol % divisor}. */
  private record Remainder(String symbol, BigInteger divisor) {}

  /** Recognizes the remainder of a symbol. */
  private static final class RemainderOfSymbol implements DimVisitor<Optional<Remainder>> {
    @Override
    public Optional<Remainder> mod(Dim dividend, BigInteger divisor) {
      return dividend.symbols().size() == 1
              && dividend.equals(Dim.symbol(dividend.symbols().first()))
          ? Optional.of(new Remainder(dividend.symbols().first(), divisor))
          : Optional.empty();
    }

    @Override
    public Optional<Remainder> constant(BigInteger value) {
      return Optional.empty();
    }

    @Override
    public Optional<Remainder> symbol(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<Remainder> sum(List<Dim> terms) {
      return Optional.empty();
    }

    @Override
    public Optional<Remainder> product(List<Dim> factors) {
      return Optional.empty();
    }

    @Override
    public Optional<Remainder> floorDiv(Dim dividend, BigInteger divisor) {
      return Optional.empty();
    }

    @Override
    public Optional<Remainder> ceilDiv(Dim dividend, BigInteger divisor) {
      return Optional.empty();
    }
  }
}
