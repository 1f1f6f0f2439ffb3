package io.github.shapeproof.runtime;

import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A typed view of off-heap elements: memory, offset, shape and strides.
 *
 * <p>It takes the place of {@link INDArray} inside the operations, because making an array costs
 * some 25 µs, views included, and a tensor next to nothing; and because a {@link Plan} lays the
 * same tensor on the array of one call after another. The elements of the last dimension are
 * adjacent, always; other dimensions have any non-negative stride, so that a slice of a larger
 * tensor is a tensor. Elements are FLOAT or DOUBLE.
 */
public final class Tensor {
  private final Memory memory;
  private final long offset;
  private final long[] shape;
  private final long[] strides;

  /** What {@link #pointer} said last. */
  private @Nullable Address address;

  private record Address(Pointer base, Pointer first) {}

  private Tensor(Memory memory, long offset, long[] shape, long[] strides) {
    this.memory = memory;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }

  /**
   * The elements of an array, to be read for as long as the tensor lives. They are not copied,
   * unless those of the last dimension lie apart, or rows overlap, or a workspace has them. An
   * integer array, such as a sparse target, is converted to DOUBLE.
   *
   * @throws IllegalArgumentException if its elements are of another type, such as HALF
   */
  public static Tensor of(INDArray array) {
    INDArray source =
        array.isAttached() || !isReadable(array)
            ? copy(array, typeOfCopy(array, DataType.DOUBLE))
            : array;
    Tensor tensor = like(source);
    tensor.lay(source);
    return tensor;
  }

  /** Whether a tensor can lie on an array: floating elements, in rows that don't overlap. */
  static boolean isReadable(INDArray array) {
    boolean isFloating = array.dataType() == DataType.FLOAT || array.dataType() == DataType.DOUBLE;
    return isFloating && hasAdjacentRows(array);
  }

  /** A copy in row-major order, which no workspace has. */
  static INDArray copy(INDArray array, DataType type) {
    INDArray copy = Results.array(type, array.shape());
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return copy.assign(array);
    }
  }

  private static DataType typeOfCopy(INDArray array, DataType ofIntegers) {
    DataType type = array.dataType().isFPType() ? array.dataType() : ofIntegers;
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw new IllegalArgumentException(
          "elements are " + type + ", not FLOAT, DOUBLE or integers");
    }
    return type;
  }

  /** A tensor to be laid on {@link #isReadable readable} arrays like this one. */
  static Tensor like(INDArray array) {
    long[] shape = array.shape().clone();
    long[] strides = new long[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      strides[axis] = shape[axis] == 1 ? 0 : array.stride(axis);
    }
    Strides.nameUnits(shape, strides);
    return new Tensor(new Memory(array.dataType()), 0, shape, strides);
  }

  /** A tensor to be laid on a {@link #copy} of such an array; integers become a floating type. */
  static Tensor likeCopy(INDArray array, DataType ofIntegers) {
    return planned(typeOfCopy(array, ofIntegers), array.shape());
  }

  /** A tensor of adjacent elements, in row-major order, to be laid on arrays. */
  static Tensor planned(DataType type, long... shape) {
    return of(new Memory(type), shape);
  }

  /** The first elements of a memory, in row-major order. */
  static Tensor of(Memory memory, long... shape) {
    return new Tensor(memory, 0, shape.clone(), Strides.rowMajor(shape));
  }

  /** Lays it, and all views of it, on an array of its type, shape and strides. */
  void lay(INDArray array) {
    long span = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      span += (shape[axis] - 1) * strides[axis];
    }
    memory.lay(array, length() == 0 ? 0 : span);
  }

  /** Lays it on a new array for the caller; only what is {@link #planned}. */
  void renew() {
    lay(Results.array(memory.type, shape));
  }

  /** Closes the array that it is laid on, if there is one. */
  void close() {
    if (memory.isLaid()) {
      memory.owner().close();
    }
  }

  /** Whether the array that it is laid on was closed. */
  boolean wasClosed() {
    return memory.owner().wasClosed();
  }

  /** Lets go the array that it was laid on. */
  void lift() {
    memory.lift();
  }

  /** FLOAT or DOUBLE. */
  public DataType type() {
    return memory.type;
  }

  public int rank() {
    return shape.length;
  }

  public long size(int axis) {
    return shape[axis];
  }

  public long[] shape() {
    return shape.clone();
  }

  /** This shape with its last {@code count} sizes replaced. */
  public long[] withLast(int count, long... sizes) {
    int leading = shape.length - count;
    long[] replaced = Arrays.copyOf(shape, leading + sizes.length);
    System.arraycopy(sizes, 0, replaced, leading, sizes.length);
    return replaced;
  }

  /** Elements from one index of the axis to the next. */
  public long stride(int axis) {
    return strides[axis];
  }

  /** Elements from one index to the next, for each axis. */
  public long[] strides() {
    return strides.clone();
  }

  /** How many elements there are. */
  public long length() {
    return Strides.product(shape);
  }

  /** Whether the elements are adjacent, in row-major order. */
  public boolean isContiguous() {
    long expected = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (shape[axis] != 1 && strides[axis] != expected) {
        return false;
      }
      expected *= shape[axis];
    }
    return true;
  }

  /** The part with {@code from <= index < to} along an axis; shares the elements. */
  public Tensor slice(int axis, long from, long to) {
    if (from < 0 || to > shape[axis] || from > to) {
      throw new IndexOutOfBoundsException(
          "slice " + from + " to " + to + " of axis " + axis + " of " + Arrays.toString(shape));
    }
    long[] sliced = shape.clone();
    sliced[axis] = to - from;
    return new Tensor(memory, offset + from * strides[axis], sliced, strides);
  }

  /**
   * The same elements, repeated along axes of size 1 but the last; only to be read.
   *
   * @throws IllegalArgumentException where another axis differs, or the number of axes
   */
  public Tensor expand(long... to) {
    long[] expanded = strides.clone();
    boolean canRepeat = to.length == shape.length;
    for (int axis = 0; canRepeat && axis < to.length; axis++) {
      if (to[axis] != shape[axis]) {
        canRepeat = shape[axis] == 1 && axis < to.length - 1;
        expanded[axis] = 0;
      }
    }
    if (!canRepeat) {
      throw new IllegalArgumentException(this + " can't be repeated to " + Arrays.toString(to));
    }
    return new Tensor(memory, offset, to.clone(), expanded);
  }

  /**
   * The same elements in another shape.
   *
   * @throws IllegalStateException where that needs a copy: see {@link #canReshape}
   */
  public Tensor reshape(long... to) {
    if (Arrays.equals(to, shape)) {
      return this;
    }
    long[] reshaped = Strides.reshape(shape, strides, to);
    if (reshaped == null) {
      throw new IllegalStateException(this + " is not a view of shape " + Arrays.toString(to));
    }
    return new Tensor(memory, offset, to.clone(), reshaped);
  }

  /** Whether the same elements can be seen in another shape without a copy. */
  public boolean canReshape(long... to) {
    return Arrays.equals(to, shape) || Strides.reshape(shape, strides, to) != null;
  }

  /** Where an element lies, relative to the first one. */
  public long offset(long... index) {
    long result = 0;
    for (int axis = 0; axis < index.length; axis++) {
      result += index[axis] * strides[axis];
    }
    return result;
  }

  /** The address of the first element, for native calls. */
  @SuppressWarnings("ReferenceEquality")
  public Pointer pointer() {
    Address known = address;
    if (known == null || known.base != memory.base()) {
      known = new Address(memory.base(), memory.pointer(offset));
      address = known;
    }
    return known.first;
  }

  /** Copies adjacent elements of another tensor of the same type; offsets are relative. */
  public void copy(long at, Tensor source, long from, long count) {
    memory.copy(offset + at, source.memory, source.offset + from, count);
  }

  /** An array that shares the elements. */
  public INDArray array() {
    INDArray owner = memory.owner();
    if (offset == 0 && Arrays.equals(shape, owner.shape()) && isContiguous()) {
      return owner;
    }
    return Nd4j.create(owner.data(), shape, strides, owner.offset() + offset, 'c');
  }

  void read(long at, long stride, float[] to, int index, int count) {
    if (stride == 1) {
      memory.read(offset + at, to, index, count);
    } else {
      memory.gather(offset + at, stride, to, index, count);
    }
  }

  void read(long at, long stride, double[] to, int index, int count) {
    if (stride == 1) {
      memory.read(offset + at, to, index, count);
    } else {
      memory.gather(offset + at, stride, to, index, count);
    }
  }

  void write(long at, long stride, float[] from, int index, int count) {
    if (stride == 1) {
      memory.write(offset + at, from, index, count);
    } else {
      memory.scatter(offset + at, stride, from, index, count);
    }
  }

  void write(long at, long stride, double[] from, int index, int count) {
    if (stride == 1) {
      memory.write(offset + at, from, index, count);
    } else {
      memory.scatter(offset + at, stride, from, index, count);
    }
  }

  @Override
  public String toString() {
    return type() + Arrays.toString(shape);
  }

  private static boolean hasAdjacentRows(INDArray array) {
    int last = array.rank() - 1;
    for (int axis = 0; axis < last; axis++) {
      if (array.size(axis) != 1 && array.stride(axis) < array.size(last)) {
        return false;
      }
    }
    return last < 0 || array.size(last) == 1 || array.stride(last) == 1;
  }
}
