package io.github.shapeproof.samples.benchmarks;

import io.github.shapeproof.samples.benchmarks.contender.Contender;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Rounds in which every contender has its turn at every case, one right after the other: what else
 * the machine does meets all alike. In one process, because a process for each of some 300 pairs
 * would warm up for most of the time.
 */
final class Rounds {
  private final long millis;
  private final Map<Case, Map<Contender, List<Double>>> medians = new LinkedHashMap<>();

  /**
   * @param millis how long a contender is measured in a round; it warms up for half of that, and at
   *     first for twice as long
   */
  Rounds(List<Case> cases, long millis) {
    this.millis = millis;
    cases.forEach(key -> medians.put(key, new EnumMap<>(Contender.class)));
  }

  /** One round over all cases; the first warms up for longer. */
  void run() throws RunnerException {
    for (Map.Entry<Case, Map<Contender, List<Double>>> entry : medians.entrySet()) {
      boolean first = entry.getValue().isEmpty();
      for (RunResult run : new Runner(options(entry.getKey(), first)).run()) {
        Contender contender = Contender.valueOf(run.getParams().getParam("contender"));
        double median = run.getPrimaryResult().getStatistics().getPercentile(50);
        entry.getValue().computeIfAbsent(contender, key -> new ArrayList<>()).add(median);
      }
    }
  }

  /** The median of the rounds' medians, in microseconds. */
  Map<Case, Map<Contender, Double>> medians() {
    Map<Case, Map<Contender, Double>> result = new LinkedHashMap<>();
    medians.forEach(
        (key, times) -> {
          Map<Contender, Double> row = new EnumMap<>(Contender.class);
          times.forEach((contender, values) -> row.put(contender, Medians.of(values)));
          result.put(key, row);
        });
    return result;
  }

  private Options options(Case key, boolean first) {
    return new OptionsBuilder()
        .include(CallBenchmark.class.getName() + ".call")
        .param("workload", String.valueOf(key.index()))
        .param("batch", String.valueOf(key.batch()))
        .forks(0)
        .warmupIterations(1)
        .warmupTime(TimeValue.milliseconds(first ? 2 * millis : millis / 2))
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(millis))
        .verbosity(VerboseMode.SILENT)
        .build();
  }
}
