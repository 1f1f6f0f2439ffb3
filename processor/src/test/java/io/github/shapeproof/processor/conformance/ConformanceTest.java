package io.github.shapeproof.processor.conformance;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.testing.Models;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The rules against what PyTorch, DJL, ONNX Runtime, TensorFlow, Keras and DL4J really answered.
 * Each record is a question and its answer; where we can ask the same, the answer must be proved as
 * a {@code @Shape}, its neighbour off by one must be refused, and what they refuse we must refuse.
 */
final class ConformanceTest {
  private static final int LEAST_CHECKS = 60_000;

  private static final List<String> FILES =
      List.of(
          "djl-all",
          "dl4j-conv",
          "dl4j-conv_transpose",
          "dl4j-pool",
          "dl4j-shape",
          "keras-conv",
          "keras-conv_transpose",
          "keras-partial",
          "keras-pool",
          "keras-shape",
          "onnxruntime-conv",
          "onnxruntime-conv_transpose",
          "onnxruntime-pool",
          "onnxruntime-shape",
          "pytorch-conv",
          "pytorch-conv_transpose",
          "pytorch-pool",
          "pytorch-shape",
          "tensorflow-conv",
          "tensorflow-conv_transpose",
          "tensorflow-keras_check",
          "tensorflow-partial",
          "tensorflow-pool",
          "tensorflow-shape");

  /**
   * What came of one question.
   *
   * @param reason why it could not be asked; null where it was
   * @param disagreement how we differ; empty where we agree
   */
  private record Outcome(Question question, @Nullable Reason reason, String disagreement) {
    String framework() {
      return question.framework();
    }
  }

  @Test
  void rulesAnswerAsTheFrameworksDo() {
    List<Outcome> outcomes =
        FILES.stream()
            .flatMap(ConformanceTest::lines)
            .parallel()
            .map(ConformanceTest::ask)
            .toList();
    report(outcomes);
    List<String> disagreements =
        outcomes.stream()
            .filter(o -> !o.disagreement().isEmpty())
            .map(o -> o.disagreement() + ": " + o.question())
            .toList();
    assertEquals(
        "",
        disagreements.stream().limit(20).collect(joining("\n")),
        disagreements.size() + " of them");
    assertTrue(outcomes.stream().filter(o -> o.reason() == null).count() >= LEAST_CHECKS);
  }

  private static Stream<String> lines(String file) {
    String name = "/golden/" + file + ".jsonl.gz";
    try (InputStream stream =
            Objects.requireNonNull(ConformanceTest.class.getResourceAsStream(name), name);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(stream), StandardCharsets.UTF_8))) {
      return reader.lines().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Outcome ask(String line) {
    Question question = Question.parse(line);
    try {
      Models model = Questions.model(question);
      String disagreement =
          question
              .output()
              .map(output -> compare(model, output, question.id()))
              .orElseGet(() -> model.check().isSound() ? "we accept" : "");
      return new Outcome(question, null, disagreement);
    } catch (Inexpressible e) {
      return new Outcome(question, e.reason(), "");
    }
  }

  private static String compare(Models model, List<@Nullable Long> output, String id) {
    CheckedModel checked = model.shape(Question.text(output)).check();
    if (!checked.isSound()) {
      return "we say " + checked.findings().get(0).diagnostic().sentence();
    }
    List<Integer> known =
        Stream.iterate(0, d -> d + 1)
            .limit(output.size())
            .filter(d -> output.get(d) != null)
            .toList();
    if (known.isEmpty()) {
      return "";
    }
    // Which dimension is off, and to which side, varies with the question.
    int dimension = known.get(Math.floorMod(id.hashCode(), known.size()));
    List<@Nullable Long> neighbour = new ArrayList<>(output);
    long size = Objects.requireNonNull(output.get(dimension));
    neighbour.set(dimension, size > 1 && id.hashCode() % 2 == 0 ? size - 1 : size + 1);
    CheckedModel wrong = model.shape(Question.text(neighbour)).check();
    boolean refused =
        wrong.findings().size() == 1
            && Set.of(Code.SP201, Code.SP308).contains(wrong.findings().get(0).diagnostic().code());
    return refused ? "" : "we accept " + Question.text(neighbour) + " as well";
  }

  private static void report(List<Outcome> outcomes) {
    Map<String, Long> asked = count(outcomes, o -> true);
    Map<String, Long> checked = count(outcomes, o -> o.reason() == null);
    asked.forEach(
        (framework, n) ->
            System.out.printf(
                "%-14s %,8d questions, %,8d checked%n",
                framework, n, checked.getOrDefault(framework, 0L)));
    System.out.printf("%-14s %,8d questions, %,8d checked%n", "all", outcomes.size(), sum(checked));
    Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
    for (Outcome outcome : outcomes) {
      if (outcome.reason() != null) {
        reasons.merge(outcome.reason(), 1L, Long::sum);
      }
    }
    reasons.forEach((reason, n) -> System.out.printf("%,8d not asked: %s%n", n, reason.title()));
  }

  private static Map<String, Long> count(List<Outcome> outcomes, Predicate<Outcome> which) {
    return outcomes.stream()
        .filter(which)
        .collect(groupingBy(Outcome::framework, TreeMap::new, counting()));
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void everyReasonIsDocumented() throws IOException {
    String docs = Files.readString(Path.of("..", "docs", "frameworks.md"));
    List<String> missing =
        Arrays.stream(Reason.values())
            .map(Reason::title)
            .filter(title -> !docs.contains(title))
            .toList();
    assertEquals(List.of(), missing);
  }
}
