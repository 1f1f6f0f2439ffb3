package io.github.shapeproof.processor.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The shape of a tensor.
 *
 * @param leading the name of the tensor whose unknown leading dimensions come first, or empty where
 *     all dimensions are known
 * @param dims the known dimensions, which are the last ones
 */
public record Shape(Optional<String> leading, List<Dim> dims) {
  public Shape {
    dims = List.copyOf(dims);
  }

  /** The shape with these dimensions and no others. */
  public static Shape of(Dim... dims) {
    return of(List.of(dims));
  }

  /** The shape with these dimensions and no others. */
  public static Shape of(List<Dim> dims) {
    return new Shape(Optional.empty(), dims);
  }

  /**
   * The shape written as {@code text}; an ellipsis stands for the leading dimensions of a tensor
   * called {@code ...}.
   *
   * @throws IllegalArgumentException if the text is not a shape, or holds {@code _}
   */
  public static Shape parse(String text) {
    if (!(ShapeParser.shape(text) instanceof Parsed.Ok<ShapePattern> parsed)) {
      throw new IllegalArgumentException("not a shape: " + text);
    }
    List<Dim> dims = new ArrayList<>();
    Optional<String> leading = Optional.empty();
    for (ShapePattern.Item item : parsed.value().items()) {
      if (item instanceof ShapePattern.Exact exact) {
        dims.add(exact.dim());
      } else if (item instanceof ShapePattern.Ellipsis && dims.isEmpty()) {
        leading = Optional.of("...");
      } else {
        throw new IllegalArgumentException("not a full shape: " + text);
      }
    }
    return new Shape(leading, dims);
  }

  /** Whether the number of dimensions is known. */
  public boolean hasRank() {
    return leading.isEmpty();
  }

  /**
   * The number of dimensions.
   *
   * @throws IllegalStateException if it is not known
   */
  public int rank() {
    if (!hasRank()) {
      throw new IllegalStateException("the rank of " + this + " is not known");
    }
    return dims.size();
  }

  /** The dimension {@code fromEnd} places before the last. */
  public Dim last(int fromEnd) {
    return dims.get(dims.size() - 1 - fromEnd);
  }

  /** This with the dimension at {@code index} of the known ones replaced. */
  public Shape with(int index, Dim dim) {
    List<Dim> changed = new ArrayList<>(dims);
    changed.set(index, dim);
    return new Shape(leading, changed);
  }

  /** The product of the known dimensions. */
  public Dim product() {
    return dims.stream().reduce(Dim.of(1), Dim::times);
  }

  /** The symbols of the known dimensions. */
  public SortedSet<String> symbols() {
    SortedSet<String> symbols = new TreeSet<>();
    dims.forEach(dim -> symbols.addAll(dim.symbols()));
    return symbols;
  }

  /** The text for sentences, where {@code ""} would be a gap. */
  public String inWords() {
    return hasRank() && dims.isEmpty() ? "a scalar" : toString();
  }

  @Override
  public String toString() {
    String known = dims.stream().map(Dim::toString).collect(Collectors.joining(","));
    if (hasRank()) {
      return known;
    }
    return dims.isEmpty() ? "..." : "...," + known;
  }
}
