package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.LossKind;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Tensor;
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

  private final Layout layout;
  private final LossKind kind;

  public Loss(Layout layout, LossKind kind) {
    this.layout = layout;
    this.kind = kind;
  }

  /** A call throws IllegalArgumentException if a sparse target holds a number that is no class. */
  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    plan.step(
        () -> {
          Row result = Row.create(out.type(), 1);
          result.set(0, mean(inputs[0], inputs[1]));
          result.store(0, out, 0, 1);
        });
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    return new GraphLoss(layout, kind).define(inputs[0], inputs[1]);
  }

  private double mean(Tensor prediction, Tensor target) {
    return switch (kind) {
      case MEAN_SQUARED_ERROR -> meanOfElements(prediction, target, (p, t) -> (p - t) * (p - t));
      case MEAN_ABSOLUTE_ERROR -> meanOfElements(prediction, target, (p, t) -> Math.abs(p - t));
      case BINARY_CROSS_ENTROPY -> meanOfElements(prediction, target, Loss::binaryCrossEntropy);
      case SOFTMAX_CROSS_ENTROPY -> meanOfPositions(prediction, target, Loss::crossEntropy);
      case SPARSE_SOFTMAX_CROSS_ENTROPY ->
          meanOfPositions(prediction, target, Loss::sparseCrossEntropy);
    };
  }

  private static double binaryCrossEntropy(double p, double t) {
    double clipped = Math.min(Math.max(p, CLIP), 1 - CLIP);
    return -t * Math.log(clipped) - (1 - t) * Math.log1p(-clipped);
  }

  private static double meanOfElements(
      Tensor predictions, Tensor targets, DoubleBinaryOperator distance) {
    Tensor prediction = atLeastVector(predictions);
    Tensor target = atLeastVector(targets);
    int length = Math.toIntExact(prediction.size(prediction.rank() - 1));
    Row p = Row.create(prediction.type(), length);
    Row t = Row.create(target.type(), length);
    double sum = 0;
    for (long line = 0; line < prediction.length() / length; line++) {
      p.load(0, prediction, Matrices.offset(prediction, line), length);
      t.load(0, target, Matrices.offset(target, line), length);
      for (int i = 0; i < length; i++) {
        sum += distance.applyAsDouble(p.get(i), t.get(i));
      }
    }
    return sum / prediction.length();
  }

  private static Tensor atLeastVector(Tensor tensor) {
    return tensor.rank() == 0 ? tensor.reshape(1) : tensor;
  }

  /** The distance at one position, of logits from what the target has there. */
  @FunctionalInterface
  private interface Distance {
    double at(Row logits, int classes, Row target);
  }

  private double meanOfPositions(Tensor prediction, Tensor target, Distance distance) {
    int channel = layout == Layout.CHANNELS_LAST ? prediction.rank() - 1 : 1;
    int classes = Math.toIntExact(prediction.size(channel));
    boolean sparse = target.rank() < prediction.rank();
    int labels = sparse ? 1 : classes;
    Row logits = Row.create(prediction.type(), classes);
    Row wanted = Row.create(target.type(), labels);
    long positions = prediction.length() / classes;
    double sum = 0;
    for (long position = 0; position < positions; position++) {
      long from = offset(prediction, position, channel);
      logits.load(0, prediction, from, prediction.stride(channel), classes);
      if (sparse) {
        wanted.load(0, target, offset(target, position, -1), 1);
      } else {
        wanted.load(0, target, offset(target, position, channel), target.stride(channel), labels);
      }
      sum += distance.at(logits, classes, wanted);
    }
    return sum / positions;
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
