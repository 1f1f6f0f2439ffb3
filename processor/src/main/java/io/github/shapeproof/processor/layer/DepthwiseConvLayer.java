package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;

/** The rule of {@code @DepthwiseConv}: sizes as {@code @Conv}, each channel for itself. */
public final class DepthwiseConvLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Spatial spatial = Spatial.of(layer, layer.input(), Windows.arrays(layer));
    Window window = Windows.read(layer, spatial);
    Channels.checkIn(layer, spatial.input(), spatial.channels());
    int multiplier = layer.atLeast(1, "multiplier");
    Dim channels = spatial.channels().times(multiplier);
    Shape output = spatial.output(Windows.sizes(layer, spatial, window), channels);
    List<Parameter> parameters =
        ConvLayer.parameters(
            layer, ConvLayer.kernel(window, spatial.channels(), Dim.of(multiplier)), channels);
    Step step =
        Steps.learned(
            "DepthwiseConv", List.of(layer.layout(), window), spatial.input(), parameters, output);
    return new Inference(
            output, parameters, List.of(step), "depthwise conv " + Windows.describe(window))
        .saying(spatial.channelDimension(), layer.site("multiplier"));
  }

  @Override
  public List<String> adjustable() {
    return List.of("padding", "stride", "kernel", "pad", "multiplier", "dilation");
  }
}
