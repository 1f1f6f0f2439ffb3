package io.github.shapeproof.processor.conformance;

import static io.github.shapeproof.processor.conformance.Inexpressible.when;

import io.github.shapeproof.annotation.AvgPool;
import io.github.shapeproof.annotation.MaxPool;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;

/** Sliding pools, as models of ours. */
final class Pooling {
  private Pooling() {}

  /** A model with one pool. */
  static Models model(Question question) {
    when(question.op().startsWith("lp_"), Reason.NO_OPERATION);
    WindowQuestion window = new WindowQuestion(question);
    List<Object> attributes = window.attributes();
    if (question.has("ceil_mode")) {
      attributes.addAll(List.of("ceilMode", question.flag("ceil_mode")));
    }
    checkFramework(window);
    boolean max = question.op().startsWith("max");
    when(!max && window.isDilated(), Reason.NO_OPERATION);
    return window.model().layer("y", max ? MaxPool.class : AvgPool.class, attributes.toArray());
  }

  private static void checkFramework(WindowQuestion window) {
    Question question = window.question;
    boolean ceil = question.flag("ceil_mode");
    if (question.isFrom("dl4j")) {
      when(question.word("padding").equals("causal"), Reason.DL4J_CAUSAL);
      when(
          !question.answered() && window.axes == 1 && window.isPadded(),
          Reason.DL4J_PADDED_POOL_1D);
      Dl4j.check(window);
    }
    if (question.isFrom("onnxruntime")) {
      when(window.same && window.isDilated(), Reason.ONNX_SAME_DILATION);
      when(
          question.answered()
              && !window.same
              && window.any(a -> window.slack(a) < (ceil ? 1 - window.stride.get(a) : 0)),
          Reason.ONNX_SMALL_POOL);
    }
    if (question.isFrom("pytorch", "djl")) {
      when(
          question.has("divisor_override") && question.number("divisor_override") == 0,
          Reason.PYTORCH_DIVISOR);
      when(
          !question.answered()
              && question.op().equals("avg_pool3d")
              && window.any(a -> window.size(a) < window.kernel.get(a)),
          Reason.PYTORCH_AVG_POOL_3D);
    } else {
      when(
          question.answered()
              && window.any(
                  a ->
                      Math.max(window.before().get(a), window.after().get(a))
                          > window.kernel.get(a) / 2),
          Reason.PAD_LIMIT);
    }
  }
}
