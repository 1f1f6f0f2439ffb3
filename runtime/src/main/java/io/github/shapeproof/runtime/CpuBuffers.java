package io.github.shapeproof.runtime;

import io.github.shapeproof.runtime.Results.Lease;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.cpu.nativecpu.buffer.DoubleBuffer;
import org.nd4j.linalg.cpu.nativecpu.buffer.FloatBuffer;

/**
 * Data buffers in leased memory, which return it when they are closed. The only class that knows
 * ND4J's CPU backend, so that the runtime also loads where it is missing.
 */
final class CpuBuffers {
  private CpuBuffers() {}

  /** A buffer of FLOAT or DOUBLE elements. */
  static DataBuffer of(DataType type, Lease lease, long length) {
    return type == DataType.FLOAT
        ? new Floats(new FloatPointer(lease.elements()).capacity(length), lease)
        : new Doubles(new DoublePointer(lease.elements()).capacity(length), lease);
  }

  private static final class Floats extends FloatBuffer {
    private final transient @Nullable Lease lease;

    Floats(FloatPointer elements, Lease lease) {
      super(elements, FloatIndexer.create(elements), elements.capacity());
      this.lease = lease;
    }

    @Override
    protected void release() {
      super.release();
      end(lease);
    }
  }

  private static final class Doubles extends DoubleBuffer {
    private final transient @Nullable Lease lease;

    Doubles(DoublePointer elements, Lease lease) {
      super(elements, DoubleIndexer.create(elements), elements.capacity());
      this.lease = lease;
    }

    @Override
    protected void release() {
      super.release();
      end(lease);
    }
  }

  /** A buffer that was read from a stream has no lease. */
  private static void end(@Nullable Lease lease) {
    if (lease != null) {
      lease.end();
    }
  }
}
