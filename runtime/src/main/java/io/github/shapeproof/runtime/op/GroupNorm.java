package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Tensor;
import java.util.Arrays;
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
  void normalize(Plan plan, Numbers numbers, Tensor out, Tensor x, Tensor... inputs) {
    double[] mean = numbers.mean();
    average(
        plan,
        mean,
        x,
        (row, channel, count, sums) -> sums[channel] += row.sum(0, count),
        (row, channel, count, sums) -> row.addTo(sums, channel, 0, count));
    average(
        plan,
        numbers.variance(),
        x,
        (row, channel, count, sums) -> sums[channel] += row.sumOfSquares(0, count, mean[channel]),
        (row, channel, count, sums) -> row.addSquaresTo(sums, mean, channel, 0, count));
    load(plan, numbers.scale(), inputs[1]);
    load(plan, numbers.shift(), inputs[2]);
    plan.step(numbers::normalize);
    affine(plan, numbers, out, x);
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

  /** Adds {@code count} elements of a row to the sums, from a channel on. */
  @FunctionalInterface
  private interface Summing {
    void add(Row row, int channel, int count, double[] sums);
  }

  /**
   * The average over each channel's group, of sums over the positions of each channel. Workers
   * share the channels, not the positions, so the order of summation is always the same.
   *
   * @param sums become averages
   * @param along adds positions of one channel
   * @param across adds one position of neighboring channels
   */
  private void average(Plan plan, double[] sums, Tensor x, Summing along, Summing across) {
    int channels = sums.length;
    long positions = x.length() / channels;
    plan.step(() -> Arrays.fill(sums, 0));
    plan.loop(
        channels,
        positions,
        (worker, begin, end) -> {
          if (channelsLast()) {
            int count = (int) (end - begin);
            Row row = worker.row(ThreadRow.INPUT, x.type(), count);
            for (long position = 0; position < positions; position++) {
              row.load(0, x, x.offset(position, begin), count);
              across.add(row, (int) begin, count, sums);
            }
            return;
          }
          Row row = worker.row(ThreadRow.INPUT, x.type(), Math.min(CHUNK, positions));
          for (long channel = begin; channel < end; channel++) {
            for (long at = 0; at < positions; at += CHUNK) {
              int count = (int) Math.min(CHUNK, positions - at);
              row.load(0, x, x.offset(channel, at), count);
              along.add(row, (int) channel, count, sums);
            }
          }
        });
    plan.step(() -> averageByGroup(sums, x.length() / groups));
  }

  private void averageByGroup(double[] sums, long count) {
    int size = sums.length / groups;
    for (int first = 0; first < sums.length; first += size) {
      double sum = 0;
      for (int channel = first; channel < first + size; channel++) {
        sum += sums[channel];
      }
      Arrays.fill(sums, first, first + size, sum / count);
    }
  }
}
