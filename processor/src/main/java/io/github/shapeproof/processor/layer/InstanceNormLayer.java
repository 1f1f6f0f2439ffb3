package io.github.shapeproof.processor.layer;

import java.util.List;

/** The rule of {@code @InstanceNorm}, which normalizes each channel of each example over space. */
public final class InstanceNormLayer extends Normalization {
  /** The rule. */
  public InstanceNormLayer() {
    super("InstanceNorm", List.of("gamma", "beta"), List.of(), 3, true);
  }
}
