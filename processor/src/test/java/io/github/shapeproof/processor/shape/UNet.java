package io.github.shapeproof.processor.shape;

import java.util.ArrayList;
import java.util.List;

/** One axis of a U-Net: a pool by 2 on each level down, a doubling on each level up. */
final class UNet {
  private UNet() {}

  /** The sizes on the way down, the input's first. */
  static List<Dim> levels(Dim size, int depth) {
    List<Dim> levels = new ArrayList<>(List.of(size));
    for (int i = 0; i < depth; i++) {
      levels.add(levels.get(i).floorDiv(2));
    }
    return levels;
  }

  /** The size that comes up to a level from the one below. */
  static Dim up(List<Dim> levels, int level) {
    return levels.get(level + 1).times(2);
  }

  /** Whether each level is joined by its own size. */
  static boolean closes(Facts facts, List<Dim> levels) {
    for (int level = levels.size() - 2; level >= 0; level--) {
      if (!facts.equal(up(levels, level), levels.get(level)).isProved()) {
        return false;
      }
    }
    return true;
  }
}
