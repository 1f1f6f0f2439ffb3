package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Tensor;

/**
 * A feature map of either layout as {@code planes × depth × height × width × inner}.
 *
 * <p>Channels last: a plane is a sample, and the channels are the inner elements. Channels first: a
 * plane is one channel of a sample, and there is one inner element. Axes that the map lacks have
 * size 1.
 */
final class Volume {
  static final int DEPTH = 0;
  static final int HEIGHT = 1;
  static final int WIDTH = 2;
  private static final int AXES = 3;

  private final Tensor tensor;
  private final long channels;
  private final long batchStride;
  private final long channelStride;
  private final int[] sizes = {1, 1, 1};
  private final long[] strides = new long[AXES];
  private final int inner;

  Volume(Tensor tensor, Layout layout) {
    this.tensor = tensor;
    boolean last = layout == Layout.CHANNELS_LAST;
    int axes = tensor.rank() - 2;
    this.channels = last ? 1 : tensor.size(1);
    this.batchStride = tensor.stride(0);
    this.channelStride = last ? 0 : tensor.stride(1);
    this.inner = last ? Math.toIntExact(tensor.size(axes + 1)) : 1;
    for (int axis = 0; axis < axes; axis++) {
      int from = axis + (last ? 1 : 2);
      sizes[AXES - axes + axis] = Math.toIntExact(tensor.size(from));
      strides[AXES - axes + axis] = tensor.stride(from);
    }
  }

  Tensor tensor() {
    return tensor;
  }

  long planes() {
    return tensor.size(0) * channels;
  }

  int size(int axis) {
    return sizes[axis];
  }

  long stride(int axis) {
    return strides[axis];
  }

  int inner() {
    return inner;
  }

  /** Where a plane begins. */
  long plane(long index) {
    return index / channels * batchStride + index % channels * channelStride;
  }

  /** Elements of one row of the map: width × inner. */
  int rowLength() {
    return Math.multiplyExact(sizes[WIDTH], inner);
  }

  /** Reads rows that follow each other along an axis into adjacent elements. */
  void load(Row to, int at, long offset, int axis, int rows) {
    int length = rowLength();
    if (isPacked() && (rows == 1 || strides[axis] == length)) {
      to.load(at, tensor, offset, rows * length);
      return;
    }
    for (int row = 0; row < rows; row++) {
      long from = offset + row * strides[axis];
      if (isPacked()) {
        to.load(at + row * length, tensor, from, length);
      } else {
        for (int x = 0; x < sizes[WIDTH]; x++) {
          to.load(at + row * length + x * inner, tensor, from + x * strides[WIDTH], inner);
        }
      }
    }
  }

  /** Writes adjacent elements to rows that follow each other along an axis. */
  void store(Row from, int at, long offset, int axis, int rows) {
    int length = rowLength();
    if (isPacked() && (rows == 1 || strides[axis] == length)) {
      from.store(at, tensor, offset, rows * length);
      return;
    }
    for (int row = 0; row < rows; row++) {
      long to = offset + row * strides[axis];
      if (isPacked()) {
        from.store(at + row * length, tensor, to, length);
      } else {
        for (int x = 0; x < sizes[WIDTH]; x++) {
          from.store(at + row * length + x * inner, tensor, to + x * strides[WIDTH], inner);
        }
      }
    }
  }

  private boolean isPacked() {
    return sizes[WIDTH] == 1 || strides[WIDTH] == inner;
  }
}
