package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv3DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;

/**
 * Convolutions in a graph. ND4J's own do the work, over what is padded here: its SAME differs.
 * Those with dilation fail in its oneDNN build, so what lies under the kernel is put side by side
 * instead.
 */
record GraphConvolution(Layout layout, Window window) {

  /** The inputs of {@link Conv}. */
  GraphTensor define(
      GraphShape out, GraphTensor x, GraphTensor kernel, int groups, @Nullable GraphTensor bias) {
    int axis = GraphMaps.channels(layout, x.rank());
    long channels = x.size(axis) / groups;
    int last = kernel.rank() - 1;
    long filters = kernel.size(last) / groups;
    if (groups > 1 && channels == 1) {
      GraphShape each = kernel.shape().with(last - 1, groups).with(last, filters);
      return defineDepthwise(out, x, kernel.reshape(each), bias);
    }
    GraphTensor padded = padded(out, x);
    GraphTensor[] parts = new GraphTensor[groups];
    for (int i = 0; i < groups; i++) {
      parts[i] =
          groups == 1
              ? convolve(out, padded, kernel)
              : convolve(
                  out.with(axis, filters),
                  padded.slice(axis, i * channels, (i + 1) * channels, 1),
                  kernel.slice(last, i * filters, (i + 1) * filters, 1));
    }
    return biased(GraphTensor.concat(axis, parts), bias);
  }

  /** The inputs of {@link DepthwiseConv}. */
  GraphTensor defineDepthwise(
      GraphShape out, GraphTensor x, GraphTensor kernel, @Nullable GraphTensor bias) {
    GraphTensor padded = padded(out, x);
    if (kernel.size(kernel.rank() - 2) == 1) {
      // ND4J's own fails where it multiplies by a single element.
      return biased(convolve(out, padded, kernel), bias);
    }
    return biased(
        window.axes() == 3 || isDilated()
            ? depthwiseByTaps(out, padded, kernel)
            : onImages(
                out,
                padded,
                kernel,
                (graph, images, weights) -> graph.cnn().depthWiseConv2d(images, weights, planar())),
        bias);
  }

  private GraphTensor biased(GraphTensor y, @Nullable GraphTensor bias) {
    return bias == null ? y : y.add(GraphMaps.along(layout, y.rank(), bias));
  }

  private GraphTensor padded(GraphShape out, GraphTensor x) {
    long[] before = new long[x.rank()];
    long[] after = new long[x.rank()];
    int[] space = GraphMaps.space(layout, x.rank());
    for (int i = 0; i < space.length; i++) {
      int axis = space[i];
      switch (window.padding()) {
        case VALID -> {
          before[axis] = window.before()[i];
          after[axis] = window.after()[i];
        }
        case CAUSAL -> before[axis] = window.reach(i) - 1;
        case SAME, SAME_LOWER -> {
          // With stride 1 the padding is the same for all sizes, open ones too.
          boolean any = window.stride()[i] == 1;
          long from = any ? 1 : x.size(axis);
          long to = any ? 1 : out.size(axis);
          before[axis] = window.before(i, from, to);
          long needed = (to - 1) * window.stride()[i] + window.reach(i);
          after[axis] = Math.max(0, needed - from - before[axis]);
        }
      }
    }
    return x.pad(before, after);
  }

  private GraphTensor convolve(GraphShape out, GraphTensor x, GraphTensor kernel) {
    if (isDilated()) {
      return overPatches(out, x, kernel);
    }
    return onImages(
        out,
        x,
        kernel,
        (graph, images, weights) ->
            window.axes() == 3
                ? graph.cnn().conv3d(images, weights, spatial())
                : graph.cnn().conv2d(images, weights, planar()));
  }

  private boolean isDilated() {
    return Arrays.stream(window.dilation()).anyMatch(dilation -> dilation > 1);
  }

  /** An operation of ND4J's on images. */
  @FunctionalInterface
  private interface OnImages {
    SDVariable define(SameDiff graph, SDVariable images, SDVariable kernel);
  }

  /** A line is an image of height 1. */
  private GraphTensor onImages(
      GraphShape out, GraphTensor x, GraphTensor kernel, OnImages operation) {
    SameDiff graph = x.variable().getSameDiff();
    if (window.axes() > 1) {
      return new GraphTensor(operation.define(graph, x.variable(), kernel.variable()), out);
    }
    int height = layout == Layout.CHANNELS_LAST ? 1 : 2;
    SDVariable images = x.insertAxis(height).variable();
    SDVariable result = operation.define(graph, images, kernel.insertAxis(0).variable());
    return new GraphTensor(graph.squeeze(result, height), out);
  }

  private Conv2DConfig planar() {
    int height = window.axes() - 2;
    int width = window.axes() - 1;
    return Conv2DConfig.builder()
        .kH(height < 0 ? 1 : window.kernel()[height])
        .kW(window.kernel()[width])
        .sH(height < 0 ? 1 : window.stride()[height])
        .sW(window.stride()[width])
        .paddingMode(PaddingMode.VALID)
        .dataFormat(layout == Layout.CHANNELS_LAST ? "NHWC" : "NCHW")
        .build();
  }

  private Conv3DConfig spatial() {
    return Conv3DConfig.builder()
        .kD(window.kernel()[0])
        .kH(window.kernel()[1])
        .kW(window.kernel()[2])
        .sD(window.stride()[0])
        .sH(window.stride()[1])
        .sW(window.stride()[2])
        .paddingMode(PaddingMode.VALID)
        .dataFormat(layout == Layout.CHANNELS_LAST ? "NDHWC" : "NCDHW")
        .build();
  }

  private GraphTensor overPatches(GraphShape out, GraphTensor x, GraphTensor kernel) {
    GraphTensor patches = GraphTensor.concat(x.rank() - 1, underKernel(out, x));
    int last = kernel.rank() - 1;
    GraphShape matrix = GraphShape.of(kernel.shape().product(0, last), kernel.size(last));
    return GraphMaps.fromChannelsLast(layout, patches.matmul(kernel.reshape(matrix)));
  }

  private GraphTensor depthwiseByTaps(GraphShape out, GraphTensor x, GraphTensor kernel) {
    GraphTensor[] taps = underKernel(out, x);
    int last = x.rank() - 1;
    long channels = kernel.size(last - 1);
    long multiplier = kernel.size(last);
    GraphTensor weights = kernel.reshape(GraphShape.of(taps.length, channels, multiplier));
    GraphTensor sum = null;
    for (int i = 0; i < taps.length; i++) {
      GraphTensor tap = taps[i].reshape(taps[i].shape().split(last, channels, 1));
      GraphTensor product = tap.multiply(weights.slice(0, i, i + 1, 1).removeAxis(0));
      sum = sum == null ? product : sum.add(product);
    }
    GraphShape together = taps[0].shape().with(last, channels * multiplier);
    return GraphMaps.fromChannelsLast(layout, Objects.requireNonNull(sum).reshape(together));
  }

  /** For each element of the kernel what lies under it, channels last. */
  private GraphTensor[] underKernel(GraphShape out, GraphTensor x) {
    int[] space = GraphMaps.space(layout, x.rank());
    List<GraphTensor> taps = List.of(x);
    for (int i = 0; i < space.length; i++) {
      long span = (out.size(space[i]) - 1) * window.stride()[i] + 1;
      List<GraphTensor> more = new ArrayList<>();
      for (GraphTensor tap : taps) {
        for (int k = 0; k < window.kernel()[i]; k++) {
          long from = (long) k * window.dilation()[i];
          more.add(tap.slice(space[i], from, from + span, window.stride()[i]));
        }
      }
      taps = more;
    }
    return taps.stream()
        .map(tap -> GraphMaps.channelsLast(layout, tap))
        .toArray(GraphTensor[]::new);
  }
}
