package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.SharedRow;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Tensor;
import io.github.shapeproof.runtime.Window;
import io.github.shapeproof.runtime.Worker;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Convolution of each channel by itself, over 1 to 3 spatial axes.
 *
 * <p>Inputs: x; kernel {@code [k..., in, multiplier]}; and perhaps bias {@code [in * multiplier]}.
 * Channel {@code c * multiplier + m} of the result is channel {@code c} under kernel {@code m} of
 * its own, as in Keras and in PyTorch with {@code groups = in}.
 *
 * <p>There is no product of matrices in it: lines are accumulated tap by tap on the heap.
 */
public final class DepthwiseConv implements Operation {
  /** Elements of the result that a worker accumulates before it stores them. */
  private static final int CHUNK = 4096;

  /** Elements that are multiplied at once: a kernel element stands repeated for so many. */
  private static final int BLOCK = 1024;

  private final Layout layout;
  private final Window window;

  public DepthwiseConv(Layout layout, Window window) {
    this.layout = layout;
    this.window = window;
  }

  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    Tensor x = inputs[0];
    int axis = layout == Layout.CHANNELS_LAST ? x.rank() - 1 : 1;
    int channels = Math.toIntExact(x.size(axis));
    int multiplier = Math.toIntExact(out.size(axis) / channels);
    Sweep sweep = Sweep.forward(layout, window, x, out);
    int block = blockSize(sweep, channels * multiplier);
    Supplier<Row> kernel = kernel(plan, inputs[1], channels * multiplier, block);
    Supplier<Row> bias = inputs.length > 2 ? Matrices.load(plan, SharedRow.TERMS, inputs[2]) : null;
    Call call = new Call(sweep, x, out, kernel, block, bias, channels, multiplier);
    long perPosition = (long) sweep.taps() * channels * multiplier;
    long positions = sweep.lines() * sweep.targetLength();
    if (layout == Layout.CHANNELS_LAST) {
      plan.loop(positions, perPosition, call::channelsLast);
    } else {
      long perLine = (long) sweep.taps() * sweep.targetLength();
      plan.loop(sweep.lines() * channels * multiplier, perLine, call::channelsFirst);
    }
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    GraphTensor bias = inputs.length > 2 ? inputs[2] : null;
    return new GraphConvolution(layout, window).defineDepthwise(out, inputs[0], inputs[1], bias);
  }

  /**
   * How many positions are multiplied at once: neighbors, where they lie under neighboring elements
   * of the kernel's next position, in channels-last.
   */
  private int blockSize(Sweep sweep, int size) {
    boolean adjacent = layout == Layout.CHANNELS_LAST && sweep.stride() == 1;
    return adjacent ? Math.max(1, BLOCK / size) : 1;
  }

  /** The kernel on the heap, each element repeated for every position of a block. */
  private static Supplier<Row> kernel(Plan plan, Tensor weights, int size, int block) {
    Supplier<Row> kernel = Matrices.load(plan, SharedRow.FACTORS, weights);
    if (block == 1) {
      return kernel;
    }
    int taps = Math.toIntExact(weights.length() / size);
    return plan.row(
        SharedRow.REPEATED_FACTORS,
        weights.type(),
        (long) taps * block * size,
        repeated -> {
          for (int i = 0; i < taps * block; i++) {
            repeated.copy(i * size, kernel.get(), i / block * size, size);
          }
        });
  }

  /** One call's operands. */
  private record Call(
      Sweep sweep,
      Tensor x,
      Tensor out,
      Supplier<Row> kernelRow,
      int block,
      @Nullable Supplier<Row> biasRow,
      int channels,
      int multiplier) {

    void channelsLast(Worker worker, long begin, long end) {
      int length = sweep.targetLength();
      int chunk = Math.max(1, CHUNK / (channels * multiplier));
      for (long at = begin; at < end; ) {
        int start = (int) (at % length);
        int count = (int) Math.min(Math.min(chunk, length - start), end - at);
        channelsLast(worker, at / length, start, count);
        at += count;
      }
    }

    private void channelsLast(Worker worker, long line, int start, int count) {
      Row kernel = kernelRow.get();
      Row bias = biasRow == null ? null : biasRow.get();
      int size = channels * multiplier;
      int span = sweep.span(count);
      Row in = worker.row(ThreadRow.INPUT, x.type(), (long) span * channels);
      Row wide = worker.row(ThreadRow.MIDDLE, x.type(), multiplier == 1 ? 0 : (long) span * size);
      Row sum = worker.row(ThreadRow.RESULT, x.type(), (long) count * size);
      for (int i = 0; i < count; i++) {
        if (bias == null) {
          sum.fill(i * size, size, 0);
        } else {
          sum.copy(i * size, bias, 0, size);
        }
      }
      long first = (long) start * sweep.stride() - sweep.before();
      for (int row = 0; row < sweep.rows(); row++) {
        long from = sweep.source(line, row);
        if (from < 0) {
          continue;
        }
        sweep.load(in, 0, x, from, first, span, channels);
        Row read = in;
        if (multiplier > 1) {
          wide.repeat(0, in, 0, span * channels, multiplier);
          read = wide;
        }
        for (int i = 0; i < count; i += block) {
          int length = Math.min(block, count - i) * size;
          for (int tap = 0; tap < sweep.width(); tap++) {
            int at = (i * sweep.stride() + tap * sweep.dilation()) * size;
            int weight = (row * sweep.width() + tap) * block * size;
            sum.addProduct(i * size, read, at, kernel, weight, length);
          }
        }
      }
      for (int i = 0; i < count; i++) {
        sum.store(i * size, out, sweep.target(line) + (start + i) * sweep.targetStep(), size);
      }
    }

    /** Lines are counted example by example, in an example channel by channel. */
    void channelsFirst(Worker worker, long begin, long end) {
      int size = channels * multiplier;
      long perExample = sweep.linesPerExample();
      int most = Math.max(1, CHUNK / sweep.span(sweep.targetLength()));
      for (long at = begin; at < end; ) {
        long line = at % perExample;
        int lines = (int) Math.min(Math.min(most, perExample - line), end - at);
        long example = at / (perExample * size);
        int channel = (int) (at / perExample % size);
        channelsFirst(worker, example * perExample + line, lines, channel);
        at += lines;
      }
    }

    /** Several lines at once: with stride 1 they stay as far apart as in the padded source. */
    private void channelsFirst(Worker worker, long first, int lines, int channel) {
      Row kernel = kernelRow.get();
      Row bias = biasRow == null ? null : biasRow.get();
      int count = sweep.targetLength();
      int span = sweep.span(count);
      int pitch = sweep.stride() == 1 ? span : count;
      Row in = worker.row(ThreadRow.INPUT, x.type(), (long) lines * span);
      Row picked = worker.row(ThreadRow.MIDDLE, x.type(), (long) lines * count);
      Row sum = worker.row(ThreadRow.RESULT, x.type(), (long) lines * pitch);
      sum.fill(0, lines * pitch, bias == null ? 0 : bias.get(channel));
      long plane = channel / multiplier * sweep.channelStride();
      for (int row = 0; row < sweep.rows(); row++) {
        for (int i = 0; i < lines; i++) {
          long from = sweep.source(first + i, row);
          long line = from < 0 ? from : from + plane;
          sweep.load(in, i * span, x, line, -sweep.before(), span, 1);
        }
        for (int tap = 0; tap < sweep.width(); tap++) {
          int weight = (row * sweep.width() + tap) * channels * multiplier + channel;
          int shift = tap * sweep.dilation();
          if (sweep.stride() == 1) {
            sum.addScaled(0, in, shift, lines * span - shift, kernel.get(weight));
            continue;
          }
          for (int i = 0; i < lines; i++) {
            picked.pick(i * count, in, i * span + shift, sweep.stride(), count);
          }
          sum.addScaled(0, picked, 0, lines * count, kernel.get(weight));
        }
      }
      for (int i = 0; i < lines; i++) {
        long target = sweep.target(first + i) + channel * out.stride(1);
        sum.store(i * pitch, out, target, count);
      }
    }
  }
}
