package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.PoolKind;
import java.util.List;

/** The rule of {@code @MaxPool}. */
public final class MaxPoolLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    return Pools.sliding(layer, PoolKind.MAX, "MaxPool");
  }

  @Override
  public List<String> adjustable() {
    return List.of("ceilMode", "padding", "stride", "kernel", "pad", "dilation");
  }
}
