package io.github.shapeproof.runtime;

import io.github.shapeproof.annotation.Padding;

/**
 * How a kernel moves over the spatial axes: one entry for each axis, in the order depth, height,
 * width.
 *
 * @param before explicit padding before each axis, used by {@link Padding#VALID} alone
 * @param after explicit padding after each axis
 */
@SuppressWarnings("ArrayRecordComponent") // made once by generated code, never compared
public record Window(
    int[] kernel, int[] stride, int[] dilation, Padding padding, int[] before, int[] after) {

  /** The spatial axes. */
  public int axes() {
    return kernel.length;
  }

  /** From the first to the last element under the kernel: {@code dilation * (kernel - 1) + 1}. */
  public long reach(int axis) {
    return (long) dilation[axis] * (kernel[axis] - 1) + 1;
  }

  /**
   * The padding before an axis that maps {@code in} elements to {@code out}.
   *
   * <p>SAME has the odd one after, SAME_LOWER before, as in TensorFlow and ONNX; CAUSAL has all of
   * the reach before, as in Keras.
   */
  public long before(int axis, long in, long out) {
    long total = Math.max(0, (out - 1) * stride[axis] + reach(axis) - in);
    return switch (padding) {
      case VALID -> before[axis];
      case SAME -> total / 2;
      case SAME_LOWER -> total - total / 2;
      case CAUSAL -> reach(axis) - 1;
    };
  }
}
