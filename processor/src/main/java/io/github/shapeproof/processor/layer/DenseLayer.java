package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;

/** The rule of {@code @Dense}: a learned map of the last dimension. */
public final class DenseLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Named input = layer.input();
    checkRank(layer, input);
    int last = Dimensions.channels(layer, input, layer.inputSite(0));
    Dim in = input.shape().dims().get(last);
    Channels.checkIn(layer, input, in);
    Dim units = Channels.filters(layer, "units", last, last + 1);
    Shape output = input.shape().with(last, units);
    List<Parameter> parameters = ConvLayer.parameters(layer, Shape.of(in, units), units);
    Step step = Steps.learned("Dense", List.of(), input, parameters, output);
    return new Inference(output, parameters, List.of(step), "dense")
        .saying(last, Channels.filtersSite(layer, "units"));
  }

  private static void checkRank(LayerContext layer, Named input) {
    boolean last = layer.layout() == Layout.CHANNELS_LAST;
    if (input.shape().hasRank() || !last) {
      Dimensions.requireRank(layer, input, 2, layer.inputSite(0));
    }
    if (!last && input.shape().rank() > 2) {
      boolean isMap = input.shape().rank() == layer.modelAxes() + 2;
      throw layer.fault(
          Code.SP203,
          layer.inputSite(0),
          ("`%s` maps the last dimension, which is not the channels of `%s` %s under"
                  + " CHANNELS_FIRST; %s, or @Flatten first")
              .formatted(
                  layer.field(),
                  input.name(),
                  input.shape(),
                  isMap ? "use a 1×1 @Conv" : "@Apply a model with channels last"));
    }
  }

  @Override
  public List<String> adjustable() {
    return List.of("units", "in");
  }
}
