package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.LossKind;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Tensor;
import io.github.shapeproof.runtime.Worker;
import java.util.function.DoubleBinaryOperator;

/**
 * A scalar distance of a prediction from a target.
 *
 * <p>Inputs: prediction, target; the result is a scalar. The elementwise distances are means over
 * all elements, the cross entropies over softmax means over all positions, batch and space alike,
 * as PyTorch's {@code reduction="mean"}. Sums are kept in double.
 *
 * <ul>
 *   <li>MEAN_SQUARED_ERROR: {@code (p - t)^2}
 *   <li>MEAN_ABSOLUTE_ERROR: {@code |p - t|}
 *   <li>BINARY_CROSS_ENTROPY: {@code -t log(p) - (1 - t) log(1 - p)} of probabilities, which are
 *       kept 1e-7 away from 0 and 1, as in Keras
 *   <li>SOFTMAX_CROSS_ENTROPY: {@code -Σ t[c] log softmax(p)[c]} over channels; the prediction
 *       holds logits, the target probabilities
 *   <li>SPARSE_SOFTMAX_CROSS_ENTROPY: {@code -log softmax(p)[t]}; the target lacks the channel
 *       dimension and holds the numbers of classes, from 0
 * </ul>
 */
public final class Loss implements Operation {
  static final double CLIP = 1e-7;

  /** Elements whose distances are added up at a time. */
  private static final int CHUNK = 8192;

  private final Layout layout;
  private final LossKind kind;

  public Loss(Layout layout, LossKind kind) {
    this.layout = layout;
    this.kind = kind;
  }

  /** A call throws IllegalArgumentException if a sparse target holds a number that is no class. */
  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    Tensor p = inputs[0];
    Tensor t = inputs[1];
    switch (kind) {
      case MEAN_SQUARED_ERROR -> ofElements(plan, out, p, t, (a, b) -> (a - b) * (a - b));
      case MEAN_ABSOLUTE_ERROR -> ofElements(plan, out, p, t, (a, b) -> Math.abs(a - b));
      case BINARY_CROSS_ENTROPY -> ofElements(plan, out, p, t, Loss::binaryCrossEntropy);
      case SOFTMAX_CROSS_ENTROPY -> ofPositions(plan, out, p, t, Loss::crossEntropy);
      case SPARSE_SOFTMAX_CROSS_ENTROPY -> ofPositions(plan, out, p, t, Loss::sparseCrossEntropy);
    }
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    return new GraphLoss(layout, kind).define(inputs[0], inputs[1]);
  }

  private static double binaryCrossEntropy(double p, double t) {
    double clipped = Math.min(Math.max(p, CLIP), 1 - CLIP);
    return -t * Math.log(clipped) - (1 - t) * Math.log1p(-clipped);
  }

  /** The sum of the distances of some elements, or at some positions. */
  @FunctionalInterface
  private interface Part {
    double sum(Worker worker, long from, long to);
  }

  /**
   * Adds up the parts, which are the same on any number of threads; and so is the mean.
   *
   * @param work about how many elements one of {@code count} distances is of
   */
  private static void mean(Plan plan, Tensor out, long count, long work, Part part) {
    long most = Math.max(1, CHUNK / work);
    double[] sums = new double[Math.toIntExact((count + most - 1) / most)];
    plan.loop(
        sums.length,
        most * work,
        (worker, begin, end) -> {
          for (long i = begin; i < end; i++) {
            sums[(int) i] = part.sum(worker, i * most, Math.min(count, (i + 1) * most));
          }
        });
    Row result = Row.create(out.type(), 1);
    plan.step(
        () -> {
          double sum = 0;
          for (double each : sums) {
            sum += each;
          }
          result.set(0, sum / count);
          result.store(0, out, 0, 1);
        });
  }

  private static void ofElements(
      Plan plan, Tensor out, Tensor predictions, Tensor targets, DoubleBinaryOperator distance) {
    Tensor prediction = atLeastVector(predictions);
    Tensor target = atLeastVector(targets);
    long length = prediction.size(prediction.rank() - 1);
    int most = (int) Math.min(length, CHUNK);
    mean(
        plan,
        out,
        prediction.length(),
        1,
        (worker, from, to) -> {
          Row p = worker.row(ThreadRow.INPUT, prediction.type(), most);
          Row t = worker.row(ThreadRow.MIDDLE, target.type(), most);
          double sum = 0;
          for (long at = from; at < to; ) {
            long line = at / length;
            long start = at % length;
            int count = (int) Math.min(length - start, to - at);
            p.load(0, prediction, Matrices.offset(prediction, line) + start, count);
            t.load(0, target, Matrices.offset(target, line) + start, count);
            for (int i = 0; i < count; i++) {
              sum += distance.applyAsDouble(p.get(i), t.get(i));
            }
            at += count;
          }
          return sum;
        });
  }

  private static Tensor atLeastVector(Tensor tensor) {
    return tensor.rank() == 0 ? tensor.reshape(1) : tensor;
  }

  /** The distance at one position, of logits from what the target has there. */
  @FunctionalInterface
  private interface Distance {
    double at(Row logits, int classes, Row target);
  }

  private void ofPositions(
      Plan plan, Tensor out, Tensor prediction, Tensor target, Distance distance) {
    int channel = layout == Layout.CHANNELS_LAST ? prediction.rank() - 1 : 1;
    int classes = Math.toIntExact(prediction.size(channel));
    boolean sparse = target.rank() < prediction.rank();
    int labels = sparse ? 1 : classes;
    int labelChannel = sparse ? -1 : channel;
    long labelStride = sparse ? 1 : target.stride(channel);
    mean(
        plan,
        out,
        prediction.length() / classes,
        classes,
        (worker, from, to) -> {
          Row logits = worker.row(ThreadRow.INPUT, prediction.type(), classes);
          Row wanted = worker.row(ThreadRow.MIDDLE, target.type(), labels);
          double sum = 0;
          for (long at = from; at < to; at++) {
            long place = offset(prediction, at, channel);
            logits.load(0, prediction, place, prediction.stride(channel), classes);
            wanted.load(0, target, offset(target, at, labelChannel), labelStride, labels);
            sum += distance.at(logits, classes, wanted);
          }
          return sum;
        });
  }

  /** Where a position begins: an index over all axes but one. */
  private static long offset(Tensor tensor, long position, int without) {
    long rest = position;
    long offset = 0;
    for (int axis = tensor.rank() - 1; axis >= 0; axis--) {
      if (axis != without) {
        offset += rest % tensor.size(axis) * tensor.stride(axis);
        rest /= tensor.size(axis);
      }
    }
    return offset;
  }

  private static double crossEntropy(Row logits, int classes, Row target) {
    double normalizer = logSumExp(logits, classes);
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += target.get(i) * (normalizer - logits.get(i));
    }
    return sum;
  }

  private static double sparseCrossEntropy(Row logits, int classes, Row target) {
    double label = target.get(0);
    if (!(label >= 0 && label < classes && label == Math.rint(label))) {
      throw new IllegalArgumentException(
          "the target holds %s, but the prediction's classes are 0 to %d"
              .formatted(
                  label == Math.rint(label) ? String.valueOf((long) label) : label, classes - 1));
    }
    return logSumExp(logits, classes) - logits.get((int) label);
  }

  private static double logSumExp(Row logits, int classes) {
    double max = logits.max(0, classes);
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += Math.exp(logits.get(i) - max);
    }
    return max + Math.log(sum);
  }
}
