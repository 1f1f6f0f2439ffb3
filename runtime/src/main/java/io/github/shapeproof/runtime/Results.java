package io.github.shapeproof.runtime;

import java.lang.ref.Cleaner;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes the arrays that callers get, in memory that is used again.
 *
 * <p>ND4J clears the memory of every new array, which takes as long as many an operation does, and
 * the C library gives large blocks back to the system and gets them anew, page by page, which takes
 * longer. So, on ND4J's CPU backend, the memory of a result is kept for the next ones: as soon as
 * it is closed, or else when the collector finds that nobody has it any more.
 */
final class Results implements AutoCloseable {
  /** Idle blocks that are looked at for one that fits. */
  private static final int LOOKED_AT = 64;

  /** Vector instructions like their operands at multiples of this many bytes. */
  private static final int ALIGNMENT = 64;

  private static final Cleaner CLEANER = Cleaner.create();

  private final Deque<Block> idle = new ConcurrentLinkedDeque<>();

  /** Asked when an array is wanted, because the answer loads the backend. */
  private static final class Backend {
    static final boolean IS_CPU =
        Nd4j.getBackend()
            .getNDArrayClass()
            .getName()
            .equals("org.nd4j.linalg.cpu.nativecpu.NDArray");
  }

  /** A row-major array, attached to no workspace, whose elements are undefined. */
  INDArray array(DataType type, long... shape) {
    long length = Strides.product(shape);
    boolean isSupported = type == DataType.FLOAT || type == DataType.DOUBLE;
    if (length == 0 || !isSupported || !Backend.IS_CPU) {
      return Nd4j.createUninitializedDetached(type, 'c', shape);
    }
    Lease lease = new Lease(this, take(Math.multiplyExact(length, type.width())));
    return CpuArrays.of(type, lease, shape);
  }

  /** Frees what is kept for later results. */
  @Override
  public void close() {
    for (Block block = idle.poll(); block != null; block = idle.poll()) {
      block.free();
    }
  }

  private Block take(long bytes) {
    Block block = idle(bytes);
    if (block == null && Usage.collect(bytes)) {
      block = idle(bytes);
    }
    if (block == null) {
      block = new Block(bytes);
    }
    block.user = Thread.currentThread().getId();
    return block;
  }

  /**
   * A block that is large enough and not more than twice as large; rather one that the calling
   * thread had before, which is in the caches of its processor.
   */
  private @Nullable Block idle(long bytes) {
    long user = Thread.currentThread().getId();
    Block found = null;
    int looked = 0;
    for (Block block : idle) {
      if (block.bytes >= bytes && block.bytes / 2 <= bytes) {
        if (block.user == user && idle.remove(block)) {
          return block;
        }
        found = found == null ? block : found;
      }
      if (++looked == LOOKED_AT) {
        break;
      }
    }
    return found != null && idle.remove(found) ? found : null;
  }

  /** Keeps a block; those that were idle for the longest time go, where there are too many. */
  private void give(Block block) {
    idle.addFirst(block);
    while (Usage.isIdleTooMuch()) {
      Block oldest = idle.pollLast();
      if (oldest == null) {
        return;
      }
      oldest.free();
    }
  }

  /** Memory off the heap, freed at the latest when it is unreachable. */
  private static final class Block {
    final long bytes;
    final Pointer elements;
    private final Cleaner.Cleanable memory;

    /** The thread that had it last. */
    volatile long user;

    Block(long bytes) {
      // JavaCPP sees to its limit on the size of the process at its own allocations alone.
      new BytePointer(1).close();
      Pointer start = Pointer.malloc(Math.addExact(bytes, ALIGNMENT));
      if (start == null || start.isNull()) {
        throw new OutOfMemoryError("no " + bytes + " bytes of memory for a result");
      }
      this.bytes = bytes;
      this.elements =
          new Pointer() {
            {
              address = (start.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            }
          };
      Usage.allocated(bytes);
      this.memory = CLEANER.register(this, new Release(start, bytes));
    }

    void free() {
      memory.clean();
    }
  }

  /** The end of a block. */
  private record Release(Pointer start, long bytes) implements Runnable {
    @Override
    public void run() {
      Usage.allocated(-bytes);
      Pointer.free(start);
    }
  }

  /** What one array has of a block, until it is closed or collected. */
  static final class Lease {
    private final Pointer elements;
    private final Cleaner.Cleanable end;

    private Lease(Results owner, Block block) {
      this.elements = block.elements;
      Usage.leased(block.bytes);
      this.end = CLEANER.register(this, new Return(owner, block));
    }

    Pointer elements() {
      return elements;
    }

    /** Only the first call counts. */
    void end() {
      end.clean();
    }
  }

  /** The end of a lease. */
  private record Return(Results owner, Block block) implements Runnable {
    @Override
    public void run() {
      Usage.leased(-block.bytes);
      owner.give(block);
    }
  }
}
