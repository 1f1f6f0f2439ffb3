package io.github.shapeproof.processor.conformance;

import static io.github.shapeproof.processor.conformance.Inexpressible.when;

/** Where DL4J's convolutions and pools go their own way. */
final class Dl4j {
  private Dl4j() {}

  /** Gives up where DL4J's answer is one that no other framework gives. */
  static void check(WindowQuestion window) {
    Question question = window.question;
    when(
        question.answered() && question.word("padding").equals("causal") && window.isPadded(),
        Reason.DL4J_SAME);
    boolean explicit = question.word("padding").equals("explicit");
    when(
        !question.answered()
            && question.word("convolution_mode").equals("Strict")
            && window.any(
                a -> window.stride.get(a) > 0 && window.slack(a) % window.stride.get(a) != 0),
        Reason.DL4J_STRICT);
    when(
        question.answered() && explicit && window.any(a -> window.slack(a) < 0),
        Reason.DL4J_WINDOW);
    when(
        !question.answered() && window.same && window.any(a -> samePadding(window, a) < 0),
        Reason.DL4J_SAME);
    when(
        (!question.executed() || !question.answered())
            && window.axes == 3
            && (window.stride.get(1) != window.stride.get(2).intValue()
                || window.isDilated()
                || question.word("convolution_mode").equals("Strict")),
        Reason.DL4J_3D);
  }

  private static long samePadding(WindowQuestion window, int axis) {
    long n = window.size(axis);
    long stride = window.stride.get(axis);
    return stride < 1 ? 0 : ((n + stride - 1) / stride - 1) * stride + window.extent(axis) - n;
  }

  /** The same for transposed convolutions. */
  static void checkDeconv(WindowQuestion window) {
    when(window.same && window.isPadded(), Reason.DL4J_SAME);
    when(
        !window.question.executed()
            && window.axes == 3
            && window.stride.stream().distinct().count() > 1,
        Reason.DL4J_3D);
  }
}
