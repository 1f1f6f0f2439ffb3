package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.OffHeap;
import io.github.shapeproof.runtime.Scratch.SharedRow;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Tensor;
import java.util.Arrays;
import java.util.function.Supplier;

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

  private final Layout layout;

  Normalization(Layout layout) {
    this.layout = layout;
  }

  @Override
  public final void plan(Plan plan, Tensor out, Tensor... inputs) {
    long[] shape = matrices(out);
    Tensor x = Matrices.reshaped(plan, OffHeap.INPUT, inputs[0], shape);
    Numbers numbers = new Numbers(Math.toIntExact(inputs[1].length()));
    Matrices.compute(
        plan,
        OffHeap.RESULT,
        out,
        shape,
        y -> {
          for (long example = 0; example < shape[0]; example++) {
            Tensor from = x.slice(0, example, example + 1).reshape(shape[1], shape[2]);
            Tensor to = y.slice(0, example, example + 1).reshape(shape[1], shape[2]);
            normalize(plan, numbers, to, from, inputs);
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
   * Adds what normalizes one matrix.
   *
   * @param numbers for one matrix after another
   * @param inputs those of the operation, for its weights
   */
  abstract void normalize(Plan plan, Numbers numbers, Tensor out, Tensor x, Tensor... inputs);

  /** Some numbers for each channel. */
  record Numbers(double[] mean, double[] variance, double[] scale, double[] shift) {
    Numbers(int channels) {
      this(new double[channels], new double[channels], new double[channels], new double[channels]);
    }

    /** Turns gamma, which is in {@code scale}, into the factor of the distances from the means. */
    void normalize() {
      for (int channel = 0; channel < scale.length; channel++) {
        scale[channel] /= Math.sqrt(variance[channel] + EPSILON);
      }
    }

    /** Adds to the shift what the centers, which may be FLOAT, leave of the means. */
    void shiftBy(Row centers) {
      for (int channel = 0; channel < shift.length; channel++) {
        shift[channel] -= (mean[channel] - centers.get(channel)) * scale[channel];
      }
    }
  }

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

  /** {@code out = (x - mean) * scale + shift}, with one number of each for a channel. */
  final void affine(Plan plan, Numbers numbers, Tensor out, Tensor x) {
    if (channelsLast()) {
      affineRows(plan, numbers, out, x);
      return;
    }
    double[] mean = numbers.mean;
    double[] scale = numbers.scale;
    double[] shift = numbers.shift;
    long positions = x.size(1);
    plan.loop(
        x.size(0),
        positions,
        (worker, begin, end) -> {
          Row row = worker.row(ThreadRow.RESULT, x.type(), Math.min(CHUNK, positions));
          for (long channel = begin; channel < end; channel++) {
            int i = (int) channel;
            for (long at = 0; at < positions; at += CHUNK) {
              int count = (int) Math.min(CHUNK, positions - at);
              row.load(0, x, x.offset(channel, at), count);
              row.affine(0, count, mean[i], scale[i], shift[i]);
              row.store(0, out, out.offset(channel, at), count);
            }
          }
        });
  }

  private static void affineRows(Plan plan, Numbers numbers, Tensor out, Tensor x) {
    int channels = numbers.scale.length;
    boolean adjacent = x.stride(0) == channels && out.stride(0) == channels;
    int repeats = adjacent ? Math.max(1, CHUNK / channels) : 1;
    Supplier<Row> centers = repeated(plan, SharedRow.CENTERS, x, numbers.mean, repeats);
    plan.step(() -> numbers.shiftBy(centers.get()));
    Supplier<Row> factors = repeated(plan, SharedRow.FACTORS, x, numbers.scale, repeats);
    Supplier<Row> terms = repeated(plan, SharedRow.TERMS, x, numbers.shift, repeats);
    plan.loop(
        x.size(0),
        channels,
        (worker, begin, end) -> {
          Row row = worker.row(ThreadRow.RESULT, x.type(), (long) repeats * channels);
          for (long position = begin; position < end; position += repeats) {
            int count = (int) Math.min(repeats, end - position) * channels;
            row.load(0, x, x.offset(position), count);
            row.subtract(0, centers.get(), 0, count);
            row.multiply(0, factors.get(), 0, count);
            row.add(0, terms.get(), 0, count);
            row.store(0, out, out.offset(position), count);
          }
        });
  }

  private static Supplier<Row> repeated(
      Plan plan, SharedRow name, Tensor like, double[] values, int repeats) {
    int length = values.length;
    return plan.row(
        name,
        like.type(),
        (long) length * repeats,
        row -> {
          for (int i = 0; i < length; i++) {
            row.set(i, values[i]);
          }
          for (int i = 1; i < repeats; i++) {
            row.copy(i * length, row, 0, length);
          }
        });
  }

  /** Adds a step that reads the elements of a vector. */
  static void load(Plan plan, double[] values, Tensor vector) {
    Supplier<Row> row = Matrices.load(plan, SharedRow.FACTORS, vector);
    plan.step(() -> Arrays.setAll(values, i -> row.get().get(i)));
  }
}
