package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.PoolKind;
import java.util.List;

/** The rule of {@code @AdaptiveAvgPool}. */
public final class AdaptiveAvgPoolLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    return Pools.adaptive(layer, PoolKind.AVG);
  }

  @Override
  public List<String> adjustable() {
    return List.of("size");
  }
}
