package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.DepthToSpace;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rule of {@code @SpaceToDepth}: each block of space becomes one element of more channels. */
public final class SpaceToDepthLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Spatial spatial = Spatial.of(layer, layer.input(), "block");
    List<Integer> block = spatial.spread("block", 1);
    Dim channels = spatial.channels();
    List<Dim> sizes = new ArrayList<>();
    for (int axis = 0; axis < spatial.axes(); axis++) {
      Dim n = spatial.size(axis);
      int b = block.get(axis);
      sizes.add(
          layer.requireQuotient(
              n,
              Dim.of(b),
              Code.SP306,
              layer.site("block", axis),
              "`%s` has block = %d, which does not divide the %s %s of `%s`"
                  .formatted(layer.field(), b, spatial.name(axis), n, spatial.input().name())));
      channels = channels.times(b);
    }
    Shape output = spatial.output(sizes, channels);
    Step step =
        Steps.run("SpaceToDepth", List.of(layer.layout(), block), List.of(spatial.input()), output);
    return new Inference(
        output, List.of(), List.of(step), "space to depth, block " + Windows.numbers(block));
  }

  @Override
  public Optional<Class<? extends Annotation>> opposite() {
    return Optional.of(DepthToSpace.class);
  }

  @Override
  public List<String> adjustable() {
    return List.of("block");
  }
}
