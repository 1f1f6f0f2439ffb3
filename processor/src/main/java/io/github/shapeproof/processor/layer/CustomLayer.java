package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Shape;
import java.util.List;

/** The rule of {@code @Custom}: the user's signature, applied to the shapes of the inputs. */
public final class CustomLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Signature signature = Signature.read(layer);
    int count = signature.inputs().size();
    List<Named> inputs = layer.inputs(count, count);
    Shape output = Unification.result(layer, signature, inputs);
    Step step = new Step.Call(Steps.tensors(inputs), output);
    return new Inference(output, List.of(), List.of(step), "custom " + signature.text().content());
  }
}
