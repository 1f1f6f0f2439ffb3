package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.shape.ShapePattern;
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
    Inference inference =
        new Inference(output, List.of(), List.of(step), "custom " + signature.text().content());
    List<ShapePattern.Item> result = signature.result().pattern().items();
    int leading = output.dims().size() - result.size();
    for (int i = 0; i < result.size(); i++) {
      ShapePattern.Item item = result.get(i);
      if (item instanceof ShapePattern.Exact) {
        inference =
            inference.saying(leading + i, layer.site("value").marked(item.start(), item.end()));
      }
    }
    return inference;
  }
}
