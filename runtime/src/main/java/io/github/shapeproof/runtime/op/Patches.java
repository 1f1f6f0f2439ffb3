package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Tensor;
import io.github.shapeproof.runtime.Worker;

/**
 * Copies what lies under a kernel into a matrix, so that a convolution is a matrix product.
 *
 * <p>The elements under one kernel position come in the order of the kernel's own dimensions:
 * {@code [k..., channels]}.
 */
final class Patches {
  /** Elements that a worker gathers before it stores them. */
  private static final int CHUNK = 16_384;

  private final Sweep sweep;
  private final Tensor source;
  private final int channels;

  /**
   * @param source a feature map, in channels-first of one example
   * @param channels of the source
   */
  Patches(Sweep sweep, Tensor source, int channels) {
    this.sweep = sweep;
    this.source = source;
    this.channels = channels;
  }

  /** Channels-last: fills {@code [positions, taps * channels]}, from a position on. */
  void fillRows(Plan plan, long first, Tensor patches) {
    plan.loop(
        patches.size(0),
        patches.size(1),
        (worker, begin, end) -> {
          int length = sweep.targetLength();
          long chunk = Math.max(1, CHUNK / patches.size(1));
          long at = first + begin;
          while (at < first + end) {
            int start = (int) (at % length);
            int count = (int) Math.min(Math.min(chunk, length - start), first + end - at);
            fillRows(worker, at / length, start, count, patches, at - first);
            at += count;
          }
        });
  }

  private void fillRows(Worker worker, long line, int start, int count, Tensor patches, long at) {
    int size = Math.toIntExact(patches.size(1));
    int span = sweep.span(count);
    int stride = sweep.stride() * channels;
    int dilation = sweep.dilation() * channels;
    boolean dense = sweep.dilation() == 1;
    int run = dense ? sweep.width() * channels : channels;
    int runs = dense ? 1 : sweep.width();
    Row in = worker.row(ThreadRow.INPUT, source.type(), (long) span * channels);
    Row out = worker.row(ThreadRow.RESULT, source.type(), (long) count * size);
    for (int row = 0; row < sweep.rows(); row++) {
      long position = (long) start * sweep.stride() - sweep.before();
      sweep.load(in, 0, source, sweep.source(line, row), position, span, channels);
      for (int i = 0; i < count; i++) {
        int to = i * size + row * runs * run;
        for (int j = 0; j < runs; j++) {
          out.copy(to + j * run, in, i * stride + j * dilation, run);
        }
      }
    }
    out.store(0, patches, at * size, count * size);
  }

  /** Channels-first: fills {@code [taps * channels, positions]}, from a position on. */
  void fillColumns(Plan plan, long first, Tensor patches) {
    plan.loop(
        channels,
        patches.length() / channels,
        (worker, begin, end) -> {
          for (long channel = begin; channel < end; channel++) {
            for (int row = 0; row < sweep.rows(); row++) {
              fillColumns(worker, channel, row, first, patches);
            }
          }
        });
  }

  private void fillColumns(Worker worker, long channel, int row, long first, Tensor patches) {
    int positions = Math.toIntExact(patches.size(1));
    int length = sweep.targetLength();
    int width = sweep.width();
    Row in = worker.row(ThreadRow.INPUT, source.type(), sweep.span(Math.min(length, positions)));
    Row out = worker.row(ThreadRow.RESULT, source.type(), (long) width * positions);
    for (int at = 0; at < positions; ) {
      long line = (first + at) / length;
      int start = (int) ((first + at) % length);
      int count = Math.min(length - start, positions - at);
      long begin = sweep.source(line, row);
      long sourceLine = begin < 0 ? begin : begin + channel * sweep.channelStride();
      long position = (long) start * sweep.stride() - sweep.before();
      sweep.load(in, 0, source, sourceLine, position, sweep.span(count), 1);
      for (int tap = 0; tap < width; tap++) {
        out.pick(tap * positions + at, in, tap * sweep.dilation(), sweep.stride(), count);
      }
      at += count;
    }
    for (int tap = 0; tap < width; tap++) {
      long to = ((long) row * width + tap) * channels + channel;
      out.store(tap * positions, patches, to * positions, positions);
    }
  }
}
