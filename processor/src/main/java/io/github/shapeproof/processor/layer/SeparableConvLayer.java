package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The rule of {@code @SeparableConv}: a depthwise convolution that sees space, then a pointwise one
 * that mixes channels.
 */
public final class SeparableConvLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Spatial spatial = Spatial.of(layer, layer.input(), Windows.arrays(layer));
    Window window = Windows.read(layer, spatial);
    Channels.checkIn(layer, spatial.input(), spatial.channels());
    Dim filters =
        Channels.filters(layer, "filters", spatial.channelDimension(), spatial.axes() + 2);
    int multiplier = layer.atLeast(1, "multiplier");
    Dim between = spatial.channels().times(multiplier);
    List<Dim> sizes = Windows.sizes(layer, spatial, window);
    Shape output = spatial.output(sizes, filters);
    Window point = Windows.point(spatial);

    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        new Parameter(
            "depthwise", ConvLayer.kernel(window, spatial.channels(), Dim.of(multiplier))));
    parameters.add(new Parameter("pointwise", ConvLayer.kernel(point, between, filters)));
    List<Operand> pointwise = new ArrayList<>();
    pointwise.add(new Operand.Result(0));
    pointwise.add(new Operand.Weight("pointwise"));
    if (layer.attributes().flag("bias")) {
      parameters.add(new Parameter("bias", Shape.of(filters)));
      pointwise.add(new Operand.Weight("bias"));
    }
    List<Step> steps =
        List.of(
            new Step.Run(
                "DepthwiseConv",
                List.of(layer.layout(), window),
                false,
                List.of(
                    new Operand.Tensor(spatial.input().name()), new Operand.Weight("depthwise")),
                spatial.output(sizes, between)),
            new Step.Run("Conv", List.of(layer.layout(), point, 1), false, pointwise, output));
    return new Inference(output, parameters, steps, "separable conv " + Windows.describe(window))
        .saying(spatial.channelDimension(), Channels.filtersSite(layer, "filters"));
  }

  @Override
  public List<String> adjustable() {
    return List.of("padding", "stride", "kernel", "pad", "filters", "multiplier", "dilation");
  }
}
