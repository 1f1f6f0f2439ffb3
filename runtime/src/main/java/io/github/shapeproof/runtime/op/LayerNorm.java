package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.SharedRow;
import io.github.shapeproof.runtime.Scratch.ThreadRing;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Scratch.ThreadSums;
import io.github.shapeproof.runtime.Tensor;
import io.github.shapeproof.runtime.Worker;
import java.util.function.Supplier;

/**
 * Normalizes each vector of channels by its own mean and variance: {@code gamma * (x - mean) /
 * sqrt(variance + 1e-5) + beta}, as Keras does by default and ConvNeXt in both layouts.
 *
 * <p>Inputs: x, of any shape; gamma and beta {@code [channels]}. The result may be x itself.
 */
public final class LayerNorm extends Normalization {
  public LayerNorm(Layout layout) {
    super(layout);
  }

  @Override
  boolean byExample() {
    return false;
  }

  @Override
  void normalize(Plan plan, Numbers numbers, Tensor out, Tensor x, Tensor... inputs) {
    Supplier<Row> gamma = Matrices.load(plan, SharedRow.FACTORS, inputs[1]);
    Supplier<Row> beta = Matrices.load(plan, SharedRow.TERMS, inputs[2]);
    if (channelsLast()) {
      plan.loop(
          x.size(0),
          4 * x.size(1),
          (worker, begin, end) -> {
            for (long position = begin; position < end; position++) {
              normalizeRow(worker, out, x, position, gamma.get(), beta.get());
            }
          });
    } else {
      plan.loop(
          x.size(1),
          4 * x.size(0),
          (worker, begin, end) -> {
            for (long at = begin; at < end; at += CHUNK) {
              int count = (int) Math.min(CHUNK, end - at);
              normalizeColumns(worker, out, x, at, count, gamma.get(), beta.get());
            }
          });
    }
  }

  @Override
  GraphTensor define(Layout layout, GraphTensor... inputs) {
    GraphTensor x = inputs[0];
    GraphTensor normal = standardize(x, GraphMaps.channels(layout, x.rank()));
    return GraphMaps.affine(layout, normal, inputs[1], inputs[2]);
  }

  private static void normalizeRow(
      Worker worker, Tensor out, Tensor x, long position, Row gamma, Row beta) {
    int channels = Math.toIntExact(x.size(1));
    Row row = worker.row(ThreadRow.RESULT, x.type(), channels);
    row.load(0, x, x.offset(position), channels);
    double mean = row.sum(0, channels) / channels;
    double variance = row.sumOfSquares(0, channels, mean) / channels;
    double scale = 1 / Math.sqrt(variance + EPSILON);
    row.affine(0, channels, mean, scale, 0);
    row.multiply(0, gamma, 0, channels);
    row.add(0, beta, 0, channels);
    row.store(0, out, out.offset(position), channels);
  }

  private static void normalizeColumns(
      Worker worker, Tensor out, Tensor x, long at, int count, Row gamma, Row beta) {
    int channels = Math.toIntExact(x.size(0));
    Row row = worker.row(ThreadRow.RESULT, x.type(), count);
    double[] mean = worker.sums(ThreadSums.ELEMENTS, count);
    for (int channel = 0; channel < channels; channel++) {
      row.load(0, x, x.offset(channel, at), count);
      row.addTo(mean, 0, 0, count);
    }
    for (int i = 0; i < count; i++) {
      mean[i] /= channels;
    }
    double[] squares = worker.sums(ThreadSums.SQUARES, count);
    for (int channel = 0; channel < channels; channel++) {
      row.load(0, x, x.offset(channel, at), count);
      row.addSquaresTo(squares, mean, 0, 0, count);
    }
    Row[] rows = worker.ring(ThreadRing.INPUTS, x.type(), 3, count);
    Row centers = rows[0];
    Row factors = rows[1];
    Row terms = rows[2];
    for (int i = 0; i < count; i++) {
      double factor = 1 / Math.sqrt(squares[i] / channels + EPSILON);
      centers.set(i, mean[i]);
      factors.set(i, factor);
      terms.set(i, (centers.get(i) - mean[i]) * factor);
    }
    for (int channel = 0; channel < channels; channel++) {
      row.load(0, x, x.offset(channel, at), count);
      row.subtract(0, centers, 0, count);
      row.multiply(0, factors, 0, count);
      row.add(0, terms, 0, count);
      row.affine(0, count, gamma.get(channel), beta.get(channel));
      row.store(0, out, out.offset(channel, at), count);
    }
  }
}
