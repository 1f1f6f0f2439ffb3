package io.github.shapeproof.runtime;

import io.github.shapeproof.runtime.Results.Lease;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.Deallocator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.cpu.nativecpu.NDArray;
import org.nd4j.linalg.cpu.nativecpu.buffer.DoubleBuffer;
import org.nd4j.linalg.cpu.nativecpu.buffer.FloatBuffer;
import org.nd4j.linalg.cpu.nativecpu.buffer.LongBuffer;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.nd4j.nativeblas.OpaqueDataBuffer;

/**
 * Arrays in leased memory, which return it when they are closed. The only class that knows ND4J's
 * CPU backend, so that the runtime also loads where it is missing.
 *
 * <p>ND4J builds a description of its shape for every array, behind a lock of the whole process,
 * which takes longer than small operations do. Arrays of one shape share one here.
 */
final class CpuArrays {
  /** Shapes that vary from call to call must not fill the memory. */
  private static final int MOST_FORMS = 256;

  private static final Map<Form, Description> DESCRIPTIONS = new ConcurrentHashMap<>();

  private CpuArrays() {}

  /** What arrays must have in common to share a description. */
  private record Form(DataType type, java.nio.LongBuffer shape) {}

  /** A shape as native code and as Java sees it. */
  private record Description(LongBuffer nativeForm, long[] javaForm) {}

  /** A row-major array of FLOAT or DOUBLE elements, at least one. */
  static INDArray of(DataType type, Lease lease, long... shape) {
    long length = Strides.product(shape);
    DataBuffer elements =
        type == DataType.FLOAT
            ? new Floats(new FloatPointer(lease.elements()).capacity(length), lease)
            : new Doubles(new DoublePointer(lease.elements()).capacity(length), lease);
    Description known = DESCRIPTIONS.get(new Form(type, java.nio.LongBuffer.wrap(shape)));
    if (known != null) {
      return new NDArray(elements, known.nativeForm(), known.javaForm());
    }
    INDArray array = Nd4j.create(elements, shape, Strides.rowMajor(shape), 0, 'c');
    if (array.shapeInfoDataBuffer() instanceof LongBuffer described) {
      if (DESCRIPTIONS.size() >= MOST_FORMS) {
        DESCRIPTIONS.clear();
      }
      DESCRIPTIONS.put(
          new Form(type, java.nio.LongBuffer.wrap(shape.clone())),
          new Description(described, array.shapeInfoJava()));
    }
    return array;
  }

  /**
   * What ND4J does when the collector has found a buffer: nothing, as that ends the lease.
   *
   * <p>It keeps a weak reference to every buffer until then, also to closed ones, and hundreds of
   * thousands of them are a tenth of a second of the collector's time. But it knows them by their
   * names: of each name it keeps the last.
   */
  private static final Deallocator NOTHING = () -> {};

  /** For each thread another one, as far as they go. */
  private static final String[] NAMES =
      IntStream.range(0, 64).mapToObj(i -> "shapeproof-" + i).toArray(String[]::new);

  private static String name() {
    return NAMES[(int) (Thread.currentThread().getId() & (NAMES.length - 1))];
  }

  private static void delete(OpaqueDataBuffer wrapper) {
    NativeOpsHolder.getInstance().getDeviceNativeOps().deleteDataBuffer(wrapper);
  }

  private static final class Floats extends FloatBuffer {
    private static final long serialVersionUID = 1;

    private final transient Lease lease;

    Floats(FloatPointer elements, Lease lease) {
      super(elements, FloatIndexer.create(elements), elements.capacity());
      this.lease = lease;
      OpaqueDataBuffer wrapper = ptrDataBuffer;
      lease.beforeEnd(() -> delete(wrapper));
    }

    @Override
    @SuppressWarnings("NullAway") // nobody may use the wrapper of a closed buffer
    protected void release() {
      if (lease.close()) {
        super.release();
        ptrDataBuffer = null;
        lease.end();
      }
    }

    @Override
    public String getUniqueId() {
      return name();
    }

    @Override
    public Deallocator deallocator() {
      return NOTHING;
    }

    /** In a stream it is a buffer like any other. */
    private Object writeReplace() {
      return dup();
    }
  }

  private static final class Doubles extends DoubleBuffer {
    private static final long serialVersionUID = 1;

    private final transient Lease lease;

    Doubles(DoublePointer elements, Lease lease) {
      super(elements, DoubleIndexer.create(elements), elements.capacity());
      this.lease = lease;
      OpaqueDataBuffer wrapper = ptrDataBuffer;
      lease.beforeEnd(() -> delete(wrapper));
    }

    @Override
    @SuppressWarnings("NullAway") // nobody may use the wrapper of a closed buffer
    protected void release() {
      if (lease.close()) {
        super.release();
        ptrDataBuffer = null;
        lease.end();
      }
    }

    @Override
    public String getUniqueId() {
      return name();
    }

    @Override
    public Deallocator deallocator() {
      return NOTHING;
    }

    /** In a stream it is a buffer like any other. */
    private Object writeReplace() {
      return dup();
    }
  }
}
