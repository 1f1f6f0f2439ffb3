package io.github.shapeproof.processor.shape;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One fact of a model's {@code where}: what holds for every size the model is given.
 *
 * @param start where in the text of {@code where} it starts
 * @param end where it ends, exclusive
 */
public record Fact(Dim left, Relation relation, Dim right, int start, int end) {

  /** A fact that stands in no text. */
  public static Fact of(Dim left, Relation relation, Dim right) {
    return new Fact(left, relation, right, 0, 0);
  }

  /**
   * An inequality as a lower bound; strict comparisons of integers move by one.
   *
   * @param label whose it is
   * @throws IllegalStateException if this is an equality
   */
  public Requirement bound(String label) {
    return switch (relation) {
      case AT_LEAST -> new Requirement(left, right, label);
      case AT_MOST -> new Requirement(right, left, label);
      case GREATER -> new Requirement(left, right.plus(1), label);
      case LESS -> new Requirement(right, left.plus(1), label);
      case EQUAL -> throw new IllegalStateException(this + " is no bound");
    };
  }

  /** The symbols on either side. */
  public SortedSet<String> symbols() {
    SortedSet<String> symbols = new TreeSet<>(left.symbols());
    symbols.addAll(right.symbols());
    return symbols;
  }

  /** Whether it is true or not by these symbols alone. */
  public boolean isAbout(Collection<String> symbols) {
    return symbols.containsAll(left.minus(right).symbols());
  }

  /** The same without symbols that cancel out: {@code H + K >= K + 8} says {@code H >= 8}. */
  public Fact reduced() {
    Dim difference = left.minus(right);
    if (difference.symbols().equals(symbols())) {
      return this;
    }
    Dim positive = Dim.of(0);
    for (Map.Entry<Monomial, BigInteger> term : difference.terms().entrySet()) {
      if (term.getValue().signum() > 0) {
        positive = positive.plus(Dim.term(term.getKey(), term.getValue()));
      }
    }
    return new Fact(positive, relation, positive.minus(difference), start, end);
  }

  @Override
  public String toString() {
    return left + " " + relation + " " + right;
  }
}
