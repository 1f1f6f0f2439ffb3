package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.ResizeMethod;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Scratch.OffHeap;
import io.github.shapeproof.runtime.Tensor;
import java.util.Arrays;

/**
 * Averages areas along spatial axes that become smaller, then interpolates linearly along those
 * that become larger; equal sizes are copied.
 *
 * <p>It serves where only a call tells which is which. Where that is known before, generated code
 * has the same two resizes, or one of them, as steps.
 */
public final class ResizeByCall implements Operation {
  private final Layout layout;
  private final Resize down;
  private final Resize up;

  public ResizeByCall(Layout layout) {
    this.layout = layout;
    down = new Resize(layout, ResizeMethod.AREA, false);
    up = new Resize(layout, ResizeMethod.BILINEAR, false);
  }

  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    Tensor in = inputs[0];
    long[] smaller = in.shape();
    // Batch and channels are equal in both.
    Arrays.setAll(smaller, axis -> Math.min(in.size(axis), out.size(axis)));
    boolean shrinks = !Arrays.equals(smaller, in.shape());
    boolean grows = !Arrays.equals(smaller, out.shape());
    if (shrinks && grows) {
      Tensor middle = plan.scratch(OffHeap.RESIZED, in.type(), smaller);
      down.plan(plan, middle, in);
      up.plan(plan, out, middle);
    } else if (shrinks) {
      down.plan(plan, out, in);
    } else if (grows) {
      up.plan(plan, out, in);
    } else {
      Move.copy(plan, out, in);
    }
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    GraphTensor in = inputs[0];
    GraphShape smaller = out;
    for (int axis : GraphMaps.space(layout, out.rank())) {
      smaller = smaller.with(axis, Math.min(in.size(axis), out.size(axis)));
    }
    return up.define(out, down.define(smaller, in));
  }
}
