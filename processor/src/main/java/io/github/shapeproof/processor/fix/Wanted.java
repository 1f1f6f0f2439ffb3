package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.processor.declaration.Attributes;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Parsed;
import io.github.shapeproof.processor.shape.ShapeParser;
import io.github.shapeproof.processor.shape.ShapePattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Numbers that a finding hints at: the sizes that should have been, those that are, and what leads
 * from one to the other. Only a hint: whatever is made of them is checked.
 */
final class Wanted {
  private final Set<Pair> pairs = new LinkedHashSet<>();
  private final Set<Long> sizes = new TreeSet<>();
  private final Set<Long> divisors = new TreeSet<>();

  private record Pair(long wanted, long actual, boolean reversed) {}

  Wanted(CheckedModel model, Finding finding) {
    List<Long> near = new ArrayList<>();
    model.graph().node(finding.field()).reads().stream()
        .flatMap(name -> model.shape(name).stream())
        .forEach(shape -> constants(shape.dims(), near));
    declared(model, finding.field(), near);
    sizes.addAll(near);
    model
        .declaration()
        .field(finding.field())
        .flatMap(FieldDeclaration::layer)
        .ifPresent(
            layer -> {
              divisors(layer.attributes(), model.declaration().axes());
              reshaped(layer);
              divisors.removeIf(divisor -> divisor < 2 || divisor > Integer.MAX_VALUE);
            });
    finding
        .refutations()
        .forEach(
            refuted -> {
              if (refuted.left().bitLength() < 32 && refuted.right().bitLength() < 32) {
                pair(refuted.left().longValue(), refuted.right().longValue());
              }
            });
  }

  /** What a layer wants its channels to be a multiple of. */
  private void divisors(Attributes attributes, int axes) {
    if (attributes.isWritten("groups")) {
      divisors.add((long) attributes.integer("groups"));
    }
    if (attributes.has("block")) {
      List<Integer> blocks = attributes.integers("block");
      double product = blocks.stream().mapToDouble(block -> block).reduce(1, (a, b) -> a * b);
      divisors.add(Math.round(blocks.size() == 1 ? Math.pow(product, axes) : product));
    }
  }

  /** What a {@code @Reshape} that leaves one size open wants a multiple of. */
  private void reshaped(LayerDeclaration layer) {
    if (layer.type() == Reshape.class
        && ShapeParser.shape(layer.attributes().text("value"))
            instanceof Parsed.Ok<ShapePattern> ok) {
      List<Long> stated = new ArrayList<>();
      constants(exact(ok.value()), stated);
      double product = stated.stream().mapToDouble(size -> size).reduce(1, (a, b) -> a * b);
      if (stated.size() > 1) {
        divisors.add(Math.round(product));
      }
    }
  }

  private static List<Dim> exact(ShapePattern pattern) {
    return pattern.items().stream()
        .filter(ShapePattern.Exact.class::isInstance)
        .map(item -> ((ShapePattern.Exact) item).dim())
        .toList();
  }

  private void pair(long a, long b) {
    pairs.add(new Pair(a, b, false));
    pairs.add(new Pair(b, a, true));
    sizes.add(a);
    sizes.add(b);
  }

  private static void declared(CheckedModel model, String field, List<Long> into) {
    model
        .declaration()
        .field(field)
        .flatMap(f -> f.shape())
        .ifPresent(
            text -> {
              if (ShapeParser.shape(text) instanceof Parsed.Ok<ShapePattern> ok) {
                constants(exact(ok.value()), into);
              }
            });
  }

  private static void constants(List<Dim> dims, List<Long> into) {
    dims.stream()
        .filter(dim -> dim.isConstant() && dim.constant().bitLength() < 32)
        .forEach(dim -> into.add(dim.constant().longValue()));
  }

  /** Numbers worth trying in place of {@code current}, the hinted ones. */
  Set<Long> hints(long current) {
    Set<Long> hints = new TreeSet<>(sizes);
    for (Pair pair : pairs) {
      long difference = pair.wanted - pair.actual;
      hints.add(current + difference);
      hints.add(Math.abs(difference));
      hints.add((Math.abs(difference) + 1) / 2);
      if (pair.actual > 0 && current * pair.wanted % pair.actual == 0) {
        hints.add(current * pair.wanted / pair.actual);
      }
    }
    for (long divisor : divisors) {
      long below = current / divisor * divisor;
      hints.addAll(List.of(below, below + divisor, divisor, 2 * divisor, 3 * divisor));
      sizes.forEach(size -> hints.add(divisor * size));
    }
    hints.removeIf(n -> n < 0 || n > Integer.MAX_VALUE);
    return hints;
  }

  /**
   * Arrays with a value for each axis, where as many sizes differ as there are axes.
   *
   * @param current the present values, one for each axis
   */
  List<List<Integer>> vectors(List<Integer> current) {
    List<Pair> forward = pairs.stream().filter(p -> !p.reversed).toList();
    if (forward.size() != current.size()) {
      return List.of();
    }
    List<List<Integer>> vectors = new ArrayList<>();
    List<Integer> scaled = new ArrayList<>();
    List<Integer> plain = new ArrayList<>();
    for (int i = 0; i < current.size(); i++) {
      Pair pair = forward.get(i);
      plain.add((int) pair.wanted);
      if (pair.actual > 0 && current.get(i) * pair.wanted % pair.actual == 0) {
        scaled.add((int) (current.get(i) * pair.wanted / pair.actual));
      }
    }
    vectors.add(plain);
    if (scaled.size() == current.size()) {
      vectors.add(scaled);
    }
    return vectors;
  }

  /** Factors from a size that is to one that should be. */
  Set<Double> ratios() {
    Set<Double> ratios = new TreeSet<>();
    List<Long> all = new ArrayList<>(sizes);
    for (long a : all) {
      for (long b : all) {
        if (a > 0 && b > 0) {
          ratios.add((double) b / a);
        }
      }
    }
    return ratios;
  }
}
