package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;

/** The rule of {@code @Flatten}: {@code N, product of the rest}. */
public final class FlattenLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Named input = layer.input();
    Dimensions.requireRank(layer, input, 2, layer.inputSite(0));
    List<Dim> dims = input.shape().dims();
    Shape rest = Shape.of(dims.subList(1, dims.size()));
    Shape output = Shape.of(dims.get(0), rest.product());
    return new Inference(output, List.of(), List.of(Steps.view(input, output)), "flatten");
  }
}
