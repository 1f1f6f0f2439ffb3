package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.PoolKind;
import java.util.List;

/** The rule of {@code @AdaptiveMaxPool}. */
public final class AdaptiveMaxPoolLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    return Pools.adaptive(layer, PoolKind.MAX);
  }

  @Override
  public List<String> adjustable() {
    return List.of("size");
  }
}
