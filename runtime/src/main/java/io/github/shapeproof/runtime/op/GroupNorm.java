package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;
import java.util.stream.IntStream;

/**
 * Normalizes each group of neighboring channels of each example by its mean and variance over group
 * and space: {@code gamma * (x - mean) / sqrt(variance + 1e-5) + beta}.
 *
 * <p>Inputs: x; gamma and beta {@code [channels]}. The result may be x itself.
 */
public final class GroupNorm extends Normalization {
  private final int groups;

  public GroupNorm(Layout layout, int groups) {
    super(layout);
    this.groups = groups;
  }

  @Override
  boolean byExample() {
    return true;
  }

  @Override
  void normalize(Session session, Tensor out, Tensor x, Tensor... inputs) {
    long count = x.length() / groups;
    double[] mean = averageByGroup(sums(session, x), count);
    double[] variance = averageByGroup(squares(session, x, mean), count);
    double[] scale = doubles(session, inputs[1]);
    double[] shift = doubles(session, inputs[2]);
    for (int channel = 0; channel < scale.length; channel++) {
      scale[channel] /= Math.sqrt(variance[channel] + EPSILON);
      shift[channel] -= mean[channel] * scale[channel];
    }
    affine(session, out, x, scale, shift);
  }

  @Override
  GraphTensor define(Layout layout, GraphTensor... inputs) {
    GraphTensor x = inputs[0];
    int channels = GraphMaps.channels(layout, x.rank());
    GraphShape grouped = x.shape().split(channels, groups, x.size(channels) / groups);
    int[] others = IntStream.range(1, grouped.rank()).filter(axis -> axis != channels).toArray();
    GraphTensor normal = standardize(x.reshape(grouped), others).reshape(x.shape());
    return GraphMaps.affine(layout, normal, inputs[1], inputs[2]);
  }

  /** The average of the elements in each channel's group, from the sum of each channel. */
  private double[] averageByGroup(double[] sums, long count) {
    int size = sums.length / groups;
    double[] averages = new double[sums.length];
    for (int first = 0; first < sums.length; first += size) {
      double sum = 0;
      for (int channel = first; channel < first + size; channel++) {
        sum += sums[channel];
      }
      for (int channel = first; channel < first + size; channel++) {
        averages[channel] = sum / count;
      }
    }
    return averages;
  }

  private double[] sums(Session session, Tensor x) {
    return reduce(
        session,
        x,
        (row, channel, count, sums) -> sums[channel] += row.sum(0, count),
        (row, channel, count, sums) -> row.addTo(sums, channel, 0, count));
  }

  private double[] squares(Session session, Tensor x, double[] mean) {
    return reduce(
        session,
        x,
        (row, channel, count, sums) -> sums[channel] += row.sumOfSquares(0, count, mean[channel]),
        (row, channel, count, sums) -> row.addSquaresTo(sums, mean, channel, 0, count));
  }

  /** Adds {@code count} elements of a row to the sums, from a channel on. */
  @FunctionalInterface
  private interface Summing {
    void add(Row row, int channel, int count, double[] sums);
  }

  /**
   * A sum over the positions for each channel. Workers share the channels, not the positions, so
   * the order of summation is always the same.
   *
   * @param along adds positions of one channel
   * @param across adds one position of neighboring channels
   */
  private double[] reduce(Session session, Tensor x, Summing along, Summing across) {
    int channels = Math.toIntExact(x.size(channelsLast() ? 1 : 0));
    long positions = x.length() / channels;
    double[] sums = new double[channels];
    session.parallel(
        channels,
        positions,
        (worker, begin, end) -> {
          if (channelsLast()) {
            int count = (int) (end - begin);
            Row row = worker.row(0, x.type(), count);
            for (long position = 0; position < positions; position++) {
              row.load(0, x, x.offset(position, begin), count);
              across.add(row, (int) begin, count, sums);
            }
            return;
          }
          Row row = worker.row(0, x.type(), Math.min(CHUNK, positions));
          for (long channel = begin; channel < end; channel++) {
            for (long at = 0; at < positions; at += CHUNK) {
              int count = (int) Math.min(CHUNK, positions - at);
              row.load(0, x, x.offset(channel, at), count);
              along.add(row, (int) channel, count, sums);
            }
          }
        });
    return sums;
  }
}
