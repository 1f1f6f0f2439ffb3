package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.PoolKind;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;

/**
 * The rule of {@code @SpatialPyramidPool}: a vector whose length does not depend on the map's size.
 */
public final class SpatialPyramidPoolLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Spatial spatial = Spatial.of(layer, layer.input());
    List<Integer> levels = spatial.list("levels", 1);
    PoolKind pool = layer.attributes().constant("pool", PoolKind.class);
    Dim bins = Dim.of(0);
    for (int level : levels) {
      Dim inLevel = Dim.of(1);
      for (int axis = 0; axis < spatial.axes(); axis++) {
        inLevel = inLevel.times(level);
      }
      bins = bins.plus(inLevel);
    }
    Shape output = Shape.of(spatial.batch(), spatial.channels().times(bins));
    Step step =
        Steps.run(
            "PyramidPool", List.of(layer.layout(), levels, pool), List.of(spatial.input()), output);
    return new Inference(
            output, List.of(), List.of(step), "pyramid pool of " + Counted.of(bins, "bin"))
        .saying(1, layer.site("levels"));
  }

  @Override
  public List<String> adjustable() {
    return List.of("levels");
  }
}
