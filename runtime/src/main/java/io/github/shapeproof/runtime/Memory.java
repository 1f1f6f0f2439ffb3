package io.github.shapeproof.runtime;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The off-heap elements of one array, addressed by a {@code long}; of one array after another,
 * where it is laid on them.
 *
 * <p>Bulk moves between direct buffers and heap arrays run at memory speed, yet a buffer holds less
 * than 2 GiB. So the memory is seen through windows that start every {@link #STEP} elements and
 * reach two steps far: each move of at most one step fits in the window it starts in.
 */
final class Memory {
  private static final int STEP_BITS = 26;
  static final int STEP = 1 << STEP_BITS;

  final DataType type;
  private @Nullable INDArray owner;

  /** Where the windows are: ND4J's address, to which views add an offset, and a length. */
  private long address;

  private long offset;
  private long length = -1;
  private Pointer base = new Pointer();
  private FloatBuffer[] floats = {};
  private DoubleBuffer[] doubles = {};

  /**
   * Memory that is laid on no array yet.
   *
   * @param type FLOAT or DOUBLE
   */
  Memory(DataType type) {
    this.type = type;
  }

  /**
   * Lays it on the elements of an array, which are kept from being collected.
   *
   * @param array of this type
   * @param length how many elements are reached from its first one
   */
  Memory lay(INDArray array, long length) {
    owner = array;
    DataBuffer data = array.data();
    if (length > this.length || data.address() != address || data.offset() != offset) {
      address = data.address();
      offset = data.offset();
      this.length = length;
      base = data.addressPointer();
      see();
    }
    return this;
  }

  /** Lets the array go; the memory is not to be used until it is laid on another. */
  void lift() {
    owner = null;
  }

  /** The array that it is laid on. */
  INDArray owner() {
    return Objects.requireNonNull(owner, "memory outside of a call");
  }

  boolean isLaid() {
    return owner != null;
  }

  private void see() {
    int windows = (int) ((length + STEP - 1) >>> STEP_BITS);
    boolean single = type == DataType.FLOAT;
    floats = new FloatBuffer[single ? windows : 0];
    doubles = new DoubleBuffer[single ? 0 : windows];
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

  /** Where ND4J has the first element; another object where that is another place. */
  Pointer base() {
    return base;
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
    // A pointer there: a position and a limit of a pointer are cut off at 2^31 bytes in its buffer.
    return view().getPointer(start).limit(end - start).asByteBuffer();
  }

  private Pointer view() {
    return type == DataType.FLOAT ? new FloatPointer(base) : new DoublePointer(base);
  }
}
