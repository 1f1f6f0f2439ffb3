package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Scratch.OffHeap;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Tensor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's own average pool where it was built with {@link OneDnn}, for windows that move evenly over
 * two axes and average what is inside. Its maximum drops NaN, and so is left alone.
 *
 * <p>Channels last it is faster than any loop of Java. Channels first it puts the map in an order
 * of its own, which is worth it where maps are small and many.
 */
record OneDnnAverage(Even rows, Even columns) {
  /** Elements from which on a call of an ND4J operation is worth what it costs. */
  private static final long MANY = 1L << 17;

  /** The largest channels-first map, in elements of one channel, and the fewest channels. */
  private static final long SMALL_MAP = 1L << 12;

  private static final long CHANNELS = 16;

  /** Elements that one sum of FLOATs takes without losing digits. */
  private static final int FEW = 1024;

  /** What {@link Plan#memo} has where windows do not move evenly. */
  private static final OneDnnAverage NONE = new OneDnnAverage(new Even(0, 0, 0), new Even(0, 0, 0));

  private record Key(Taps rows, Taps columns, int height, int width) {
    OneDnnAverage windows() {
      Even down = averaged(rows, height);
      Even across = averaged(columns, width);
      if (down == null || across == null || (long) down.kernel() * across.kernel() > FEW) {
        return NONE;
      }
      return new OneDnnAverage(down, across);
    }

    /** The windows of an axis, where they average what is inside and as many as ND4J makes. */
    private static @Nullable Even averaged(Taps taps, int in) {
      Even even = taps.isMaximum() ? null : Even.of(taps, in);
      if (even == null || even.outputs(in) != taps.outputs()) {
        return null;
      }
      for (int x = 0; x < taps.outputs(); x++) {
        if (taps.weight(taps.begin(x)) != 1.0 / even.inside(x, in)) {
          return null;
        }
      }
      return even;
    }
  }

  /** Whether {@link #pool} would gain something. */
  static boolean isBetter(Layout layout, Tensor in) {
    return OneDnn.isPresent()
        && in.rank() == 4
        && in.length() >= MANY
        && (layout == Layout.CHANNELS_LAST
            || (in.size(1) >= CHANNELS && in.size(2) * in.size(3) <= SMALL_MAP));
  }

  /**
   * Pools a map of two axes.
   *
   * @return whether ND4J's operation knows these windows; else nothing was done
   */
  @SuppressWarnings("ReferenceEquality")
  static boolean pool(Plan plan, Layout layout, Taps rows, Taps columns, Tensor in, Tensor out) {
    if (in.type() != DataType.FLOAT || !in.isContiguous()) {
      return false;
    }
    int height = layout == Layout.CHANNELS_LAST ? 1 : 2;
    int rowCount = Math.toIntExact(in.size(height));
    int columnCount = Math.toIntExact(in.size(height + 1));
    OneDnnAverage windows = plan.memo(new Key(rows, columns, rowCount, columnCount), Key::windows);
    if (windows == NONE) {
      return false;
    }
    windows.apply(plan, layout, in, out);
    return true;
  }

  private void apply(Plan plan, Layout layout, Tensor in, Tensor out) {
    Tensor target =
        out.isContiguous() ? out : plan.scratch(OffHeap.RESULT, out.type(), out.shape());
    plan.step(
        () ->
            Nd4j.exec(
                DynamicCustomOp.builder("avgpool2d")
                    .addInputs(in.array())
                    .addOutputs(target.array())
                    .addIntegerArguments(
                        rows.kernel(),
                        columns.kernel(),
                        rows.stride(),
                        columns.stride(),
                        rows.padding(),
                        columns.padding(),
                        1, // dilation
                        1,
                        0, // padding as given
                        0, // elements outside do not count
                        layout == Layout.CHANNELS_LAST ? 1 : 0)
                    .build()));
    if (target != out) {
      Move.copy(plan, out, target);
    }
  }
}
