package io.github.shapeproof.processor.conformance;

import static io.github.shapeproof.processor.conformance.Inexpressible.when;

import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.processor.testing.Models;
import java.util.ArrayList;
import java.util.List;

/** Transposed convolutions, as models of ours. */
final class Deconvolutions {
  private final Question question;
  private final WindowQuestion window;

  private Deconvolutions(Question question) {
    this.question = question;
    window = new WindowQuestion(question);
  }

  /** A model with one transposed convolution. */
  static Models model(Question question) {
    return new Deconvolutions(question).model();
  }

  private Models model() {
    when(question.word("padding").equals("output_shape"), Reason.CALLER_SIZE);
    List<Object> attributes = window.attributes();
    switch (question.framework()) {
      case "onnxruntime" -> checkOnnx();
      case "keras", "keras-formula" -> checkKeras();
      case "djl" ->
          when(
              question.answered()
                  && (window.any(this::isExtraLarge)
                      || question.number("filters") % question.number("groups") != 0
                      || window.channels() % question.number("groups") != 0),
              Reason.DJL_DECONV);
      case "dl4j" -> Dl4j.checkDeconv(window);
      default -> {}
    }
    if (question.isFrom("tensorflow")) {
      attributes.addAll(callerSize());
    } else if (question.has("output_padding") && !(question.isFrom("onnxruntime") && window.same)) {
      attributes.addAll(List.of("outputPadding", extra()));
    }
    attributes.addAll(channels());
    return window.model().layer("y", Deconv.class, attributes.toArray());
  }

  private List<Integer> extra() {
    return question.numbers("output_padding");
  }

  private void checkOnnx() {
    when(
        window.same
            && window.any(a -> extra().get(a) != 0 || window.extent(a) < window.stride.get(a)),
        Reason.ONNX_SAME_DECONV);
    when(
        window.any(
            a -> question.answered() ? isExtraLarge(a) : extra().get(a) >= window.stride.get(a)),
        Reason.ONNX_OUTPUT_PADDING);
  }

  private boolean isExtraLarge(int axis) {
    return extra().get(axis) < 0
        || extra().get(axis) >= Math.max(window.stride.get(axis), window.dilation.get(axis));
  }

  private void checkKeras() {
    when(
        question.isFrom("keras") && window.isStrided() && window.isDilated(),
        Reason.KERAS_STRIDE_DILATION);
    boolean given = question.has("output_padding");
    when(
        !given && !window.same && window.any(a -> window.extent(a) < window.stride.get(a)),
        Reason.KERAS_VALID_DECONV);
    when(
        given
            && window.any(a -> extra().get(a) >= window.stride.get(a))
            && question.answered() == question.isFrom("keras-formula"),
        Reason.KERAS_OUTPUT_PADDING);
  }

  /** TensorFlow is told the output size: the padding that leads to it. */
  private List<Object> callerSize() {
    List<Integer> wanted = question.numbers("output_shape");
    if (window.same && !window.any(a -> wanted.get(a) != window.size(a) * window.stride.get(a))) {
      return List.of();
    }
    List<Integer> extra = new ArrayList<>();
    for (int axis = 0; axis < window.axes; axis++) {
      long stride = window.stride.get(axis);
      long extent = window.extent(axis);
      long cut =
          window.same ? 2 * (extent / 2) : window.before().get(axis) + window.after().get(axis);
      long missing = wanted.get(axis) - ((window.size(axis) - 1) * stride + extent - cut);
      boolean even = window.same && extent % 2 == 0;
      when(even && (missing == 0 || missing == stride), Reason.CALLER_SIZE);
      when(
          !question.answered() && missing >= stride && missing < window.dilation.get(axis),
          Reason.CALLER_SIZE);
      extra.add((int) missing);
    }
    return List.of("outputPadding", extra);
  }

  private List<Object> channels() {
    if (question.inputs().size() == 1) {
      return List.of("filters", question.number("filters"), "groups", question.number("groups"));
    }
    if (question.isFrom("tensorflow")) {
      Convolutions.checkWeights(window, -2, 1);
      return List.of("filters", (int) question.size(1, -2), "in", (int) question.size(1, -1));
    }
    int groups = question.number("groups");
    Convolutions.checkWeights(window, 1, groups);
    return List.of(
        "filters",
        (int) question.size(1, 1) * groups,
        "groups",
        groups,
        "in",
        (int) question.size(1, 0));
  }
}
