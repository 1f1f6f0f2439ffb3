package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.OffHeap;
import io.github.shapeproof.runtime.Scratch.SharedRow;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Tensor;
import io.github.shapeproof.runtime.Window;
import io.github.shapeproof.runtime.Worker;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Transposed convolution over 1 to 3 spatial axes, with groups, dilation and output padding.
 *
 * <p>Inputs: x; kernel {@code [k..., out / groups, in]}; and perhaps bias {@code [out]}. Each input
 * element adds its multiple of the kernel: {@code y[i * s + j * d - p, f] += x[i, c] * kernel[j, f,
 * c]}. What is cut before an axis, {@code p}, is what the convolution pads that this one is the
 * gradient of, from the result's size {@code m} to {@code n}:
 *
 * <ul>
 *   <li>the explicit padding;
 *   <li>under SAME half of {@code (n - 1) * s + K - m}, rounded down, as in TensorFlow and Keras;
 *       rounded up under SAME_LOWER. Where that is negative nothing is cut, and elements after, to
 *       which nothing is added, are the bias.
 * </ul>
 *
 * <p>Source: Dumoulin and Visin, <a href="https://arxiv.org/abs/1603.07285">A guide to convolution
 * arithmetic for deep learning</a>, section 4.
 *
 * <p>For each row of the kernel, BLAS computes what every input element adds; then lines of the
 * result gather it, a part of the result at a time.
 */
public final class Deconv implements Operation {
  /** Products that are there at a time: 16 MiB of floats. */
  private static final long PART = 1L << 22;

  /** Elements of the result that a worker accumulates before it stores them. */
  private static final int CHUNK = 16_384;

  private final Layout layout;
  private final Window window;
  private final int groups;

  /** How many products are there at a time. */
  private final long part;

  public Deconv(Layout layout, Window window, int groups) {
    this(layout, window, groups, PART);
  }

  Deconv(Layout layout, Window window, int groups, long part) {
    this.layout = layout;
    this.window = window;
    this.groups = groups;
    this.part = part;
  }

  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    Tensor x = inputs[0];
    int axis = channelAxis(x);
    long channels = x.size(axis) / groups;
    long filters = out.size(axis) / groups;
    long rows = inputs[1].length() / x.size(axis);
    Tensor kernel = Matrices.reshaped(plan, OffHeap.KERNEL, inputs[1], rows, x.size(axis));
    long examples = examplesAtATime(x, filters);
    for (int group = 0; group < groups; group++) {
      long from = group * channels;
      Tensor groupKernel = kernel.slice(1, from, from + channels);
      Tensor groupX = x.slice(axis, from, from + channels);
      Tensor groupOut = out.slice(axis, group * filters, (group + 1) * filters);
      Tensor bias =
          inputs.length > 2 ? inputs[2].slice(0, group * filters, (group + 1) * filters) : null;
      for (long i = 0; i < x.size(0); i += examples) {
        long end = Math.min(x.size(0), i + examples);
        deconvolve(plan, groupX.slice(0, i, end), groupKernel, bias, groupOut.slice(0, i, end));
      }
    }
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    GraphTensor bias = inputs.length > 2 ? inputs[2] : null;
    return new GraphDeconvolution(layout, window).define(out, inputs[0], inputs[1], groups, bias);
  }

  private long examplesAtATime(Tensor x, long filters) {
    if (layout == Layout.CHANNELS_FIRST) {
      return 1;
    }
    return Math.max(1, part / (positions(x) / x.size(0) * width() * filters));
  }

  private int channelAxis(Tensor tensor) {
    return layout == Layout.CHANNELS_LAST ? tensor.rank() - 1 : 1;
  }

  private long positions(Tensor tensor) {
    return tensor.length() / tensor.size(channelAxis(tensor));
  }

  private int width() {
    return window.kernel()[window.axes() - 1];
  }

  private void deconvolve(Plan plan, Tensor x, Tensor kernel, @Nullable Tensor bias, Tensor out) {
    long channels = x.size(channelAxis(x));
    long[] shape =
        layout == Layout.CHANNELS_LAST
            ? new long[] {positions(x), channels}
            : new long[] {channels, positions(x)};
    // Parts of what is a matrix are matrices.
    Tensor source = Matrices.reshaped(plan, OffHeap.INPUT, x, shape).reshape(x.shape());
    Supplier<Row> biasRow = bias == null ? null : Matrices.load(plan, SharedRow.TERMS, bias);
    long[] before = Sweep.before(layout, window, out, x);
    long size = width() * out.size(channelAxis(out));
    for (int row = 0; row < kernel.size(0) / size; row++) {
      Tensor kernelRow = kernel.slice(0, row * size, (row + 1) * size);
      add(plan, source, kernelRow, row, biasRow, out, before, 0);
    }
  }

  /**
   * Adds what a row of the kernel does to the result: part by part along an axis, and then along
   * the next, where there are too many products. For each part that of the input is multiplied
   * which adds to it; near the ends of a part of a line that is shared with the next part.
   *
   * @param before what is cut before each axis
   */
  private void add(
      Plan plan,
      Tensor x,
      Tensor kernelRow,
      int row,
      @Nullable Supplier<Row> bias,
      Tensor out,
      long[] before,
      int axis) {
    long products = positions(x) * kernelRow.size(0);
    if (products <= part || axis == window.axes()) {
      addPart(plan, x, kernelRow, row, bias, out, before);
      return;
    }
    boolean isLine = axis == window.axes() - 1;
    long firstTap = isLine ? 0 : Sweep.tap(window, axis, row);
    long lastTap = isLine ? window.reach(axis) - 1 : firstTap;
    int stride = window.stride()[axis];
    int at = axis + (layout == Layout.CHANNELS_LAST ? 1 : 2);
    long most = part / (products / x.size(at));
    long shared = sources(lastTap - firstTap, stride);
    long length = Math.max(most - shared, shared + 1) * stride;
    for (long from = 0; from < out.size(at); from += length) {
      long to = Math.min(out.size(at), from + length);
      long first = Math.min(x.size(at), sources(from + before[axis] - lastTap, stride));
      long end = Math.min(x.size(at), sources(to + before[axis] - firstTap, stride));
      long[] cut = before.clone();
      cut[axis] += from - first * stride;
      Tensor partOfX = x.slice(at, first, end);
      add(plan, partOfX, kernelRow, row, bias, out.slice(at, from, to), cut, axis + 1);
    }
  }

  /** How many elements of the input begin before an element of the result. */
  private static long sources(long target, int stride) {
    return Math.max(0, -Math.floorDiv(-target, stride));
  }

  private void addPart(
      Plan plan,
      Tensor x,
      Tensor kernelRow,
      int row,
      @Nullable Supplier<Row> bias,
      Tensor out,
      long[] before) {
    boolean last = layout == Layout.CHANNELS_LAST;
    long size = kernelRow.size(0);
    long positions = positions(x);
    Tensor products = x;
    if (positions > 0) {
      long[] shape = x.shape();
      shape[channelAxis(x)] = size;
      products = plan.scratch(OffHeap.MIDDLE, x.type(), shape);
      if (last) {
        Tensor matrix = x.reshape(positions, kernelRow.size(1));
        Gemm.plan(plan, matrix, false, kernelRow, true, products.reshape(positions, size), false);
      } else {
        Tensor matrix = x.reshape(kernelRow.size(1), positions);
        Gemm.plan(plan, kernelRow, false, matrix, false, products.reshape(size, positions), false);
      }
    }
    int filters = Math.toIntExact(size / width());
    Sweep sweep = Sweep.backward(layout, window, products, out, before);
    Fold fold = new Fold(sweep, products, out, row, filters, bias);
    if (last) {
      plan.loop(sweep.lines() * sweep.targetLength(), size, fold::channelsLast);
    } else {
      long perLine = (long) width() * sweep.targetLength();
      plan.loop(sweep.lines() * filters, perLine, fold::channelsFirst);
    }
  }

  /**
   * Gathers the products of one row of the kernel into the result. The first row starts each line
   * with the bias, the others add to what is there.
   */
  private record Fold(
      Sweep sweep,
      Tensor products,
      Tensor out,
      int row,
      int filters,
      @Nullable Supplier<Row> biasRow) {

    void channelsLast(Worker worker, long begin, long end) {
      int length = sweep.targetLength();
      int chunk = Math.max(1, CHUNK / filters);
      for (long at = begin; at < end; ) {
        int start = (int) (at % length);
        int count = (int) Math.min(Math.min(chunk, length - start), end - at);
        channelsLast(worker, at / length, start, count);
        at += count;
      }
    }

    private void channelsLast(Worker worker, long line, int start, int count) {
      long from = sweep.source(line, row);
      if (from < 0 && row > 0) {
        return;
      }
      Row bias = biasRow == null ? null : biasRow.get();
      Row sum = worker.row(ThreadRow.RESULT, out.type(), (long) count * filters);
      long target = sweep.target(line) + start * sweep.targetStep();
      for (int i = 0; i < count; i++) {
        if (row > 0) {
          sum.load(i * filters, out, target + i * sweep.targetStep(), filters);
        } else if (bias != null) {
          sum.copy(i * filters, bias, 0, filters);
        } else {
          sum.fill(i * filters, filters, 0);
        }
      }
      if (from >= 0) {
        gather(worker, from, start, count, sum);
      }
      for (int i = 0; i < count; i++) {
        sum.store(i * filters, out, target + i * sweep.targetStep(), filters);
      }
    }

    private void gather(Worker worker, long from, int start, int count, Row sum) {
      int width = sweep.width();
      int size = width * filters;
      int first = firstSource(start, width - 1);
      int end = endSource(start + count, 0);
      if (first >= end) {
        return;
      }
      Row in = worker.row(ThreadRow.INPUT, out.type(), (long) (end - first) * size);
      in.load(0, products, from + (long) first * size, (end - first) * size);
      for (int i = first; i < end; i++) {
        int corner = i * sweep.stride() - sweep.before() - start;
        for (int tap = 0; tap < width; tap++) {
          int at = corner + tap * sweep.dilation();
          if (at >= 0 && at < count) {
            sum.add(at * filters, in, (i - first) * size + tap * filters, filters);
          }
        }
      }
    }

    /** Lines are counted example by example, in an example channel by channel. */
    void channelsFirst(Worker worker, long begin, long end) {
      long lines = sweep.lines();
      for (long at = begin; at < end; at++) {
        channelsFirst(worker, at % lines, (int) (at / lines));
      }
    }

    private void channelsFirst(Worker worker, long line, int channel) {
      long from = sweep.source(line, row);
      if (from < 0 && row > 0) {
        return;
      }
      int count = sweep.targetLength();
      long target = sweep.target(line) + channel * out.stride(1);
      Row bias = biasRow == null ? null : biasRow.get();
      Row sum = worker.row(ThreadRow.RESULT, out.type(), count);
      if (row > 0) {
        sum.load(0, out, target, count);
      } else {
        sum.fill(0, count, bias == null ? 0 : bias.get(channel));
      }
      Row in = worker.row(ThreadRow.INPUT, out.type(), sweep.sourceLength());
      for (int tap = 0; from >= 0 && tap < sweep.width(); tap++) {
        int first = firstSource(0, tap);
        int size = endSource(count, tap) - first;
        if (size > 0) {
          long plane = ((long) tap * filters + channel) * sweep.channelStride();
          in.load(0, products, from + plane + first, size);
          int at = first * sweep.stride() + tap * sweep.dilation() - sweep.before();
          sum.addSpread(at, sweep.stride(), in, 0, size);
        }
      }
      sum.store(0, out, target, count);
    }

    /** The first position of a source line that a tap brings to {@code target} or beyond. */
    private int firstSource(int target, int tap) {
      int distance = target + sweep.before() - tap * sweep.dilation();
      return (int) sources(distance, sweep.stride());
    }

    /** The first position of a source line that a tap brings to none before {@code target}. */
    private int endSource(int target, int tap) {
      return Math.min(sweep.sourceLength(), firstSource(target, tap));
    }
  }
}
