package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.PoolKind;
import java.util.List;

/** The rule of {@code @GlobalAvgPool}. */
public final class GlobalAvgPoolLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    return Pools.global(layer, PoolKind.AVG, "GlobalAvgPool");
  }

  @Override
  public List<String> adjustable() {
    return List.of("keepDims");
  }
}
