package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.shape.ShapePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rule of {@code @Custom}: the user's signature, applied to the shapes of the inputs. */
public final class CustomLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Signature signature = Signature.read(layer);
    int count = signature.inputs().size();
    List<Named> inputs = layer.inputs(count, count);
    Shape output = result(layer, signature, inputs);
    Step step = new Step.Call(layer.field(), Steps.tensors(inputs), output);
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

  private static Shape result(LayerContext layer, Signature signature, List<Named> inputs) {
    Unification symbols = new Unification(layer, signature.text().site());
    for (int i = 0; i < inputs.size(); i++) {
      Signature.Item expected = signature.inputs().get(i);
      symbols.match(Expected.signature(expected.text(), expected.pattern()), inputs.get(i), i);
    }
    symbols.solve(List.of());
    symbols.prove();
    ShapePattern result = signature.result().pattern();
    Optional<String> leading =
        result.hasEllipsis() ? Optional.of(Expected.LEADING) : Optional.empty();
    Shape first = symbols.value(new Shape(leading, List.of()));
    List<Dim> dims = new ArrayList<>(first.dims());
    for (ShapePattern.Item item : result.items()) {
      if (item instanceof ShapePattern.Exact exact) {
        Site said = signature.text().site().marked(exact.start(), exact.end());
        dims.add(symbols.value(exact.dim(), said));
      }
    }
    return new Shape(first.leading(), dims);
  }
}
