package io.github.shapeproof.samples.benchmarks.contender;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.samples.benchmarks.workload.Workload.Forward;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Of arrays: an adapter, or plain ND4J. */
final class ArrayCall implements Call {
  private final boolean closing;
  private final Layout layout;
  private final INDArray[] inputs;
  private final Forward forward;

  private ArrayCall(boolean closing, Layout layout, List<INDArray> inputs, Forward forward) {
    this.closing = closing;
    this.layout = layout;
    this.inputs = inputs.toArray(INDArray[]::new);
    this.forward = forward;
  }

  /**
   * @param closing whether the result is closed, or left to the collector
   */
  static Call adapter(Sample sample, Layout layout, boolean closing) {
    return of(sample, layout, closing, sample.workload().adapter(layout, sample.weights()));
  }

  /**
   * @param closing whether the result is closed; what lies between is left to the collector
   */
  static Call plain(Sample sample, Layout layout, boolean closing) {
    Nd4jCalls library = new Nd4jCalls(layout, sample.weights());
    return of(sample, layout, closing, in -> sample.workload().calls(library, List.of(in)));
  }

  @Override
  public void run() {
    INDArray result = forward.apply(inputs);
    if (closing) {
      free(result);
    }
  }

  @Override
  public float[] result() {
    INDArray result = forward.apply(inputs);
    try (INDArray dense = result.dup('c')) {
      float[] values = dense.data().asFloat();
      return layout == Layout.CHANNELS_LAST ? values : Sample.channelsLast(values, result.shape());
    } finally {
      free(result);
    }
  }

  @Override
  public void close() {
    if (layout == Layout.CHANNELS_FIRST) {
      List.of(inputs).forEach(INDArray::close);
    }
  }

  private static Call of(Sample sample, Layout layout, boolean closing, Forward forward) {
    return new ArrayCall(closing, layout, sample.inputs(layout), forward);
  }

  /** Plain calls may give a view, whose memory is left to the collector. */
  private static void free(INDArray result) {
    if (result.closeable()) {
      result.close();
    }
  }
}
