package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.PoolKind;
import java.util.List;

/** The rule of {@code @AvgPool}. */
public final class AvgPoolLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    return Pools.sliding(
        layer, PoolKind.AVG, "AvgPool", layer.attributes().flag("countIncludePad"));
  }

  @Override
  public List<String> adjustable() {
    return List.of("ceilMode", "padding", "stride", "kernel", "pad");
  }
}
