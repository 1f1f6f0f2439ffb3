package io.github.shapeproof.samples.benchmarks;

import static io.github.shapeproof.samples.benchmarks.contender.Contender.ND4J_FIRST;
import static io.github.shapeproof.samples.benchmarks.contender.Contender.ND4J_FIRST_OPEN;
import static io.github.shapeproof.samples.benchmarks.contender.Contender.ND4J_LAST;
import static io.github.shapeproof.samples.benchmarks.contender.Contender.ND4J_LAST_OPEN;
import static io.github.shapeproof.samples.benchmarks.contender.Contender.ONNX_RUNTIME;
import static io.github.shapeproof.samples.benchmarks.contender.Contender.OURS_FIRST;
import static io.github.shapeproof.samples.benchmarks.contender.Contender.OURS_LAST;
import static io.github.shapeproof.samples.benchmarks.contender.Contender.PYTORCH;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.samples.benchmarks.contender.Contender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results as Markdown tables. */
final class Report {
  private static final String BEGIN = "<!-- measured -->\n";
  private static final String END = "<!-- end -->\n";

  private Report() {}

  /** Puts the tables between the marks of a page. */
  static void update(Path page, Results results) throws IOException {
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException(page + " has no place for results");
    }
    Files.writeString(
        page,
        text.substring(0, begin) + BEGIN + "\n" + text(results) + "\n" + text.substring(end));
  }

  static String text(Results results) {
    List<String> parts = new ArrayList<>();
    parts.add(results.setting() + "\n");
    parts.add("Microseconds a call whose result is closed:\n");
    parts.add(times(results.times(), Contender.CLOSING));
    parts.add("Microseconds a call whose result is left to the collector:\n");
    parts.add(times(results.times(), Contender.OPEN));
    parts.add(
        "How many times faster than plain ND4J in the same layout (more is better), where its"
            + " results are left to the collector, as its documentation writes calls, and where"
            + " they are closed like ours; and our time as a share of the faster of PyTorch's and"
            + " ONNX Runtime's (less is better):\n");
    parts.add(ratios(results.times()));
    if (!results.footprints().isEmpty()) {
      parts.add(
          "Calls at batch 1, from the adapter's hundredth on, after as many of another one, the"
              + " workloads made small first: growth of resident memory, what a call allocates on the heap with the"
              + " objects of its result, and what ND4J does to make an array of the result's"
              + " shape:\n");
      parts.add(footprints(results.footprints()));
    }
    if (!results.scalings().isEmpty()) {
      parts.add("Two threads on one adapter, throughput over that of one thread, and the same of arithmetic"
              + " that shares nothing, measured in between:\n");
      parts.add(scalings(results.scalings()));
    }
    return String.join("\n", parts);
  }

  private static String times(
      Map<Case, Map<Contender, Double>> times, List<Contender> contenders) {
    return table(
        Stream.concat(Stream.of("workload", "batch"), contenders.stream().map(Contender::title)).toList(),
        times.entrySet().stream()
            .map(
                entry ->
                    row(
                        entry.getKey(),
                        contenders.stream().map(who -> micros(entry.getValue().get(who))))));
  }

  private static String ratios(Map<Case, Map<Contender, Double>> times) {
    return table(
        List.of(
            "workload",
            "batch",
            "× ND4J, NHWC",
            "× ND4J, NCHW",
            "× closed, NHWC",
            "× closed, NCHW",
            "of the fastest, NHWC",
            "of the fastest, NCHW"),
        times.entrySet().stream().map(entry -> row(entry.getKey(), compared(entry.getValue()))));
  }

  private static Stream<String> compared(Map<Contender, Double> times) {
    double last = times.get(OURS_LAST);
    double first = times.get(OURS_FIRST);
    double fastest = Math.min(times.get(PYTORCH), times.get(ONNX_RUNTIME));
    return Stream.of(
            times.get(ND4J_LAST_OPEN) / last,
            times.get(ND4J_FIRST_OPEN) / first,
            times.get(ND4J_LAST) / last,
            times.get(ND4J_FIRST) / first,
            last / fastest,
            first / fastest)
        .map(Report::ratio);
  }

  private static String footprints(List<Footprint> footprints) {
    return table(
        List.of("workload", "layout", "calls", "growth, KiB", "heap, bytes", "ND4J's array, bytes"),
        footprints.stream()
            .map(
                of ->
                    List.of(
                        of.workload().title(),
                        title(of.layout()),
                        String.valueOf(of.calls()),
                        String.valueOf(of.growth() / 1024),
                        String.valueOf(of.heap()),
                        String.valueOf(of.array()))));
  }

  private static String scalings(List<Scaling> scalings) {
    return table(
        List.of("workload", "layout", "two threads", "arithmetic"),
        scalings.stream()
            .map(
                of ->
                    List.of(
                        of.workload().title(),
                        title(of.layout()),
                        ratio(of.ratio()),
                        ratio(of.machine()))));
  }

  private static String title(Layout layout) {
    return layout == Layout.CHANNELS_LAST ? "NHWC" : "NCHW";
  }

  private static List<String> row(Case key, Stream<String> cells) {
    return Stream.concat(
            Stream.of(key.workload().title(), String.valueOf(key.batch())), cells)
        .toList();
  }

  private static String table(List<String> head, Stream<List<String>> rows) {
    Stream<String> rule =
        Stream.of("---" + "|--:".repeat(head.size() - 1)).map(line -> "|" + line + "|");
    return Stream.concat(
            Stream.concat(Stream.of(line(head)), rule), rows.map(Report::line))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String micros(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
  }

  private static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
