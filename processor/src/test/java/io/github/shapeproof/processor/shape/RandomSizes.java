package io.github.shapeproof.processor.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;

/**
 * Draws claims about sizes as networks make them: chains of convolutions, pools, transposed
 * convolutions, scalings and paddings over one to three symbols, their sums and products, and
 * facts. Some symbols are nameless. Each expression comes with an evaluation of its own, in {@code
 * long}, that shares no code with {@link Dim}.
 */
final class RandomSizes {
  private static final List<String> NAMES = List.of("H", "K", "W");

  private final SplittableRandom random;

  RandomSizes(long seed) {
    random = new SplittableRandom(seed);
  }

  /** An expression and how to evaluate it. */
  record Expression(Dim dim, ToLongFunction<Map<String, Long>> value) {
    Expression plus(Expression other) {
      return new Expression(
          dim.plus(other.dim), at -> value.applyAsLong(at) + other.value.applyAsLong(at));
    }

    Expression plus(long n) {
      return new Expression(dim.plus(n), at -> value.applyAsLong(at) + n);
    }

    Expression times(Expression other) {
      return new Expression(
          dim.times(other.dim), at -> value.applyAsLong(at) * other.value.applyAsLong(at));
    }

    Expression times(long n) {
      return new Expression(dim.times(n), at -> value.applyAsLong(at) * n);
    }

    Expression floor(long n) {
      return new Expression(dim.floorDiv(n), at -> Math.floorDiv(value.applyAsLong(at), n));
    }

    Expression ceil(long n) {
      return new Expression(dim.ceilDiv(n), at -> -Math.floorDiv(-value.applyAsLong(at), n));
    }

    Expression mod(long n) {
      return new Expression(dim.mod(n), at -> Math.floorMod(value.applyAsLong(at), n));
    }
  }

  /** A comparison and how to test it at a point. */
  record Comparison(Expression left, Relation relation, Expression right) {
    Fact fact() {
      return Fact.of(left.dim, relation, right.dim);
    }

    boolean holds(Map<String, Long> at) {
      long a = left.value.applyAsLong(at);
      long b = right.value.applyAsLong(at);
      return switch (relation) {
        case EQUAL -> a == b;
        case AT_LEAST -> a >= b;
        case AT_MOST -> a <= b;
        case GREATER -> a > b;
        case LESS -> a < b;
      };
    }
  }

  /** A claim and the facts under which it is judged. */
  record Case(List<Comparison> facts, Comparison claim) {
    @Override
    public String toString() {
      return Nameless.placed(claim.fact())
          + " given "
          + facts.stream().map(Comparison::fact).map(Nameless::placed).toList();
    }
  }

  Case draw() {
    List<String> symbols = new ArrayList<>(NAMES);
    int count = 1 + random.nextInt(10) / 5 + random.nextInt(10) / 8;
    while (symbols.size() > count) {
      symbols.remove(random.nextInt(symbols.size()));
    }
    symbols.replaceAll(
        name -> random.nextInt(4) == 0 ? Nameless.of(name, 0).symbols().first() : name);
    List<Comparison> facts = new ArrayList<>();
    for (int i = random.nextInt(4) - 1; i > 0; i--) {
      facts.add(fact(symbols));
    }
    Expression left = expression(symbols);
    Relation relation = random.nextInt(3) == 0 ? Relation.AT_LEAST : Relation.EQUAL;
    return new Case(facts, new Comparison(left, relation, partner(left, symbols, facts)));
  }

  private String pick(List<String> symbols) {
    return symbols.get(random.nextInt(symbols.size()));
  }

  private static Expression symbol(String name) {
    return new Expression(Dim.symbol(name), at -> at.getOrDefault(name, 1L));
  }

  private static Expression constant(long n) {
    return new Expression(Dim.of(n), at -> n);
  }

  private Expression expression(List<String> symbols) {
    return switch (random.nextInt(8)) {
      case 0 -> chain(pick(symbols)).plus(chain(pick(symbols)));
      case 1 -> chain(pick(symbols)).times(chain(pick(symbols)));
      case 2 -> chain(pick(symbols)).plus(chain(pick(symbols)).times(-1 - random.nextInt(3)));
      case 3 -> chain(pick(symbols)).plus(chain(pick(symbols))).floor(2 + random.nextInt(3));
      case 4 -> symbol(pick(symbols)).times(symbol(pick(symbols))).floor(2 + random.nextInt(3));
      default -> chain(pick(symbols));
    };
  }

  private Expression chain(String symbol) {
    Expression size = symbol(symbol);
    for (int i = random.nextInt(4); i > 0; i--) {
      size = layer(size);
    }
    return size;
  }

  private Expression layer(Expression n) {
    int stride = 1 + random.nextInt(3);
    int kernel = 1 + random.nextInt(5);
    return switch (random.nextInt(9)) {
      case 0 -> n.plus(-kernel).floor(stride).plus(1);
      case 1 -> n.ceil(stride);
      case 2 -> n.plus(2L * (kernel / 2) - kernel).floor(stride).plus(1);
      case 3 -> n.plus(-1).times(stride).plus(kernel);
      case 4 -> n.times(1 + random.nextInt(4)).floor(1 + random.nextInt(4));
      case 5 -> n.ceil(1 + stride).times(1 + stride);
      case 6 -> n.floor(2).times(2);
      case 7 -> n.mod(2 + random.nextInt(5));
      default -> n.plus(random.nextInt(5) - 2);
    };
  }

  /** Something to compare with: unrelated, almost equal, or equal by a law or by the facts. */
  private Expression partner(Expression left, List<String> symbols, List<Comparison> facts) {
    Expression other = chain(pick(symbols));
    int m = 2 + random.nextInt(4);
    return switch (random.nextInt(8)) {
      case 0 -> expression(symbols);
      case 1 -> left.plus(random.nextInt(3) - 1);
      case 2 -> left.plus(other.mod(m));
      case 3 -> left.plus(other.times(-1)).plus(other.floor(m).times(m)).plus(other.mod(m));
      case 4 -> left.plus(other.floor(2)).plus(other.ceil(2)).plus(other.times(-1));
      case 5 -> left.floor(m).times(m);
      case 6 -> {
        if (facts.isEmpty()) {
          yield left.times(m).plus(m - 1).floor(m);
        }
        Comparison fact = facts.get(random.nextInt(facts.size()));
        Expression difference = fact.left.plus(fact.right.times(-1));
        yield random.nextBoolean() ? left.plus(difference) : left.plus(difference.times(other));
      }
      default -> left.floor(m).plus(left.plus(1).floor(m)).plus(left.mod(m));
    };
  }

  private Comparison fact(List<String> symbols) {
    Expression x = symbol(pick(symbols));
    Expression y = symbol(pick(symbols));
    int m = 2 + random.nextInt(7);
    return switch (random.nextInt(9)) {
      case 0, 1 -> new Comparison(x.mod(m), Relation.EQUAL, constant(random.nextInt(m)));
      case 2 -> new Comparison(x, Relation.AT_LEAST, constant(1 + random.nextInt(20)));
      case 3 -> new Comparison(x, Relation.AT_MOST, constant(5 + random.nextInt(30)));
      case 4 -> new Comparison(x, Relation.GREATER, y.plus(random.nextInt(4)));
      case 5 -> new Comparison(x, Relation.EQUAL, y.times(1 + random.nextInt(3)));
      case 6 ->
          new Comparison(
              x.times(1 + random.nextInt(3)),
              Relation.EQUAL,
              y.times(1 + random.nextInt(3)).plus(random.nextInt(3)));
      case 7 -> new Comparison(x.mod(m), Relation.EQUAL, y.mod(m));
      default -> new Comparison(x, Relation.LESS, y.times(2).plus(random.nextInt(5)));
    };
  }
}
