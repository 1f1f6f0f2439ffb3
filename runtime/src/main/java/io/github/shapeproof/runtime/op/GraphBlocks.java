package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import java.util.stream.IntStream;

/** Moves between space and channels in a graph, in the order of {@link Blocks}. */
final class GraphBlocks {
  private GraphBlocks() {}

  /** Blocks of space into channels. */
  static GraphTensor toDepth(Layout layout, int[] block, GraphTensor map) {
    GraphTensor x = GraphMaps.channelsLast(layout, map);
    int axes = x.rank() - 2;
    GraphShape split = x.shape();
    GraphShape deep = x.shape();
    long places = 1;
    for (int i = 0; i < axes; i++) {
      int size = size(block, i);
      long blocks = x.size(i + 1) / size;
      split = split.split(2 * i + 1, blocks, size);
      deep = deep.with(i + 1, blocks);
      places *= size;
    }
    deep = deep.with(axes + 1, x.size(axes + 1) * places);
    // batch, blocks, channels, places
    int[] order =
        IntStream.range(0, split.rank())
            .map(
                i ->
                    i <= axes
                        ? Math.max(0, 2 * i - 1)
                        : i == axes + 1 ? 2 * axes + 1 : 2 * (i - axes - 1))
            .toArray();
    return GraphMaps.fromChannelsLast(layout, x.reshape(split).permute(order).reshape(deep));
  }

  /** Channels into blocks of space. */
  static GraphTensor toSpace(Layout layout, int[] block, GraphTensor map) {
    GraphTensor x = GraphMaps.channelsLast(layout, map);
    int axes = x.rank() - 2;
    GraphShape wide = x.shape();
    long[] parts = new long[axes + 1];
    parts[0] = x.size(axes + 1);
    for (int i = 0; i < axes; i++) {
      parts[i + 1] = size(block, i);
      parts[0] /= parts[i + 1];
      wide = wide.with(i + 1, x.size(i + 1) * parts[i + 1]);
    }
    GraphShape split = x.shape().split(axes + 1, parts);
    wide = wide.with(axes + 1, parts[0]);
    // batch, then blocks and places of each axis, channels
    int[] order =
        IntStream.range(0, split.rank())
            .map(
                i ->
                    i == 0
                        ? 0
                        : i == 2 * axes + 1
                            ? axes + 1
                            : i % 2 == 1 ? (i + 1) / 2 : axes + 1 + i / 2)
            .toArray();
    return GraphMaps.fromChannelsLast(layout, x.reshape(split).permute(order).reshape(wide));
  }

  private static int size(int[] block, int axis) {
    return block.length == 1 ? block[0] : block[axis];
  }
}
