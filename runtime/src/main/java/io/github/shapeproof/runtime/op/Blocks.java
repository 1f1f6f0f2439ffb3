package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.Tensor;

/**
 * A feature map seen with each spatial axis split into blocks, and the same elements in the
 * channels of a smaller map.
 *
 * <p>Channel {@code c * product(block) + place} of the deep map is the place, counted row by row,
 * in a block of channel {@code c} of the wide map, in both layouts: PyTorch's pixel shuffle, ONNX's
 * CRD. TensorFlow's order is {@code place * channels + c}.
 */
final class Blocks {
  private final long[] shape;
  private final long[] wideStrides;
  private final long[] deepStrides;

  /** Axes: batch, channel of the wide map, then for each spatial axis its blocks and its places. */
  Blocks(Layout layout, int[] block, Tensor wide, Tensor deep) {
    int axes = wide.rank() - 2;
    boolean last = layout == Layout.CHANNELS_LAST;
    int channel = last ? axes + 1 : 1;
    int first = last ? 1 : 2;
    this.shape = new long[2 + 2 * axes];
    this.wideStrides = new long[2 + 2 * axes];
    this.deepStrides = new long[2 + 2 * axes];
    set(0, wide.size(0), wide.stride(0), deep.stride(0));
    long place = deep.stride(channel);
    for (int axis = axes - 1; axis >= 0; axis--) {
      int size = block.length == 1 ? block[0] : block[axis];
      long step = wide.stride(first + axis);
      set(2 + 2 * axis, deep.size(first + axis), step * size, deep.stride(first + axis));
      set(3 + 2 * axis, size, step, place);
      place *= size;
    }
    set(1, wide.size(channel), wide.stride(channel), place);
  }

  long[] shape() {
    return shape;
  }

  long[] wideStrides() {
    return wideStrides;
  }

  long[] deepStrides() {
    return deepStrides;
  }

  private void set(int axis, long size, long wideStride, long deepStride) {
    shape[axis] = size;
    wideStrides[axis] = wideStride;
    deepStrides[axis] = deepStride;
  }
}
