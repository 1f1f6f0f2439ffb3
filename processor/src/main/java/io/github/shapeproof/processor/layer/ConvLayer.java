package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.Deconv;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rule of {@code @Conv}. */
public final class ConvLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Spatial spatial = Spatial.of(layer, layer.input(), Windows.arrays(layer));
    Window window = Windows.read(layer, spatial);
    Channels.checkIn(layer, spatial.input(), spatial.channels());
    Dim filters =
        Channels.filters(layer, "filters", spatial.channelDimension(), spatial.axes() + 2);
    int groups = layer.atLeast(1, "groups");
    Dim perGroup = Channels.perGroup(layer, spatial.channels(), groups, "input channel");
    Channels.perGroup(layer, filters, groups, "filter");
    Shape output = spatial.output(Windows.sizes(layer, spatial, window), filters);
    List<Parameter> parameters = parameters(layer, kernel(window, perGroup, filters), filters);
    Step step =
        Steps.learned(
            "Conv", List.of(layer.layout(), window, groups), spatial.input(), parameters, output);
    return new Inference(output, parameters, List.of(step), "conv " + Windows.describe(window))
        .saying(spatial.channelDimension(), Channels.filtersSite(layer, "filters"));
  }

  /** {@code [k..., in, out]}. */
  static Shape kernel(Window window, Dim in, Dim out) {
    List<Dim> dims = new ArrayList<>();
    window.kernel().forEach(k -> dims.add(Dim.of(k)));
    dims.add(in);
    dims.add(out);
    return Shape.of(dims);
  }

  /** The kernel, and a bias for each output channel unless {@code bias = false}. */
  static List<Parameter> parameters(LayerContext layer, Shape kernel, Dim filters) {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(new Parameter("kernel", kernel));
    if (layer.attributes().flag("bias")) {
      parameters.add(new Parameter("bias", Shape.of(filters)));
    }
    return parameters;
  }

  @Override
  public Optional<Class<? extends Annotation>> opposite() {
    return Optional.of(Deconv.class);
  }

  @Override
  public List<String> adjustable() {
    return List.of("padding", "stride", "kernel", "pad", "filters", "dilation", "groups");
  }
}
