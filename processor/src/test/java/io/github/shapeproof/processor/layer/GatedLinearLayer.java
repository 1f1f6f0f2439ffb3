package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;

/** The rule of {@code @GatedLinear}: half the channels, which must be even for every size. */
public final class GatedLinearLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Named input = layer.input();
    int index = Dimensions.channels(layer, input, layer.inputSite(0));
    Dim channels = input.shape().dims().get(index);
    layer.requireEqual(
        channels.mod(2),
        Dim.of(0),
        Code.SP306,
        layer.inputSite(0),
        "`%s` halves the channels of `%s` %s, but %s is odd"
            .formatted(layer.field(), input.name(), input.shape(), channels));
    Shape output = input.shape().with(index, channels.floorDiv(2));
    Step step = Steps.run("GatedLinear", List.of(layer.layout()), List.of(input), output);
    return new Inference(output, List.of(), List.of(step), "gated linear");
  }
}
