package io.github.shapeproof.samples.benchmarks;

import java.util.List;

/** The median, which a few disturbed measurements do not move. */
final class Medians {
  private Medians() {}

  static double of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
