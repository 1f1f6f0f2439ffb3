package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;

/**
 * What the normalizations share: a feature map is a matrix, {@code [positions, channels]} in
 * channels-last, {@code [channels, positions]} in channels-first.
 *
 * <p>Variances are those of the elements at hand, divided by their count. Means and variances are
 * summed in double.
 */
abstract class Normalization implements Operation {
  /** What PyTorch, ONNX and DL4J add to a variance. */
  static final double EPSILON = 1e-5;

  /** Elements that a worker has on the heap at a time. */
  static final int CHUNK = 8192;

  private static final int INPUT = 0;
  private static final int RESULT = 1;

  /** Heap rows that all workers read; each uses those before them itself. */
  static final int FIRST_SHARED = 2;

  private final Layout layout;

  Normalization(Layout layout) {
    this.layout = layout;
  }

  @Override
  public final void run(Session session, Tensor out, Tensor... inputs) {
    long[] shape = matrices(out);
    Tensor x = Matrices.reshaped(session, INPUT, inputs[0], shape);
    Matrices.compute(
        session,
        RESULT,
        out,
        shape,
        y -> {
          for (long example = 0; example < shape[0]; example++) {
            Tensor from = x.slice(0, example, example + 1).reshape(shape[1], shape[2]);
            Tensor to = y.slice(0, example, example + 1).reshape(shape[1], shape[2]);
            normalize(session, to, from, inputs);
          }
        });
  }

  @Override
  public final GraphTensor define(GraphShape out, GraphTensor... inputs) {
    return define(layout, inputs);
  }

  /** Defines it in a graph, of the operation's inputs. */
  abstract GraphTensor define(Layout layout, GraphTensor... inputs);

  /** {@code (x - mean) / sqrt(variance + 1e-5)}, with the statistics over some axes. */
  static GraphTensor standardize(GraphTensor x, int... axes) {
    GraphTensor centred = x.subtract(x.mean(axes));
    GraphTensor variance = centred.map((graph, d) -> graph.math().square(d)).mean(axes);
    return centred.divide(deviation(variance));
  }

  /** {@code sqrt(variance + 1e-5)}. */
  static GraphTensor deviation(GraphTensor variance) {
    return variance.map((graph, v) -> graph.math().sqrt(v.add(EPSILON)));
  }

  /** Whether the result for one example depends on that example alone. */
  abstract boolean byExample();

  /**
   * Normalizes one matrix.
   *
   * @param inputs those of the operation, for its weights
   */
  abstract void normalize(Session session, Tensor out, Tensor x, Tensor... inputs);

  final boolean channelsLast() {
    return layout == Layout.CHANNELS_LAST;
  }

  private long[] matrices(Tensor tensor) {
    long batch = tensor.rank() == 1 ? 1 : tensor.size(0);
    long channels = tensor.size(channelsLast() ? tensor.rank() - 1 : 1);
    long positions = tensor.length() / batch / channels;
    if (!channelsLast()) {
      return new long[] {batch, channels, positions};
    }
    return byExample()
        ? new long[] {batch, positions, channels}
        : new long[] {1, batch * positions, channels};
  }

  /** {@code out = x * scale + shift}, with one number of each for a channel. */
  final void affine(Session session, Tensor out, Tensor x, double[] scale, double[] shift) {
    if (channelsLast()) {
      affineRows(session, out, x, scale, shift);
      return;
    }
    long positions = x.size(1);
    session.parallel(
        x.size(0),
        positions,
        (worker, begin, end) -> {
          Row row = worker.row(0, x.type(), Math.min(CHUNK, positions));
          for (long channel = begin; channel < end; channel++) {
            for (long at = 0; at < positions; at += CHUNK) {
              int count = (int) Math.min(CHUNK, positions - at);
              row.load(0, x, x.offset(channel, at), count);
              row.affine(0, count, scale[(int) channel], shift[(int) channel]);
              row.store(0, out, out.offset(channel, at), count);
            }
          }
        });
  }

  private static void affineRows(
      Session session, Tensor out, Tensor x, double[] scale, double[] shift) {
    int channels = scale.length;
    boolean adjacent = x.stride(0) == channels && out.stride(0) == channels;
    int repeats = adjacent ? Math.max(1, CHUNK / channels) : 1;
    Row factors = repeated(session, FIRST_SHARED, x, scale, repeats);
    Row terms = repeated(session, FIRST_SHARED + 1, x, shift, repeats);
    session.parallel(
        x.size(0),
        channels,
        (worker, begin, end) -> {
          Row row = worker.row(0, x.type(), (long) repeats * channels);
          for (long position = begin; position < end; position += repeats) {
            int count = (int) Math.min(repeats, end - position) * channels;
            row.load(0, x, x.offset(position), count);
            row.multiply(0, factors, 0, count);
            row.add(0, terms, 0, count);
            row.store(0, out, out.offset(position), count);
          }
        });
  }

  private static Row repeated(
      Session session, int slot, Tensor like, double[] values, int repeats) {
    int length = values.length;
    Row row = session.worker().row(slot, like.type(), (long) length * repeats);
    for (int i = 0; i < length; i++) {
      row.set(i, values[i]);
    }
    for (int i = 1; i < repeats; i++) {
      row.copy(i * length, row, 0, length);
    }
    return row;
  }

  static double[] doubles(Session session, Tensor vector) {
    Row row = Matrices.load(session, 0, vector);
    double[] values = new double[Math.toIntExact(vector.length())];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    return values;
  }
}
