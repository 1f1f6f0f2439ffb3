package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.Padding;
import java.util.List;

/**
 * The static numbers of a sliding window, one for each spatial axis; the twin of the runtime's
 * {@code Window}.
 *
 * @param kernel window size in elements
 * @param stride step in elements
 * @param dilation distance of neighbouring kernel elements
 * @param padding how the ends are padded where {@code before} and {@code after} do not say
 * @param before explicit padding at the beginning of each axis
 * @param after explicit padding at its end
 */
public record Window(
    List<Integer> kernel,
    List<Integer> stride,
    List<Integer> dilation,
    Padding padding,
    List<Integer> before,
    List<Integer> after) {

  /** {@code dilation * (kernel - 1) + 1}, the elements that the window spans. */
  public long extent(int axis) {
    return (long) dilation.get(axis) * (kernel.get(axis) - 1) + 1;
  }

  /** Number of spatial axes. */
  public int axes() {
    return kernel.size();
  }
}
