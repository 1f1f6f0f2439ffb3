package io.github.shapeproof.samples.benchmarks;

import io.github.shapeproof.samples.benchmarks.contender.Call;
import io.github.shapeproof.samples.benchmarks.contender.Contender;
import io.github.shapeproof.samples.benchmarks.contender.Sample;
import io.github.shapeproof.samples.benchmarks.workload.Workload;

/** Nothing is timed before all contenders have given the same result. */
final class Agreement {
  /** Of the largest value: the order of a long sum's terms is not the same everywhere. */
  private static final double TOLERANCE = 1e-4;

  private Agreement() {}

  /**
   * Compares each contender with ONNX Runtime.
   *
   * @throws IllegalStateException if one differs
   */
  static void check(Workload workload, int batch) {
    try (Sample sample = Sample.of(workload, batch)) {
      float[] expected = result(sample, Contender.ONNX_RUNTIME);
      for (Contender contender : Contender.CLOSING) {
        compare(workload.title() + ", " + contender.title(), expected, result(sample, contender));
      }
    }
  }

  private static float[] result(Sample sample, Contender contender) {
    try (Call call = contender.prepare(sample)) {
      return call.result();
    }
  }

  private static void compare(String what, float[] expected, float[] actual) {
    if (expected.length != actual.length) {
      throw new IllegalStateException(
          what + ": " + actual.length + " values for " + expected.length);
    }
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
    }
    // Written so that NaN fails.
    if (!(difference <= TOLERANCE * largest)) {
      throw new IllegalStateException(what + " differs by " + difference + " of " + largest);
    }
  }
}
