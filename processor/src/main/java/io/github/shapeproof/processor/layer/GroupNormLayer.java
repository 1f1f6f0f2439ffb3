package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Dim;
import java.util.List;

/**
 * The rule of {@code @GroupNorm}, which normalizes groups of channels of each example over space.
 */
public final class GroupNormLayer extends Normalization {
  /** The rule. */
  public GroupNormLayer() {
    super("GroupNorm", List.of("gamma", "beta"), List.of(), 2, true);
  }

  @Override
  List<Object> arguments(LayerContext layer, Dim channels) {
    int groups = layer.atLeast(1, "groups");
    Channels.perGroup(layer, channels, groups, "channel");
    return List.of(layer.layout(), groups);
  }

  @Override
  public List<String> adjustable() {
    return List.of("groups");
  }
}
