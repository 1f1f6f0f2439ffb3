package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.PoolKind;

/** The rule of {@code @GlobalMaxPool}. */
public final class GlobalMaxPoolLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    return Pools.global(layer, PoolKind.MAX, "GlobalMaxPool");
  }
}
