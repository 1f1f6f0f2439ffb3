package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.LossKind;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/** The losses of {@link Loss} in a graph, in double like those. */
record GraphLoss(Layout layout, LossKind kind) {

  GraphTensor define(GraphTensor prediction, GraphTensor given) {
    GraphTensor p = prediction.castTo(DataType.DOUBLE);
    GraphTensor target = fitted(p, given);
    GraphTensor loss =
        switch (kind) {
          case MEAN_SQUARED_ERROR ->
              p.subtract(target.castTo(DataType.DOUBLE)).map((graph, d) -> graph.math().square(d));
          case MEAN_ABSOLUTE_ERROR ->
              p.subtract(target.castTo(DataType.DOUBLE)).map((graph, d) -> graph.math().abs(d));
          case BINARY_CROSS_ENTROPY -> binaryCrossEntropy(p, target.castTo(DataType.DOUBLE));
          case SOFTMAX_CROSS_ENTROPY -> crossEntropy(p, target.castTo(DataType.DOUBLE));
          case SPARSE_SOFTMAX_CROSS_ENTROPY -> crossEntropy(p, oneHot(p, target));
        };
    GraphTensor mean = loss.mean(IntStream.range(0, loss.rank()).toArray());
    return mean.reshape(GraphShape.of()).castTo(prediction.variable().dataType());
  }

  /**
   * A target of the size that a prediction has when the graph runs. What is fed nobody else checks:
   * a target of another shape would be repeated in silence.
   */
  private GraphTensor fitted(GraphTensor p, GraphTensor target) {
    int channels = GraphMaps.channels(layout, p.rank());
    return target.map(
        (graph, t) ->
            graph.reshape(
                t,
                graph.shape(
                    kind == LossKind.SPARSE_SOFTMAX_CROSS_ENTROPY
                        ? p.sum(channels).removeAxis(channels).variable()
                        : p.variable())));
  }

  private static GraphTensor binaryCrossEntropy(GraphTensor p, GraphTensor t) {
    GraphTensor clipped =
        p.map((graph, x) -> graph.math().clipByValue(x, Loss.CLIP, 1 - Loss.CLIP));
    GraphTensor yes = t.multiply(clipped.map((graph, x) -> graph.math().log(x)));
    GraphTensor no = clipped.map((graph, x) -> graph.math().log(x.rsub(1)));
    return yes.add(t.map((graph, x) -> x.rsub(1)).multiply(no)).map((graph, x) -> x.neg());
  }

  /** {@code Σ t[c] (log Σ exp(p) - p[c])} at each position. */
  private GraphTensor crossEntropy(GraphTensor p, GraphTensor t) {
    int channels = GraphMaps.channels(layout, p.rank());
    GraphTensor shifted = p.subtract(p.max(channels));
    GraphTensor sum = shifted.map((graph, x) -> graph.math().exp(x)).sum(channels);
    GraphTensor normalizer = sum.map((graph, x) -> graph.math().log(x));
    return t.multiply(normalizer.subtract(shifted)).sum(channels);
  }

  private GraphTensor oneHot(GraphTensor p, GraphTensor target) {
    int channels = GraphMaps.channels(layout, p.rank());
    int classes = p.shape().intSize(channels);
    return p.map(
        (graph, x) ->
            graph.oneHot(
                target.castTo(DataType.INT32).variable(),
                classes,
                channels,
                1,
                0,
                DataType.DOUBLE));
  }
}
