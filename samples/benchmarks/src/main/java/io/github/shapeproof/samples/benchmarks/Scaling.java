package io.github.shapeproof.samples.benchmarks;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.samples.benchmarks.contender.Sample;
import io.github.shapeproof.samples.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How much more two threads get out of one adapter than one thread does: the median of pairs of
 * measurements that follow each other. Between them arithmetic is measured that shares nothing and
 * reads no memory: two threads can't do better than this on the machine as it was then.
 *
 * @param ratio calls a second of two threads over those of one
 * @param machine the same of the arithmetic
 */
record Scaling(Workload workload, Layout layout, double ratio, double machine) {
  private static final long NANOS = 40_000_000;

  static Scaling of(Workload workload, Layout layout, int pairs) {
    try (Sample sample = Sample.of(workload, 1)) {
      INDArray[] inputs = sample.inputs(layout).toArray(INDArray[]::new);
      Workload.Forward adapter = workload.adapter(layout, sample.weights());
      Runnable call = () -> adapter.apply(inputs).close();
      // The same for all pairs, as in a pool: starting threads is not what is measured.
      ExecutorService other = Executors.newSingleThreadExecutor();
      try {
        for (int i = 0; i < pairs; i++) {
          rateOfTwo(call, other);
          rateOfTwo(Scaling::arithmetic, other);
        }
        List<Double> ratios = new ArrayList<>();
        List<Double> machine = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
          ratios.add(ratio(call, other));
          machine.add(ratio(Scaling::arithmetic, other));
        }
        return new Scaling(workload, layout, Medians.of(ratios), Medians.of(machine));
      } finally {
        other.shutdown();
      }
    }
  }

  private static double ratio(Runnable call, Executor other) {
    double one = rate(call);
    return rateOfTwo(call, other) / one;
  }

  /** Some microseconds in registers, in as many chains as keep a processor busy. */
  private static void arithmetic() {
    double a = 1;
    double b = 2;
    double c = 3;
    double d = 4;
    for (int i = 0; i < 10_000; i++) {
      a = a * 0.5 + i;
      b = b * 0.25 + i;
      c = c * 0.125 + i;
      d = d * 0.75 + i;
    }
    if (a + b + c + d == 0) {
      throw new IllegalStateException("never, but the compiler can't know");
    }
  }

  private static double rateOfTwo(Runnable call, Executor other) {
    CompletableFuture<Double> theirs = CompletableFuture.supplyAsync(() -> rate(call), other);
    return rate(call) + theirs.join();
  }

  /** Calls per nanosecond. */
  private static double rate(Runnable call) {
    long start = System.nanoTime();
    long calls = 0;
    long elapsed;
    do {
      call.run();
      calls++;
      elapsed = System.nanoTime() - start;
    } while (elapsed < NANOS);
    return (double) calls / elapsed;
  }
}
