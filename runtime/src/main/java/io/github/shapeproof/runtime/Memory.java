package io.github.shapeproof.runtime;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The off-heap elements of one array, addressed by a {@code long}.
 *
 * <p>Bulk moves between direct buffers and heap arrays run at memory speed, yet a buffer holds less
 * than 2 GiB. So the memory is seen through windows that start every {@link #STEP} elements and
 * reach two steps far: each move of at most one step fits in the window it starts in.
 */
final class Memory {
  private static final int STEP_BITS = 26;
  static final int STEP = 1 << STEP_BITS;

  /** Also keeps the memory from being collected. */
  final INDArray owner;

  final DataType type;
  private final Pointer base;
  private final FloatBuffer[] floats;
  private final DoubleBuffer[] doubles;

  /**
   * @param owner a FLOAT or DOUBLE array
   * @param length how many elements are reached from the array's first one
   */
  Memory(INDArray owner, long length) {
    this.owner = owner;
    this.type = owner.dataType();
    this.base = owner.data().addressPointer();
    int windows = (int) ((length + STEP - 1) >>> STEP_BITS);
    boolean single = type == DataType.FLOAT;
    this.floats = new FloatBuffer[single ? windows : 0];
    this.doubles = new DoubleBuffer[single ? 0 : windows];
    for (int i = 0; i < windows; i++) {
      long start = (long) i << STEP_BITS;
      ByteBuffer window = buffer(start, Math.min(length, start + 2L * STEP));
      if (single) {
        floats[i] = window.asFloatBuffer();
      } else {
        doubles[i] = window.asDoubleBuffer();
      }
    }
  }

  /** The address of an element, for native calls; keep this memory reachable meanwhile. */
  Pointer pointer(long offset) {
    return view().position(offset);
  }

  void read(long offset, float[] to, int at, int count) {
    if (count > STEP) {
      read(offset, to, at, STEP);
      read(offset + STEP, to, at + STEP, count - STEP);
      return;
    }
    try {
      floats[window(offset)].get(index(offset), to, at, count);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  void read(long offset, double[] to, int at, int count) {
    if (count > STEP) {
      read(offset, to, at, STEP);
      read(offset + STEP, to, at + STEP, count - STEP);
      return;
    }
    try {
      doubles[window(offset)].get(index(offset), to, at, count);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  void write(long offset, float[] from, int at, int count) {
    if (count > STEP) {
      write(offset, from, at, STEP);
      write(offset + STEP, from, at + STEP, count - STEP);
      return;
    }
    try {
      floats[window(offset)].put(index(offset), from, at, count);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  void write(long offset, double[] from, int at, int count) {
    if (count > STEP) {
      write(offset, from, at, STEP);
      write(offset + STEP, from, at + STEP, count - STEP);
      return;
    }
    try {
      doubles[window(offset)].put(index(offset), from, at, count);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  void gather(long offset, long stride, float[] to, int at, int count) {
    try {
      for (int i = 0; i < count; i++) {
        long from = offset + i * stride;
        to[at + i] = floats[window(from)].get(index(from));
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  void scatter(long offset, long stride, float[] from, int at, int count) {
    try {
      for (int i = 0; i < count; i++) {
        long to = offset + i * stride;
        floats[window(to)].put(index(to), from[at + i]);
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  void gather(long offset, long stride, double[] to, int at, int count) {
    try {
      for (int i = 0; i < count; i++) {
        long from = offset + i * stride;
        to[at + i] = doubles[window(from)].get(index(from));
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  void scatter(long offset, long stride, double[] from, int at, int count) {
    try {
      for (int i = 0; i < count; i++) {
        long to = offset + i * stride;
        doubles[window(to)].put(index(to), from[at + i]);
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Copies elements from another memory of the same type. */
  void copy(long offset, Memory source, long from, long count) {
    if (count > STEP) {
      for (long done = 0; done < count; done += STEP) {
        copy(offset + done, source, from + done, Math.min(STEP, count - done));
      }
      return;
    }
    try {
      if (type == DataType.FLOAT) {
        FloatBuffer window = source.floats[window(from)];
        floats[window(offset)].put(index(offset), window, index(from), (int) count);
      } else {
        DoubleBuffer window = source.doubles[window(from)];
        doubles[window(offset)].put(index(offset), window, index(from), (int) count);
      }
    } finally {
      Reference.reachabilityFence(this);
      Reference.reachabilityFence(source);
    }
  }

  private static int window(long offset) {
    return (int) (offset >>> STEP_BITS);
  }

  private static int index(long offset) {
    return (int) (offset & (STEP - 1));
  }

  private ByteBuffer buffer(long start, long end) {
    return view().position(start).limit(end).asByteBuffer();
  }

  private Pointer view() {
    return type == DataType.FLOAT ? new FloatPointer(base) : new DoublePointer(base);
  }
}
