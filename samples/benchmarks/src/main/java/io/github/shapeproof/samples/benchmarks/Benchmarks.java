package io.github.shapeproof.samples.benchmarks;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.samples.benchmarks.workload.Workload;
import io.github.shapeproof.samples.benchmarks.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;

/** One run: results compared, times, memory, threads; then the tables and the chart. */
public final class Benchmarks {
  private Benchmarks() {}

  /** How much is done. */
  private record Effort(List<Integer> batches, int rounds, long millis, int calls, int pairs) {
    static final Effort FULL = new Effort(List.of(1, 8), 5, 250, 100_000, 15);

    /** Of another build of ND4J: times alone. */
    static final Effort TIMES = new Effort(List.of(1, 8), 3, 250, 0, 0);

    /** Under a minute, to see that all runs and agrees; its tables are printed and not kept. */
    static final Effort QUICK = new Effort(List.of(1), 1, 50, 1_000, 1);
  }

  /**
   * @param args the folder of {@code benchmarks.md}, whose tables are replaced unless the system
   *     property {@code quick} is set; with a value of {@code natives}, which ends the classifier of
   *     ND4J's natives, it is that of a page of its own
   */
  public static void main(String[] args) throws IOException, RunnerException {
    String quick = System.getProperty("quick", "false");
    String natives = System.getProperty("natives", "");
    boolean full = quick.equals("false");
    Effort complete = natives.isEmpty() ? Effort.FULL : Effort.TIMES;
    Results results = measure(full ? complete : Effort.QUICK);
    System.out.println(Report.text(results));
    if (full) {
      Path docs = Path.of(args[0]);
      Report.update(docs.resolve("benchmarks%s.md".formatted(natives)), results);
      Files.writeString(
          docs.resolve("benchmarks%s.svg".formatted(natives)), Chart.of(results.times()));
    }
  }

  private static Results measure(Effort effort) throws RunnerException {
    Setting setting = new Setting();
    List<Case> cases = new ArrayList<>();
    for (int batch : effort.batches()) {
      for (int index = 0; index < Workloads.REAL.size(); index++) {
        cases.add(new Case(index, batch));
      }
    }
    cases.forEach(key -> Agreement.check(key.workload(), key.batch()));
    System.out.println("All contenders agree.");
    // First, before others leave garbage off the heap.
    List<Footprint> footprints = new ArrayList<>();
    List<Scaling> scalings = new ArrayList<>();
    if (effort.calls() > 0) {
      footprints.addAll(footprints(Workloads.SMALL, effort.calls()));
      footprints.addAll(footprints(Workloads.REAL, effort.calls() / 100));
      for (Workload workload : Workloads.SMALL) {
        for (Layout layout : Layout.values()) {
          scalings.add(Scaling.of(workload, layout, effort.pairs()));
        }
      }
      System.out.println("Memory and threads are done.");
    }
    Rounds rounds = new Rounds(cases, effort.millis());
    for (int round = 1; round <= effort.rounds(); round++) {
      rounds.run();
      System.out.println("Round " + round + " of " + effort.rounds() + " is done.");
    }
    return new Results(
        setting.describe(effort.rounds()), rounds.medians(), footprints, scalings);
  }

  private static List<Footprint> footprints(List<Workload> workloads, int calls) {
    return workloads.stream()
        .flatMap(
            workload ->
                Stream.of(Layout.values()).map(layout -> Footprint.of(workload, layout, calls)))
        .toList();
  }
}
