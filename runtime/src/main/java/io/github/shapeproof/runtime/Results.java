package io.github.shapeproof.runtime;

import java.lang.ref.Cleaner;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes the arrays that callers get, in memory that is used again.
 *
 * <p>ND4J clears the memory of every new array, which takes as long as many an operation does, and
 * the C library may give large blocks back to the system and get them anew, page by page. So, on
 * ND4J's CPU backend, the memory of a result that was closed is kept for the next one. That of a
 * result which nobody closes is freed when the collector finds it.
 */
final class Results implements AutoCloseable {
  /** Blocks that are kept; the one that was idle for the longest time goes first. */
  private static final int KEPT = 16;

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

  /**
   * A block that is large enough and not more than twice as large; rather one that the calling
   * thread had before, which is in the caches of its processor.
   */
  private Block take(long bytes) {
    long user = Thread.currentThread().getId();
    Block found = null;
    for (Block block : idle) {
      if (block.bytes >= bytes && block.bytes / 2 <= bytes) {
        if (block.user == user && idle.remove(block)) {
          return block;
        }
        found = found == null ? block : found;
      }
    }
    if (found == null || !idle.remove(found)) {
      found = new Block(bytes);
    }
    found.user = user;
    return found;
  }

  private void give(Block block) {
    idle.addFirst(block);
    if (idle.size() > KEPT) {
      Block oldest = idle.pollLast();
      if (oldest != null) {
        oldest.free();
      }
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
      collectGarbageWhereDue();
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
      this.memory = CLEANER.register(this, () -> Pointer.free(start));
    }

    void free() {
      memory.clean();
    }

    /**
     * Results that nobody closes take little of the heap, so they alone never make the collector
     * run. JavaCPP does, at its own allocations, where the process is larger than {@code
     * org.bytedeco.javacpp.maxPhysicalBytes}.
     */
    private static void collectGarbageWhereDue() {
      new BytePointer(1).close();
    }
  }

  /** What one array has of a block, until it is closed. */
  static final class Lease {
    private final Results owner;
    private final Block block;
    private final AtomicBoolean over = new AtomicBoolean();

    private Lease(Results owner, Block block) {
      this.owner = owner;
      this.block = block;
    }

    Pointer elements() {
      return block.elements;
    }

    void end() {
      if (over.compareAndSet(false, true)) {
        owner.give(block);
      }
    }
  }
}
