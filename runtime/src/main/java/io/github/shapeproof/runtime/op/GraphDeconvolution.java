package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Window;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Transposed convolution in a graph: zeros go between the elements and around them, and the
 * mirrored kernel moves over that by single steps.
 */
record GraphDeconvolution(Layout layout, Window window) {

  /** The inputs of {@link Deconv}. */
  GraphTensor define(
      GraphShape out, GraphTensor x, GraphTensor kernel, int groups, @Nullable GraphTensor bias) {
    GraphTensor spread = x;
    int[] space = GraphMaps.space(layout, x.rank());
    for (int i = 0; i < space.length; i++) {
      int in = x.shape().intSize(space[i]);
      spread = GraphTaps.apply(spread, space[i], taps(i, in, out.intSize(space[i])));
    }
    int[] ones = new int[space.length];
    Arrays.fill(ones, 1);
    int[] none = new int[space.length];
    Window steps = new Window(window.kernel(), ones, window.dilation(), Padding.VALID, none, none);
    return new GraphConvolution(layout, steps)
        .define(out, spread, mirrored(kernel, groups), groups, bias);
  }

  private Taps taps(int axis, int in, int out) {
    int around = Math.toIntExact(window.reach(axis) - 1);
    int stride = window.stride()[axis];
    long first = around - window.before(axis, out, in);
    Taps.Builder taps = Taps.sums(out + around);
    for (int j = 0; j < out + around; j++) {
      long at = j - first;
      if (at >= 0 && at % stride == 0 && at / stride < in) {
        taps.tap((int) (at / stride), 1);
      }
      taps.end();
    }
    return taps.build();
  }

  /** From {@code [k..., out / groups, in]} to {@code [k..., in / groups, out]}, and reversed. */
  private GraphTensor mirrored(GraphTensor kernel, int groups) {
    int axes = window.axes();
    long filters = kernel.size(axes);
    long channels = kernel.size(axes + 1) / groups;
    int[] order = IntStream.range(0, axes + 3).toArray();
    order[axes] = axes + 2;
    order[axes + 2] = axes;
    return kernel
        .reverse(IntStream.range(0, axes).toArray())
        .reshape(kernel.shape().split(axes + 1, groups, channels))
        .permute(order)
        .reshape(kernel.shape().with(axes, channels).with(axes + 1, groups * filters));
  }
}
