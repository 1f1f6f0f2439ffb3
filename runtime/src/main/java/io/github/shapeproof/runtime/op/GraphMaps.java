package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Where channels and space are in the feature maps of a graph. */
final class GraphMaps {
  private GraphMaps() {}

  /** The axis of the channels. */
  static int channels(Layout layout, int rank) {
    return layout == Layout.CHANNELS_LAST ? rank - 1 : 1;
  }

  /** The spatial axes of a feature map. */
  static int[] space(Layout layout, int rank) {
    int first = layout == Layout.CHANNELS_LAST ? 1 : 2;
    return IntStream.range(first, first + rank - 2).toArray();
  }

  /** {@code x * scale + shift}, with one number of each for a channel. */
  static GraphTensor affine(Layout layout, GraphTensor x, GraphTensor scale, GraphTensor shift) {
    return x.multiply(along(layout, x.rank(), scale)).add(along(layout, x.rank(), shift));
  }

  /** A vector as it stands beside the channels of a tensor. */
  static GraphTensor along(Layout layout, int rank, GraphTensor vector) {
    int channels = channels(layout, rank);
    if (channels == rank - 1) {
      return vector;
    }
    long[] ones = new long[rank];
    Arrays.fill(ones, 1);
    return vector.reshape(GraphShape.of(ones).with(channels, vector.shape(), 0));
  }

  /** A feature map with its channels as the last axis. */
  static GraphTensor channelsLast(Layout layout, GraphTensor map) {
    return layout == Layout.CHANNELS_LAST ? map : map.permute(moved(map.rank(), 1, map.rank() - 1));
  }

  /** A feature map whose channels are the last axis in its own layout. */
  static GraphTensor fromChannelsLast(Layout layout, GraphTensor map) {
    return layout == Layout.CHANNELS_LAST ? map : map.permute(moved(map.rank(), map.rank() - 1, 1));
  }

  /** The order of axes in which one has moved from its place to another. */
  private static int[] moved(int rank, int from, int to) {
    return IntStream.range(0, rank)
        .map(
            i -> i == to ? from : i + (i >= from && i < to ? 1 : 0) - (i <= from && i > to ? 1 : 0))
        .toArray();
  }
}
