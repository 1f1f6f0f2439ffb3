package io.github.shapeproof.processor.layer;

import java.util.List;

/** The rule of {@code @BatchNorm}, which normalizes each channel by learned statistics. */
public final class BatchNormLayer extends Normalization {
  /** The rule. */
  public BatchNormLayer() {
    super("BatchNorm", List.of("gamma", "beta"), List.of("mean", "variance"), 2, false);
  }
}
