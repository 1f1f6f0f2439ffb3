package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;

/**
 * The rule of {@code @ConcatReduce}: concatenate along the channels, then a learned convolution.
 */
public final class ConcatReduceLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    List<Named> inputs = layer.inputs(1, Integer.MAX_VALUE);
    Spatial spatial = Spatial.of(layer, inputs.get(0), "kernel");
    int channels = spatial.channelDimension();
    Shape joined = ConcatLayer.joined(layer, inputs, channels);
    Dim filters = Channels.filters(layer, "filters", channels, spatial.axes() + 2);
    Window window =
        new Window(
            Windows.kernel(layer, spatial),
            spatial.all(1),
            spatial.all(1),
            Padding.SAME,
            spatial.all(0),
            spatial.all(0));
    Chain chain = new Chain();
    Chain.Value all =
        chain.join(
            channels, joined, inputs.stream().map(Chain.Value::of).toArray(Chain.Value[]::new));
    Chain.Value result =
        chain.learned(
            "Conv",
            List.of(layer.layout(), window, 1),
            Chain.Names.PLAIN,
            ConvLayer.kernel(window, joined.dims().get(channels), filters),
            filters,
            joined.with(channels, filters),
            all);
    return chain
        .end(result, "concat, then conv " + Windows.describe(window))
        .saying(channels, Channels.filtersSite(layer, "filters"));
  }

  @Override
  public List<String> adjustable() {
    return List.of("filters");
  }
}
