package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Anchor;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Tensor;

/** Keeps as many elements of each spatial axis as the result has. */
public final class Crop implements Operation {
  private final Layout layout;
  private final int[] before;
  private final Anchor anchor;

  /**
   * @param before elements cut before each spatial axis, or empty where the anchor decides
   * @param anchor the part to keep; of an odd surplus CENTER cuts the larger half after
   */
  public Crop(Layout layout, int[] before, Anchor anchor) {
    this.layout = layout;
    this.before = before.clone();
    this.anchor = anchor;
  }

  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    Tensor kept = inputs[0];
    int first = layout == Layout.CHANNELS_LAST ? 1 : 2;
    for (int axis = first; axis < first + out.rank() - 2; axis++) {
      long surplus = kept.size(axis) - out.size(axis);
      long from = before.length > 0 ? before[axis - first] : anchored(surplus);
      kept = kept.slice(axis, from, from + out.size(axis));
    }
    Move.copy(plan, out, kept);
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    GraphTensor kept = inputs[0];
    int first = layout == Layout.CHANNELS_LAST ? 1 : 2;
    for (int axis = first; axis < first + out.rank() - 2; axis++) {
      long surplus = kept.size(axis) - out.size(axis);
      long from = before.length > 0 ? before[axis - first] : anchored(surplus);
      kept = kept.slice(axis, from, from + out.size(axis), 1);
    }
    return kept;
  }

  private long anchored(long surplus) {
    return switch (anchor) {
      case START -> 0;
      case CENTER -> surplus / 2;
      case END -> surplus;
    };
  }
}
