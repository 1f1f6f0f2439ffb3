package io.github.shapeproof.runtime;

import java.lang.ref.Cleaner;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
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
 * longer. So, on ND4J's CPU backend, the memory of a result is kept for the next ones of all
 * adapters: as soon as it is closed, or else when the collector finds that nobody has it any more.
 */
final class Results {
  /** Idle blocks of one size class that are looked at for one that fits. */
  private static final int LOOKED_AT = 16;

  /** Vector instructions like their operands at multiples of this many bytes. */
  private static final int ALIGNMENT = 64;

  private static final Cleaner CLEANER = Cleaner.create();

  /** What each thread gave last, which is in the caches of its processor. */
  private static final Desks<Block> LAST = new Desks<>();

  /**
   * The others, of 2^i bytes and more at index i, but not of twice as many; the last used one is
   * first.
   */
  private static final List<Deque<Block>> IDLE =
      IntStream.range(0, Long.SIZE)
          .<Deque<Block>>mapToObj(i -> new ConcurrentLinkedDeque<>())
          .toList();

  private static final ReferenceQueue<Lease> COLLECTED = new ReferenceQueue<>();

  /** Unlike those of a {@link Cleaner}, several threads open and close them at the same time. */
  private static final Set<Return> OPEN = ConcurrentHashMap.newKeySet(1 << 12);

  private Results() {}

  /** Asked when an array is wanted, because the answer loads the backend. */
  private static final class Backend {
    static final boolean IS_CPU =
        Nd4j.getBackend()
            .getNDArrayClass()
            .getName()
            .equals("org.nd4j.linalg.cpu.nativecpu.NDArray");
  }

  /** A row-major array, attached to no workspace, whose elements are undefined. */
  static INDArray array(DataType type, long... shape) {
    long length = Strides.product(shape);
    boolean isSupported = type == DataType.FLOAT || type == DataType.DOUBLE;
    if (length == 0 || !isSupported || !Backend.IS_CPU) {
      return Nd4j.createUninitializedDetached(type, 'c', shape);
    }
    Lease lease = new Lease(take(Math.multiplyExact(length, type.width())));
    return CpuArrays.of(type, lease, shape);
  }

  /** Frees what is kept for later results. */
  static void freeIdle() {
    returnCollected();
    for (Block block = LAST.takeAny(); block != null; block = LAST.takeAny()) {
      block.free();
    }
    for (Deque<Block> blocks : IDLE) {
      for (Block block = blocks.poll(); block != null; block = blocks.poll()) {
        block.free();
      }
    }
  }

  /** Ends the leases that the collector has found. */
  static void returnCollected() {
    for (Reference<?> found = COLLECTED.poll(); found != null; found = COLLECTED.poll()) {
      ((Return) found).returnTo(Results::keep);
    }
  }

  private static Block take(long bytes) {
    returnCollected();
    Block block = idle(bytes);
    if (block == null && Usage.isLookDue()) {
      Usage.look();
      block = idle(bytes);
    }
    return block == null ? allocate(bytes) : block;
  }

  private static Block allocate(long bytes) {
    try {
      return new Block(bytes);
    } catch (OutOfMemoryError full) {
      freeIdle();
      return new Block(bytes);
    }
  }

  /** A block that is large enough and not more than twice as large. */
  private static @Nullable Block idle(long bytes) {
    Block last = LAST.take();
    if (last != null) {
      if (last.fits(bytes)) {
        return last;
      }
      keep(last);
    }
    int sizeClass = sizeClass(bytes);
    Block block = idle(IDLE.get(sizeClass), bytes);
    return block == null ? idle(IDLE.get(sizeClass + 1), bytes) : block;
  }

  @SuppressWarnings("ModifyCollectionInEnhancedForLoop") // after that it goes no further
  private static @Nullable Block idle(Deque<Block> blocks, long bytes) {
    int looked = 0;
    for (Block block : blocks) {
      if (block.fits(bytes) && blocks.remove(block)) {
        return block;
      }
      if (++looked == LOOKED_AT) {
        break;
      }
    }
    return null;
  }

  private static int sizeClass(long bytes) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(bytes);
  }

  private static void give(Block block) {
    Block other = block.bytes <= Usage.LIMIT / Desks.PLACES ? LAST.swap(block) : block;
    if (other != null) {
      keep(other);
    }
  }

  /** Keeps a block; those that were idle for the longest time go, where there are too many. */
  private static void keep(Block block) {
    block.idleSince = System.nanoTime();
    IDLE.get(sizeClass(block.bytes)).addFirst(block);
    while (Usage.isIdleTooMuch()) {
      Block oldest = null;
      for (Deque<Block> blocks : IDLE) {
        Block last = blocks.peekLast();
        boolean isOlder = last != null && (oldest == null || last.idleSince - oldest.idleSince < 0);
        oldest = isOlder ? last : oldest;
      }
      if (oldest == null) {
        return;
      }
      if (IDLE.get(sizeClass(oldest.bytes)).remove(oldest)) {
        oldest.free();
      }
    }
  }

  /** Memory off the heap, freed at the latest when it is unreachable. */
  private static final class Block {
    final long bytes;
    final Pointer elements;
    private final Cleaner.Cleanable memory;

    /** On the clock of {@link System#nanoTime}. */
    volatile long idleSince;

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
      this.memory = CLEANER.register(this, new Release(start, bytes));
      Usage.allocated(bytes);
    }

    boolean fits(long wanted) {
      return bytes >= wanted && bytes / 2 <= wanted;
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
    private final Return end;
    private final AtomicBoolean isOver = new AtomicBoolean();

    private Lease(Block block) {
      this.elements = block.elements;
      this.end = new Return(this, block);
      OPEN.add(end);
      Usage.leased(block.bytes);
    }

    Pointer elements() {
      return elements;
    }

    /**
     * @param action before the memory is used again; must not refer to the array
     */
    void beforeEnd(Runnable action) {
      end.before = action;
    }

    /** Whether this is the first call, which is to be followed by {@link #end}. */
    boolean close() {
      return isOver.compareAndSet(false, true);
    }

    void end() {
      end.returnTo(Results::give);
    }
  }

  /** The end of a lease: a reference that the collector enqueues when nobody else has the lease. */
  private static final class Return extends PhantomReference<Lease> {
    private final Block block;
    private volatile @Nullable Runnable before;

    Return(Lease lease, Block block) {
      super(lease, COLLECTED);
      this.block = block;
    }

    void returnTo(Consumer<Block> idle) {
      if (!OPEN.remove(this)) {
        return;
      }
      try {
        Runnable action = before;
        if (action != null) {
          action.run();
        }
      } finally {
        Usage.leased(-block.bytes);
        idle.accept(block);
      }
    }
  }
}
