package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.PoolKind;
import java.util.List;

/** The rule of {@code @GlobalMaxPool}. */
public final class GlobalMaxPoolLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    return Pools.global(layer, PoolKind.MAX, "GlobalMaxPool");
  }

  @Override
  public List<String> adjustable() {
    return List.of("keepDims");
  }
}
