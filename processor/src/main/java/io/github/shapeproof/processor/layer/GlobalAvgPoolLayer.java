package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.PoolKind;

/** The rule of {@code @GlobalAvgPool}. */
public final class GlobalAvgPoolLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    return Pools.global(layer, PoolKind.AVG, "GlobalAvgPool");
  }
}
