package io.github.shapeproof.samples.benchmarks.contender;

/** A workload, ready to run in one library: inputs, weights and graphs are there. */
public interface Call extends AutoCloseable {
  /** Runs once and frees the result, as a caller does who is done with it. */
  void run();

  /** Runs once and copies the result, channels last. */
  float[] result();

  /** Frees inputs, weights and graphs. */
  @Override
  void close();
}
