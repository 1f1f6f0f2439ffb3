package io.github.shapeproof.samples.benchmarks.contender;

/** A workload, ready to run in one library: inputs, weights and graphs are there. */
public interface Call extends AutoCloseable {
  /** Runs once and is done with the result. */
  void run();

  /** Runs once and copies the result, channels last. */
  float[] result();

  /** Frees inputs, weights and graphs. */
  @Override
  void close();
}
