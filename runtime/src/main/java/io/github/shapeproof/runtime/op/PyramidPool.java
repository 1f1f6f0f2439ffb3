package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.PoolKind;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Scratch.OffHeap;
import io.github.shapeproof.runtime.Tensor;
import java.util.Arrays;

/**
 * Adaptive pools of several sizes as one vector, {@code [N, C * sum(level^spatial)]}: level by
 * level, in a level by row, column, channel, in both layouts.
 *
 * <p>Spatial pyramid pooling (He et al., 2014) with bins that cover the whole map. A level is
 * pooled from a finer one where that gives the same.
 */
public final class PyramidPool implements Operation {
  private final Layout layout;
  private final int[] levels;

  /** Indices of levels, that with the most bins first. */
  private final int[] finestFirst;

  private final Binning bins;

  public PyramidPool(Layout layout, int[] levels, PoolKind kind) {
    this.layout = layout;
    this.levels = levels.clone();
    this.finestFirst = Nest.descending(Arrays.stream(levels).asLongStream().toArray());
    this.bins = kind == PoolKind.MAX ? Binning.MAXIMUM : Binning.AVERAGE;
  }

  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    Tensor in = inputs[0];
    Tensor[] parts = parts(out, in);
    for (int i = 0; i < levels.length; i++) {
      int level = finestFirst[i];
      int finer = i - 1;
      while (finer >= 0 && !isUnion(level, finestFirst[finer], in)) {
        finer--;
      }
      if (finer >= 0) {
        pool(plan, Layout.CHANNELS_LAST, parts[level], parts[finestFirst[finer]]);
      } else if (layout == Layout.CHANNELS_LAST) {
        pool(plan, layout, parts[level], in);
      } else {
        Tensor pooled =
            plan.scratch(OffHeap.RESULT, in.type(), channelsFirst(parts[level].shape()));
        pool(plan, layout, pooled, in);
        Move.permuted(plan, parts[level], pooled, channelsLast(in.rank()));
      }
    }
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    GraphTensor in = inputs[0];
    int rank = in.rank();
    GraphTensor[] parts = new GraphTensor[levels.length];
    for (int i = 0; i < levels.length; i++) {
      GraphShape binned = in.shape();
      for (int axis : GraphMaps.space(layout, rank)) {
        binned = binned.with(axis, levels[i]);
      }
      GraphTensor pooled = Separable.define(layout, binned, in, bins.onAllAxes(rank - 2));
      GraphTensor last = GraphMaps.channelsLast(layout, pooled);
      parts[i] = last.reshape(out.with(1, last.shape().product(1, rank)));
    }
    return GraphTensor.concat(1, parts);
  }

  /** The bins of each level as a map, channels last. */
  private Tensor[] parts(Tensor out, Tensor in) {
    long[] shape = in.shape();
    shape[shape.length - 1] = in.size(layout == Layout.CHANNELS_LAST ? in.rank() - 1 : 1);
    Tensor[] parts = new Tensor[levels.length];
    long from = 0;
    for (int level = 0; level < levels.length; level++) {
      long bins = 1;
      for (int axis = 1; axis < shape.length - 1; axis++) {
        shape[axis] = levels[level];
        bins = Math.multiplyExact(bins, levels[level]);
      }
      long to = from + Math.multiplyExact(bins, shape[shape.length - 1]);
      parts[level] = out.slice(1, from, to).reshape(shape);
      from = to;
    }
    return parts;
  }

  /** Whether the bins of a level are those of a finer one put together. */
  private boolean isUnion(int level, int finer, Tensor in) {
    boolean isUnion = levels[finer] % levels[level] == 0;
    int first = layout == Layout.CHANNELS_LAST ? 1 : 2;
    for (int axis = first; axis < first + in.rank() - 2 && bins == Binning.AVERAGE; axis++) {
      isUnion &= in.size(axis) % levels[finer] == 0;
    }
    return isUnion;
  }

  private void pool(Plan plan, Layout layout, Tensor out, Tensor in) {
    Separable.plan(plan, layout, out, in, null, bins.onAllAxes(in.rank() - 2));
  }

  private static long[] channelsFirst(long[] bins) {
    long[] shape = new long[bins.length];
    shape[0] = bins[0];
    shape[1] = bins[bins.length - 1];
    System.arraycopy(bins, 1, shape, 2, bins.length - 2);
    return shape;
  }

  /** The axes of a channels-first map in channels-last order. */
  private static int[] channelsLast(int rank) {
    int[] axes = new int[rank];
    for (int axis = 1; axis < rank - 1; axis++) {
      axes[axis] = axis + 1;
    }
    axes[rank - 1] = 1;
    return axes;
  }
}
