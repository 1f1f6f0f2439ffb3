package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rule of {@code @Deconv}: the size that a convolution of the same window would have come from.
 * Sizes without padding after PyTorch's ConvTranspose, with SAME after Keras' Conv2DTranspose.
 */
public final class DeconvLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Spatial spatial = Spatial.of(layer, layer.input(), Windows.arrays(layer));
    Window window = Windows.read(layer, spatial);
    List<Integer> extra = outputPadding(layer, spatial, window);
    Channels.checkIn(layer, spatial.input(), spatial.channels());
    Dim filters =
        Channels.filters(layer, "filters", spatial.channelDimension(), spatial.axes() + 2);
    int groups = layer.atLeast(1, "groups");
    Channels.perGroup(layer, spatial.channels(), groups, "input channel");
    Dim perGroup = Channels.perGroup(layer, filters, groups, "filter");
    Shape output = spatial.output(sizes(layer, spatial, window, extra), filters);
    List<Parameter> parameters =
        ConvLayer.parameters(
            layer, ConvLayer.kernel(window, perGroup, spatial.channels()), filters);
    Step step =
        Steps.learned(
            "Deconv", List.of(layer.layout(), window, groups), spatial.input(), parameters, output);
    return new Inference(output, parameters, List.of(step), "deconv " + Windows.describe(window))
        .saying(spatial.channelDimension(), Channels.filtersSite(layer, "filters"));
  }

  /** One entry for each axis; empty where left out, which under SAME is not the same as 0. */
  private static List<Integer> outputPadding(LayerContext layer, Spatial spatial, Window window) {
    if (window.padding() == Padding.CAUSAL) {
      throw layer.fault(
          Code.SP011,
          layer.site("padding"),
          "`%s` has padding = CAUSAL, which a transposed convolution does not have"
              .formatted(layer.field()));
    }
    if (!layer.attributes().isGiven("outputPadding")) {
      return List.of();
    }
    List<Integer> extra = spatial.spread("outputPadding", 0);
    for (int axis = 0; axis < spatial.axes(); axis++) {
      int stride = window.stride().get(axis);
      int dilation = window.dilation().get(axis);
      boolean same = window.padding() != Padding.VALID;
      int limit = same ? stride : Math.max(stride, dilation);
      if (extra.get(axis) >= limit) {
        throw layer.fault(
            Code.SP303,
            layer.site("outputPadding", axis),
            "`%s` has outputPadding = %d for the %s, which must be below %s"
                .formatted(
                    layer.field(),
                    extra.get(axis),
                    spatial.name(axis),
                    same || stride >= dilation
                        ? "the stride %d".formatted(stride)
                        : "the dilation %d".formatted(dilation)));
      }
    }
    return extra;
  }

  private static List<Dim> sizes(
      LayerContext layer, Spatial spatial, Window window, List<Integer> extra) {
    List<Dim> sizes = new ArrayList<>();
    for (int axis = 0; axis < spatial.axes(); axis++) {
      Dim n = spatial.size(axis);
      int stride = window.stride().get(axis);
      boolean same = window.padding() != Padding.VALID;
      if (same && extra.isEmpty()) {
        sizes.add(n.times(stride));
        continue;
      }
      long extent = window.extent(axis);
      long cut =
          same ? 2 * (extent / 2) : (long) window.before().get(axis) + window.after().get(axis);
      int after = extra.isEmpty() ? 0 : extra.get(axis);
      Dim size = n.minus(1).times(stride).plus(extent - cut + after);
      layer.requireAtLeast(
          size,
          Dim.of(1),
          Code.SP310,
          layer.site(same ? "outputPadding" : "pad", axis),
          "padding of `%s`".formatted(layer.field()),
          "`%s` would have a %s of %s: (%s - 1) * %d + %d - %d + %d"
              .formatted(layer.field(), spatial.name(axis), size, n, stride, extent, cut, after));
      sizes.add(size);
    }
    return sizes;
  }

  @Override
  public Optional<Class<? extends Annotation>> opposite() {
    return Optional.of(Conv.class);
  }

  @Override
  public List<String> adjustable() {
    return List.of(
        "outputPadding", "padding", "stride", "kernel", "pad", "filters", "dilation", "groups");
  }
}
