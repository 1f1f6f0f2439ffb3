package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Scratch.OffHeap;
import io.github.shapeproof.runtime.Tensor;
import io.github.shapeproof.runtime.Window;
import org.jspecify.annotations.Nullable;

/**
 * Convolution over 1 to 3 spatial axes, with groups and dilation.
 *
 * <p>Inputs: x; kernel {@code [k..., in / groups, out]}; and perhaps bias {@code [out]}. As in all
 * deep learning it is a cross-correlation: the kernel is not mirrored. With {@code p} the padding
 * before, {@code y[i, f] = bias[f] + Σ x[i * s + j * d - p, c] * kernel[j, c, f]} over kernel
 * elements {@code j} and channels {@code c} of the filter's group.
 *
 * <p>It copies what lies under the kernel into a matrix and calls BLAS, a part of the positions at
 * a time; a kernel of one element needs no copy. With {@link OneDnn} ND4J's own operation does it.
 */
public final class Conv implements Operation {
  /** Elements of the matrix that is multiplied at a time: 16 MiB of floats. */
  private static final long PART = 1L << 22;

  private final Layout layout;
  private final Window window;
  private final int groups;

  public Conv(Layout layout, Window window, int groups) {
    this.layout = layout;
    this.window = window;
    this.groups = groups;
  }

  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    Tensor x = inputs[0];
    int axis = layout == Layout.CHANNELS_LAST ? x.rank() - 1 : 1;
    long channels = x.size(axis) / groups;
    long filters = out.size(axis) / groups;
    if (groups > 1 && channels == 1) {
      // One channel a group: the kernels of both have the same elements in the same order.
      new DepthwiseConv(layout, window).plan(plan, out, inputs);
      return;
    }
    Tensor bias = inputs.length > 2 ? inputs[2] : null;
    if (groups == 1 && OneDnn.isBetter(layout, window, x, inputs[1], out)) {
      OneDnn.convolve(plan, layout, window, x, inputs[1], bias, out);
      return;
    }
    long rows = inputs[1].length() / out.size(axis);
    Tensor kernel = Matrices.reshaped(plan, OffHeap.KERNEL, inputs[1], rows, out.size(axis));
    for (int group = 0; group < groups; group++) {
      long from = group * filters;
      convolve(
          plan,
          x.slice(axis, group * channels, (group + 1) * channels),
          kernel.slice(1, from, from + filters),
          bias == null ? null : bias.slice(0, from, from + filters),
          out.slice(axis, from, from + filters));
    }
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    GraphTensor bias = inputs.length > 2 ? inputs[2] : null;
    return new GraphConvolution(layout, window).define(out, inputs[0], inputs[1], groups, bias);
  }

  private void convolve(Plan plan, Tensor x, Tensor kernel, @Nullable Tensor bias, Tensor out) {
    if (layout == Layout.CHANNELS_LAST) {
      multiply(plan, x, kernel, bias, out);
      return;
    }
    for (long i = 0; i < x.size(0); i++) {
      multiply(plan, x.slice(0, i, i + 1), kernel, bias, out.slice(0, i, i + 1));
    }
  }

  private void multiply(Plan plan, Tensor x, Tensor kernel, @Nullable Tensor bias, Tensor out) {
    boolean last = layout == Layout.CHANNELS_LAST;
    long filters = kernel.size(1);
    long positions = out.length() / filters;
    Tensor direct = direct(x, out);
    long part = direct != null ? positions : Math.max(1, PART / kernel.size(0));
    Matrices.compute(
        plan,
        OffHeap.RESULT,
        out,
        last ? new long[] {positions, filters} : new long[] {filters, positions},
        result -> {
          for (long from = 0; from < positions; from += part) {
            long to = Math.min(positions, from + part);
            Tensor target = result.slice(last ? 0 : 1, from, to);
            Tensor patches = direct != null ? direct : patches(plan, x, out, from, to);
            boolean add = Matrices.fill(plan, layout, target, bias);
            if (last) {
              Gemm.plan(plan, patches, false, kernel, false, target, add);
            } else {
              Gemm.plan(plan, kernel, true, patches, false, target, add);
            }
          }
        });
  }

  /** The input itself as a matrix, where the kernel has one element and visits all positions. */
  private @Nullable Tensor direct(Tensor x, Tensor out) {
    boolean last = layout == Layout.CHANNELS_LAST;
    long channels = x.size(last ? x.rank() - 1 : 1);
    long positions = x.length() / channels;
    long[] shape = last ? new long[] {positions, channels} : new long[] {channels, positions};
    for (int axis = 0; axis < window.axes(); axis++) {
      int at = axis + (last ? 1 : 2);
      if (window.kernel()[axis] != 1 || window.stride()[axis] != 1 || x.size(at) != out.size(at)) {
        return null;
      }
    }
    return x.canReshape(shape) ? x.reshape(shape) : null;
  }

  private Tensor patches(Plan plan, Tensor x, Tensor out, long from, long to) {
    Sweep sweep = Sweep.forward(layout, window, x, out);
    boolean last = layout == Layout.CHANNELS_LAST;
    int channels = Math.toIntExact(x.size(last ? x.rank() - 1 : 1));
    long size = (long) sweep.taps() * channels;
    Patches patches = new Patches(sweep, x, channels);
    if (last) {
      Tensor rows = plan.scratch(OffHeap.MIDDLE, x.type(), to - from, size);
      patches.fillRows(plan, from, rows);
      return rows;
    }
    Tensor columns = plan.scratch(OffHeap.MIDDLE, x.type(), size, to - from);
    patches.fillColumns(plan, from, columns);
    return columns;
  }
}
