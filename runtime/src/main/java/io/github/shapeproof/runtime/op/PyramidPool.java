package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.PoolKind;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Adaptive pools of several sizes as one vector, {@code [N, C * sum(level^spatial)]}: level by
 * level, in a level by row, column, channel, in both layouts.
 *
 * <p>Spatial pyramid pooling (He et al., 2014) with bins that cover the whole map.
 */
public final class PyramidPool implements Operation {
  private final Layout layout;
  private final int[] levels;
  private final Binning bins;

  public PyramidPool(Layout layout, int[] levels, PoolKind kind) {
    this.layout = layout;
    this.levels = levels.clone();
    this.bins = kind == PoolKind.MAX ? Binning.MAXIMUM : Binning.AVERAGE;
  }

  @Override
  public void run(Session session, Tensor out, Tensor... inputs) {
    Tensor in = inputs[0];
    boolean last = layout == Layout.CHANNELS_LAST;
    long channels = in.size(last ? in.rank() - 1 : 1);
    long from = 0;
    for (int level : levels) {
      long[] bins = new long[in.rank()];
      Arrays.fill(bins, level);
      bins[0] = in.size(0);
      bins[bins.length - 1] = channels;
      long to = from + Arrays.stream(bins).skip(1).reduce(1, Math::multiplyExact);
      Tensor part = out.slice(1, from, to).reshape(bins);
      if (last) {
        pool(session, part, in);
      } else {
        Tensor pooled = session.scratch(1, in.type(), channelsFirst(bins));
        pool(session, pooled, in);
        Move.permuted(session, part, pooled, channelsLast(in.rank()));
      }
      from = to;
    }
  }

  private void pool(Session session, Tensor out, Tensor in) {
    Separable.run(session, layout, out, in, bins.onAllAxes(in));
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
    return IntStream.range(0, rank).map(i -> i == 0 ? 0 : i == rank - 1 ? 1 : i + 1).toArray();
  }
}
