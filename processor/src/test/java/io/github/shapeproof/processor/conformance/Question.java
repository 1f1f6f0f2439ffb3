package io.github.shapeproof.processor.conformance;

import io.github.shapeproof.annotation.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One question put to a framework, and its answer.
 *
 * @param framework who answered
 * @param op the operation, as that framework's users call it
 * @param id names the record in its file
 * @param params the operation's parameters
 * @param inputs shapes of the inputs; null among sizes stands for unknown
 * @param output shape of the answer, absent where the framework refused
 * @param executed whether it comes from running the operation, not from inference alone
 */
record Question(
    String framework,
    String op,
    String id,
    Map<String, @Nullable Object> params,
    List<List<@Nullable Long>> inputs,
    Optional<List<@Nullable Long>> output,
    boolean executed) {

  @SuppressWarnings("unchecked")
  static Question parse(String line) {
    Map<String, @Nullable Object> record = Json.object(line);
    return new Question(
        (String) Objects.requireNonNull(record.get("framework")),
        (String) Objects.requireNonNull(record.get("op")),
        (String) Objects.requireNonNull(record.get("id")),
        (Map<String, @Nullable Object>) Objects.requireNonNull(record.get("params")),
        (List<List<@Nullable Long>>) Objects.requireNonNull(record.get("inputs")),
        Optional.ofNullable((List<@Nullable Long>) record.get("output")),
        !record.containsKey("run"));
  }

  /** Whether the framework gave a shape. */
  boolean answered() {
    return output.isPresent();
  }

  /** Whether one of these answered. */
  boolean isFrom(String... frameworks) {
    return Arrays.asList(frameworks).contains(framework);
  }

  /** Whether the parameter is there and not null. */
  boolean has(String name) {
    return params.get(name) != null;
  }

  /** A parameter that is a word, {@code ""} where it is missing. */
  String word(String name) {
    return params.get(name) instanceof String word ? word : "";
  }

  /** A parameter that is a truth value, false where it is missing. */
  boolean flag(String name) {
    return Boolean.TRUE.equals(params.get(name));
  }

  /** A parameter that is a whole number. */
  int number(String name) {
    return ((Number) Objects.requireNonNull(params.get(name), name)).intValue();
  }

  /** A parameter that is a list of whole numbers. */
  List<Integer> numbers(String name) {
    return list(name).stream().map(n -> ((Number) n).intValue()).toList();
  }

  /** A parameter that is a list of numbers with fractions. */
  List<Double> reals(String name) {
    return list(name).stream().map(n -> ((Number) n).doubleValue()).toList();
  }

  @SuppressWarnings("unchecked")
  List<Object> list(String name) {
    return (List<Object>) Objects.requireNonNull(params.get(name), name);
  }

  /** Where the channels stand. */
  Layout layout() {
    return word("layout").equals("channels_last") ? Layout.CHANNELS_LAST : Layout.CHANNELS_FIRST;
  }

  /** The shape of an input. */
  List<@Nullable Long> input(int index) {
    return inputs.get(index);
  }

  /** The shape of an input as text of {@code @Shape}; unknown sizes are wildcards. */
  String shape(int index) {
    return text(input(index));
  }

  /** A shape as text of {@code @Shape}. */
  static String text(List<@Nullable Long> shape) {
    return shape.stream().map(n -> n == null ? "_" : n.toString()).collect(Collectors.joining(","));
  }

  /** The size of a dimension, counted from the end if negative; -1 where unknown or not there. */
  long size(int index, int dimension) {
    List<@Nullable Long> shape = input(index);
    int i = dimension < 0 ? shape.size() + dimension : dimension;
    Long size = i < 0 || i >= shape.size() ? null : shape.get(i);
    return size == null ? -1 : size;
  }

  /** Whether a shape has no elements. */
  static boolean isEmpty(List<@Nullable Long> shape) {
    return shape.stream().anyMatch(n -> n != null && n == 0);
  }

  @Override
  public String toString() {
    return "%s %s %s %s %s -> %s"
        .formatted(framework, op, id, params, inputs, output.map(Question::text).orElse("refused"));
  }
}
