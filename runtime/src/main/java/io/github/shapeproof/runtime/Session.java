package io.github.shapeproof.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory of one caller: numbered off-heap buffers and heap scratch, reused from call to call.
 *
 * <p>Fresh off-heap memory pays a page fault for every 4 KiB, which costs more than most operations
 * do. A session grows to the largest sizes it has seen and then allocates nothing but outputs. It
 * serves one call at a time.
 */
public final class Session implements AutoCloseable {
  /** Below this many element steps, handing work to another thread costs more than it saves. */
  private static final long STEPS_PER_THREAD = 32_768;

  /** Taking a chunk of a loop costs as much as a few hundred element steps. */
  private static final long STEPS_PER_CHUNK = 8_192;

  /** Sizes that vary from call to call must not fill the heap: values, and elements of tables. */
  private static final int MEMO_LIMIT = 1024;

  private static final long MEMO_ELEMENTS = 1 << 24;

  private final List<@Nullable Memory> buffers = new ArrayList<>();
  private final List<@Nullable Memory> scratch = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private final Map<Object, Object> memo = new HashMap<>();

  /** The elements of all tables in {@link #memo}. */
  private long memoElements;

  /** A value of {@link #memo} that takes memory worth counting. */
  public interface Table {
    /** About how many elements of 4 bytes it holds. */
    long elements();
  }

  /** A part of a loop that may run beside others. */
  @FunctionalInterface
  public interface Body {
    /** Does the iterations {@code from <= i < to} with the scratch of one thread. */
    void run(Worker worker, long from, long to);
  }

  /** A planned buffer between steps; its content lasts until the slot is asked for again. */
  public Tensor buffer(int slot, DataType type, long... shape) {
    return Tensor.of(reuse(buffers, slot, type, Strides.product(shape)), shape);
  }

  /** Off-heap scratch inside one operation, numbered apart from the buffers. */
  public Tensor scratch(int slot, DataType type, long... shape) {
    return Tensor.of(reuse(scratch, slot, type, Strides.product(shape)), shape);
  }

  /** Fresh memory that belongs to the caller and outlives session and workspaces. */
  public Tensor output(DataType type, long... shape) {
    return Tensor.of(new Memory(Results.array(type, shape), Strides.product(shape)), shape);
  }

  /**
   * A value that follows from its key, such as the weights of a resize; made once for each key.
   *
   * @param key of a class that no other operation uses as a key
   */
  public <K, V> V memo(K key, Function<K, V> make) {
    Object value = memo.get(key);
    if (value == null) {
      value = make.apply(key);
      long elements = value instanceof Table table ? table.elements() : 0;
      if (memo.size() == MEMO_LIMIT || memoElements + elements > MEMO_ELEMENTS) {
        memo.clear();
        memoElements = 0;
      }
      memoElements += elements;
      memo.put(key, value);
    }
    @SuppressWarnings("unchecked") // put above for an equal key
    V typed = (V) value;
    return typed;
  }

  /** The scratch of the calling thread. */
  public Worker worker() {
    return worker(0);
  }

  /**
   * Runs {@code count} independent iterations, on several threads where it pays.
   *
   * @param steps about how many elements one iteration touches
   */
  public void parallel(long count, long steps, Body body) {
    long worth = count * Math.max(1, steps) / STEPS_PER_THREAD;
    int threads = worth <= 1 ? 1 : (int) Math.min(Team.size(), Math.min(count, worth));
    if (threads <= 1) {
      body.run(worker(0), 0, count);
      return;
    }
    worker(threads - 1);
    long least = Math.max(1, STEPS_PER_CHUNK / Math.max(1, steps));
    Team.run(List.copyOf(workers.subList(0, threads)), count, least, body);
  }

  /** Frees the buffers; the session may be used again. */
  @Override
  public void close() {
    for (List<@Nullable Memory> slots : List.of(buffers, scratch)) {
      for (Memory memory : slots) {
        if (memory != null) {
          memory.owner.close();
        }
      }
      slots.clear();
    }
    workers.clear();
    memo.clear();
    memoElements = 0;
  }

  private Worker worker(int index) {
    while (workers.size() <= index) {
      workers.add(new Worker());
    }
    return workers.get(index);
  }

  private static Memory reuse(List<@Nullable Memory> slots, int slot, DataType type, long length) {
    while (slots.size() <= slot) {
      slots.add(null);
    }
    Memory memory = slots.get(slot);
    if (memory == null || memory.type != type || memory.owner.length() < length) {
      if (memory != null) {
        memory.owner.close();
      }
      memory = new Memory(Nd4j.createUninitializedDetached(type, 'c', length), length);
      slots.set(slot, memory);
    }
    return memory;
  }
}
