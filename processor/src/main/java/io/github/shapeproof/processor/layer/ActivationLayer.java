package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;
import java.util.Locale;

/**
 * The rule of {@code @Activation}: the shape stays, and only SOFTMAX asks where the channels are.
 */
public final class ActivationLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Named input = layer.input();
    ActivationKind kind = layer.attributes().constant("value", ActivationKind.class);
    List<Object> arguments = List.of(layer.layout(), kind);
    Shape output = input.shape();
    Step step;
    if (kind == ActivationKind.SOFTMAX) {
      Dimensions.channels(layer, input, layer.inputSite(0));
      step = Steps.run("Activation", arguments, List.of(input), output);
    } else {
      step = Steps.inPlace("Activation", arguments, List.of(input), output);
    }
    return new Inference(
        output, List.of(), List.of(step), kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  @Override
  public boolean keepsShape() {
    return true;
  }
}
