package io.github.shapeproof.samples.benchmarks;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.samples.benchmarks.contender.Sample;
import io.github.shapeproof.samples.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How much more two threads get out of one adapter than one thread does: the median of pairs of
 * measurements that follow each other.
 *
 * @param ratio calls a second of two threads over those of one
 */
record Scaling(Workload workload, double ratio) {
  private static final long NANOS = 100_000_000;

  static Scaling of(Workload workload, int pairs) {
    try (Sample sample = Sample.of(workload, 1)) {
      INDArray[] inputs = sample.inputs(Layout.CHANNELS_LAST).toArray(INDArray[]::new);
      Workload.Forward adapter = workload.adapter(Layout.CHANNELS_LAST, sample.weights());
      Runnable call = () -> adapter.apply(inputs).close();
      for (int i = 0; i < pairs; i++) {
        rate(call, 2);
      }
      List<Double> ratios = new ArrayList<>();
      for (int pair = 0; pair < pairs; pair++) {
        ratios.add(1 / rate(call, 1) * rate(call, 2));
      }
      return new Scaling(workload, Medians.of(ratios));
    }
  }

  private static double rate(Runnable call, int threads) {
    List<CompletableFuture<Double>> others = new ArrayList<>();
    for (int thread = 1; thread < threads; thread++) {
      others.add(
          CompletableFuture.supplyAsync(() -> rate(call), task -> new Thread(task).start()));
    }
    double rate = rate(call);
    for (CompletableFuture<Double> other : others) {
      rate += other.join();
    }
    return rate;
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
