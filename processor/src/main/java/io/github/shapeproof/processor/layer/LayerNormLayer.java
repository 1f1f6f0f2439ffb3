package io.github.shapeproof.processor.layer;

import java.util.List;

/** The rule of {@code @LayerNorm}, which normalizes the channels of each position. */
public final class LayerNormLayer extends Normalization {
  /** The rule. */
  public LayerNormLayer() {
    super("LayerNorm", List.of("gamma", "beta"), List.of(), 1, false);
  }
}
