package io.github.shapeproof.runtime;

import io.github.shapeproof.runtime.Scratch.OffHeap;
import io.github.shapeproof.runtime.Scratch.SharedRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory of one caller: numbered off-heap buffers and heap scratch, reused from call to call.
 *
 * <p>Fresh off-heap memory pays a page fault for every 4 KiB, which costs more than most operations
 * do. A session grows to the largest sizes it has seen and then allocates nothing but outputs. It
 * serves one call at a time.
 *
 * <p>It also keeps a {@link Plan} for each of the shapes that it has seen last.
 */
public final class Session implements AutoCloseable {
  /** Below this many element steps, handing work to another thread costs more than it saves. */
  private static final long STEPS_PER_THREAD = 32_768;

  /** Taking a chunk of a loop costs as much as a few hundred element steps. */
  private static final long STEPS_PER_CHUNK = 8_192;

  /** Sizes that vary from call to call must not fill the heap: values, and elements of tables. */
  private static final int MEMO_LIMIT = 1024;

  private static final long MEMO_ELEMENTS =
      Math.min(1 << 24, Runtime.getRuntime().maxMemory() / 256);

  /** Most callers have few shapes. */
  private static final int MOST_PLANS = 16;

  /** Steps of all plans, unless the last one alone has more; one takes some 300 bytes. */
  private static final int MOST_STEPS = 1 << 16;

  /** The last used one is first. */
  private final List<Plan> plans = new ArrayList<>();

  private final Map<Slot, Memory> buffers = new HashMap<>();
  private final @Nullable Row[] rows = new Row[SharedRow.values().length];
  private final List<Worker> workers = new ArrayList<>();
  private final Team.Loop loop = new Team.Loop(workers);
  private final Map<Object, Object> memo = new HashMap<>();

  /** The elements of all tables in {@link #memo}. */
  private long memoElements;

  /** Where a buffer is, apart from its size: by the number that it was planned with, or by name. */
  private record Slot(Object key, DataType type) {}

  /** Runs the steps of a method on arrays, and says what its one result is. */
  public INDArray result(Plan.Maker maker, Bindings sizes, INDArray... inputs) {
    return plan(maker, sizes, inputs).first(inputs);
  }

  /** Runs the steps of a method on arrays, and says what its results are. */
  public INDArray[] results(Plan.Maker maker, Bindings sizes, INDArray... inputs) {
    return plan(maker, sizes, inputs).all(inputs);
  }

  /** The plan that was made for arrays like these, or a new one. */
  private Plan plan(Plan.Maker maker, Bindings sizes, INDArray... inputs) {
    for (int i = 0; i < plans.size(); i++) {
      Plan known = plans.get(i);
      if (known.isFor(maker, inputs)) {
        if (i > 0) {
          plans.add(0, plans.remove(i));
        }
        return known;
      }
    }
    Plan made = new Plan(this, maker, sizes, inputs);
    plans.add(0, made);
    while (plans.size() > MOST_PLANS || (plans.size() > 1 && steps() > MOST_STEPS)) {
      plans.remove(plans.size() - 1);
    }
    return made;
  }

  private int steps() {
    return plans.stream().mapToInt(Plan::length).sum();
  }

  /** A planned buffer between steps; its content lasts until the slot is written to again. */
  Tensor buffer(int slot, DataType type, long... shape) {
    return reuse(new Slot(slot, type), shape);
  }

  /** Off-heap scratch inside one operation. */
  Tensor scratch(OffHeap name, DataType type, long... shape) {
    return reuse(new Slot(name, type), shape);
  }

  /** A row for all threads. */
  Row row(SharedRow name, DataType type, long capacity) {
    return Row.reuse(rows, name.ordinal(), type, capacity);
  }

  /**
   * A value that follows from its key, such as the weights of a resize; made once for each key.
   *
   * @param key of a class that no other operation uses as a key
   */
  <K, V> V memo(K key, Function<K, V> make) {
    Object value = memo.get(key);
    if (value == null) {
      value = make.apply(key);
      long elements = value instanceof Plan.Table table ? table.elements() : 0;
      if (memo.size() == MEMO_LIMIT || memoElements + elements > MEMO_ELEMENTS) {
        forget();
      }
      memoElements += elements;
      memo.put(key, value);
    }
    @SuppressWarnings("unchecked") // put above for an equal key
    V typed = (V) value;
    return typed;
  }

  /**
   * Runs {@code count} independent iterations, on several threads where it pays.
   *
   * @param steps about how many elements one iteration touches
   */
  void parallel(long count, long steps, Plan.Body body) {
    long worth = count * Math.max(1, steps) / STEPS_PER_THREAD;
    int threads = worth <= 1 ? 1 : (int) Math.min(Team.size(), Math.min(count, worth));
    if (threads <= 1) {
      body.run(worker(0), 0, count);
      return;
    }
    worker(threads - 1);
    long least = Math.max(1, STEPS_PER_CHUNK / Math.max(1, steps));
    loop.run(threads, count, least, body);
  }

  /** Frees the buffers; the session may be used again. */
  @Override
  public void close() {
    buffers.values().stream().filter(Memory::isLaid).forEach(memory -> memory.owner().close());
    buffers.clear();
    Arrays.fill(rows, null);
    workers.clear();
    forget();
  }

  /** Forgets tables, and with them the plans that use them. */
  private void forget() {
    plans.clear();
    memo.clear();
    memoElements = 0;
  }

  private Worker worker(int index) {
    while (workers.size() <= index) {
      workers.add(new Worker());
    }
    return workers.get(index);
  }

  /** A tensor in the memory of a slot, which grows under the plans that use it. */
  private Tensor reuse(Slot slot, long... shape) {
    Memory memory = buffers.computeIfAbsent(slot, s -> new Memory(s.type));
    long length = Strides.product(shape);
    if (!memory.isLaid() || memory.owner().length() < length) {
      // Before the old one is closed: plans go on to use that if there is no memory.
      INDArray larger = Nd4j.createUninitializedDetached(slot.type, 'c', length);
      if (memory.isLaid()) {
        memory.owner().close();
      }
      memory.lay(larger, length);
    }
    return Tensor.of(memory, shape);
  }
}
