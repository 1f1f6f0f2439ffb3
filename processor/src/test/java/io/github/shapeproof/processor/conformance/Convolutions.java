package io.github.shapeproof.processor.conformance;

import static io.github.shapeproof.processor.conformance.Inexpressible.when;

import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.DepthwiseConv;
import io.github.shapeproof.annotation.SeparableConv;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;

/** Convolutions of all kinds, as models of ours. */
final class Convolutions {
  private Convolutions() {}

  /** A model with one convolution. */
  static Models model(Question question) {
    when(question.op().startsWith("locally_connected"), Reason.NO_OPERATION);
    WindowQuestion window = new WindowQuestion(question);
    checkFramework(window);
    List<Object> attributes = window.attributes();
    if (question.has("depth_multiplier")) {
      when(
          question.isFrom("dl4j") && !question.answered() && window.channels() == 1,
          Reason.DL4J_SEPARABLE);
    }
    if (question.op().startsWith("depthwise")) {
      return depthwise(window, attributes);
    }
    if (question.op().startsWith("separable")) {
      attributes.addAll(
          List.of(
              "filters",
              question.number("filters"),
              "multiplier",
              question.number("depth_multiplier")));
      return window.model().layer("y", SeparableConv.class, attributes.toArray());
    }
    if (question.inputs().size() == 1) {
      attributes.addAll(
          List.of("filters", question.number("filters"), "groups", question.number("groups")));
      if (question.has("built_for")) {
        List<Integer> built = question.numbers("built_for");
        attributes.addAll(List.of("in", built.get(window.channelsLast() ? built.size() - 1 : 1)));
      }
    } else {
      attributes.addAll(weights(window));
    }
    return window.model().layer("y", Conv.class, attributes.toArray());
  }

  private static void checkFramework(WindowQuestion window) {
    Question question = window.question;
    switch (question.framework()) {
      case "pytorch" -> when(window.same && window.isStrided(), Reason.PYTORCH_SAME_STRIDE);
      case "onnxruntime" -> when(window.same && window.isDilated(), Reason.ONNX_SAME_DILATION);
      case "keras" ->
          when(
              question.op().startsWith("conv") && window.isStrided() && window.isDilated(),
              Reason.KERAS_STRIDE_DILATION);
      case "tensorflow" ->
          when(
              window.axes == 3
                  && (window.dilation.get(1) != window.dilation.get(2).intValue()
                      || window.channels() != question.size(1, -2)),
              Reason.TENSORFLOW_3D);
      case "dl4j" -> Dl4j.check(window);
      default -> {}
    }
  }

  /** Filters, groups and input channels as the weights have them. */
  private static List<Object> weights(WindowQuestion window) {
    Question question = window.question;
    when(window.channels() < 0 || question.size(1, -2) < 0, Reason.UNKNOWN_SIZES);
    checkWeights(window, question.isFrom("tensorflow") ? -1 : 0, 1);
    if (!question.isFrom("tensorflow")) {
      int groups = question.number("groups");
      long in = question.size(1, 1) * groups;
      return List.of("filters", (int) question.size(1, 0), "groups", groups, "in", (int) in);
    }
    // TensorFlow has no groups: channels that are a multiple of the filter's depth are a grouped
    // convolution.
    long depth = question.size(1, -2);
    boolean grouped = depth > 0 && window.channels() % depth == 0;
    long groups = grouped ? window.channels() / depth : 1;
    return List.of(
        "filters",
        (int) question.size(1, -1),
        "groups",
        (int) groups,
        "in",
        (int) (depth * groups));
  }

  /**
   * Gives up where a framework refuses the weights themselves.
   *
   * @param outputs the dimension of the kernel that counts output channels, in {@code groups} parts
   */
  static void checkWeights(WindowQuestion window, int outputs, int groups) {
    Question question = window.question;
    boolean misshapen = question.input(1).size() != window.axes + 2;
    boolean biased = question.inputs().size() > 2;
    when(
        !question.answered()
            && (misshapen || (biased && question.size(2, 0) != question.size(1, outputs) * groups)),
        Reason.WEIGHTS);
  }

  private static Models depthwise(WindowQuestion window, List<Object> attributes) {
    Question question = window.question;
    if (question.inputs().size() == 1) {
      attributes.addAll(List.of("multiplier", question.number("depth_multiplier")));
    } else {
      when(!question.answered() && question.input(1).size() != window.axes + 2, Reason.WEIGHTS);
      attributes.addAll(
          List.of("multiplier", (int) question.size(1, -1), "in", (int) question.size(1, -2)));
    }
    return window.model().layer("y", DepthwiseConv.class, attributes.toArray());
  }
}
