package io.github.shapeproof.processor.conformance;

import static io.github.shapeproof.processor.conformance.Inexpressible.when;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.processor.testing.Models;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What questions about convolutions and pools have in common: the window and where it slides. */
final class WindowQuestion {
  final Question question;
  final int axes;
  final List<Integer> kernel;
  final List<Integer> stride;
  final List<Integer> dilation;
  final boolean same;

  WindowQuestion(Question question) {
    this.question = question;
    kernel = question.numbers("kernel");
    axes = kernel.size();
    List<Integer> ones = Collections.nCopies(axes, 1);
    boolean onnx = question.isFrom("onnxruntime");
    stride = question.has("stride") ? question.numbers("stride") : onnx ? ones : kernel;
    dilation = question.has("dilation") ? question.numbers("dilation") : ones;
    same = question.word("padding").startsWith("same");
    checkAnswer();
  }

  /** Gives up on questions that a framework answers and we do not put. */
  private void checkAnswer() {
    if (question.answered()) {
      when(question.input(0).size() != axes + 2, Reason.RANK);
      when(
          IntStream.of(least(kernel), least(stride), least(dilation)).anyMatch(n -> n < 1)
              || IntStream.of(least(before()), least(after())).anyMatch(n -> n < 0),
          Reason.OUT_OF_RANGE);
    }
  }

  private static int least(List<Integer> numbers) {
    return Collections.min(numbers);
  }

  /** Explicit padding before, zeros where there is none. */
  List<Integer> before() {
    return sides("pads_begin");
  }

  /** Explicit padding after, zeros where there is none. */
  List<Integer> after() {
    return sides("pads_end");
  }

  private List<Integer> sides(String name) {
    return question.has(name) ? question.numbers(name) : Collections.nCopies(axes, 0);
  }

  boolean isPadded() {
    return IntStream.range(0, axes).anyMatch(i -> before().get(i) != 0 || after().get(i) != 0);
  }

  /** Whether any axis is strided. */
  boolean isStrided() {
    return stride.stream().anyMatch(s -> s != 1);
  }

  /** Whether any axis is dilated. */
  boolean isDilated() {
    return dilation.stream().anyMatch(d -> d != 1);
  }

  /** Whether {@code test} holds for an axis. */
  boolean any(IntPredicate test) {
    return IntStream.range(0, axes).anyMatch(test);
  }

  /** The input's size along an axis. */
  long size(int axis) {
    return question.size(0, channelsLast() ? 1 + axis : 2 + axis);
  }

  /** {@code dilation * (kernel - 1) + 1}. */
  long extent(int axis) {
    return (long) dilation.get(axis) * (kernel.get(axis) - 1) + 1;
  }

  /** How far the padded input is longer than the window. */
  long slack(int axis) {
    return size(axis) + before().get(axis) + after().get(axis) - extent(axis);
  }

  boolean channelsLast() {
    return question.layout() == Layout.CHANNELS_LAST;
  }

  /** The input's channels. */
  long channels() {
    return question.size(0, channelsLast() ? -1 : 1);
  }

  /** Kernel, stride, dilation and padding as attributes of ours. */
  List<Object> attributes() {
    List<Object> attributes = new ArrayList<>(List.of("kernel", kernel));
    if (question.has("stride") || question.isFrom("onnxruntime")) {
      attributes.addAll(List.of("stride", stride));
    }
    if (isDilated()) {
      attributes.addAll(List.of("dilation", dilation));
    }
    switch (question.word("padding")) {
      case "explicit" -> attributes.addAll(List.of("pad", pad()));
      case "same", "same_upper" -> attributes.addAll(List.of("padding", Padding.SAME));
      case "same_lower" -> attributes.addAll(List.of("padding", Padding.SAME_LOWER));
      case "causal" -> attributes.addAll(List.of("padding", Padding.CAUSAL));
      default -> attributes.addAll(List.of("padding", Padding.VALID));
    }
    if (!question.word("padding").equals("explicit") && isPadded()) {
      attributes.addAll(List.of("pad", pad()));
    }
    return attributes;
  }

  private List<Integer> pad() {
    List<Integer> pad = new ArrayList<>(before());
    pad.addAll(after());
    return pad;
  }

  /** A model with the input and nothing else. */
  Models model() {
    return Models.model().layout(question.layout()).axes(axes).input("x", question.shape(0));
  }
}
