package io.github.shapeproof.runtime;

import io.github.shapeproof.annotation.Layout;
import java.util.List;

/** What people call the dimensions of a feature map. */
final class AxisNames {
  static final String BATCH = "batch";
  static final String CHANNELS = "channels";
  private static final List<String> SPATIAL = List.of("depth", "height", "width");

  private AxisNames() {}

  /** Batch, channels, depth, height or width; empty for a rank that is no feature map's. */
  static String of(Layout layout, int rank, int axis) {
    int spatial = rank - 2;
    if (spatial < 1 || spatial > SPATIAL.size()) {
      return "";
    }
    if (axis == 0) {
      return BATCH;
    }
    boolean last = layout == Layout.CHANNELS_LAST;
    if (axis == (last ? rank - 1 : 1)) {
      return CHANNELS;
    }
    int index = axis - (last ? 1 : 2);
    return SPATIAL.get(SPATIAL.size() - spatial + index);
  }
}
