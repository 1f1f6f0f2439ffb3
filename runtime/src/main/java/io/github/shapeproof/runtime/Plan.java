package io.github.shapeproof.runtime;

import io.github.shapeproof.runtime.Scratch.OffHeap;
import io.github.shapeproof.runtime.Scratch.SharedRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the calls of one method do for arrays of certain shapes: steps over tensors, whose memory is
 * that of the session or comes with each call.
 *
 * <p>All that follows from the shapes is found out once, while generated code and operations add
 * the steps. A call then runs them, and allocates nothing but its results.
 */
public final class Plan {
  private final Session session;
  private final Maker maker;
  private final List<Input> inputs = new ArrayList<>();
  private final List<Tensor> outputs = new ArrayList<>();
  private final List<Tensor> results = new ArrayList<>();
  private final List<Runnable> steps = new ArrayList<>();

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

  /** A method of an adapter: adds its steps and its results to a plan. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Makes a plan.
     *
     * @param sizes what the inputs fix
     */
    void make(Plan plan, Bindings sizes);
  }

  /** What arrays have in common that are in the same place of the same plan. */
  private static final class Input {
    private final DataType type;
    private final long[] shape;
    private final long[] strides;
    private Tensor tensor;

    /** Whether the tensor is laid on a copy, which the call closes. */
    private boolean isCopied;

    Input(INDArray array, DataType ofIntegers) {
      this.type = array.dataType();
      this.shape = array.shape().clone();
      this.strides = array.stride().clone();
      this.isCopied = !Tensor.isReadable(array);
      this.tensor = isCopied ? Tensor.likeCopy(array, ofIntegers) : Tensor.like(array);
    }

    boolean isLike(INDArray array) {
      return array.dataType() == type
          && Arrays.equals(array.shape(), shape)
          && Arrays.equals(array.stride(), strides);
    }

    Tensor contiguous() {
      if (!tensor.isContiguous()) {
        isCopied = true;
        tensor = Tensor.planned(tensor.type(), shape);
      }
      return tensor;
    }

    void lay(INDArray array) {
      tensor.lay(isCopied ? Tensor.copy(array, tensor.type()) : array);
    }

    void lift() {
      if (isCopied) {
        tensor.close();
      }
      tensor.lift();
    }
  }

  /** A plan for some arrays, and others of their types, shapes and strides. */
  Plan(Session session, Maker maker, Bindings sizes, INDArray... arrays) {
    this.session = session;
    this.maker = maker;
    for (INDArray array : arrays) {
      inputs.add(new Input(array, sizes.type()));
    }
    maker.make(this, sizes);
  }

  /** Whether it is the plan of a method for some arrays. */
  boolean isFor(Maker maker, INDArray... arrays) {
    boolean same = maker == this.maker && arrays.length == inputs.size();
    for (int i = 0; same && i < arrays.length; i++) {
      same = inputs.get(i).isLike(arrays[i]);
    }
    return same;
  }

  /** How many steps there are. */
  int length() {
    return steps.size();
  }

  /** An input, by its place among the arrays of a call; integers in the type of the others. */
  public Tensor input(int index) {
    return inputs.get(index).tensor;
  }

  /** The same with adjacent elements, in row-major order, so that it can be seen in any shape. */
  public Tensor contiguous(int index) {
    return inputs.get(index).contiguous();
  }

  /** A buffer between steps; its content lasts until a step writes to the slot again. */
  public Tensor buffer(int slot, DataType type, long... shape) {
    return session.buffer(slot, type, shape);
  }

  /** Memory of the caller, which each call allocates. */
  public Tensor output(DataType type, long... shape) {
    Tensor output = Tensor.planned(type, shape);
    outputs.add(output);
    return output;
  }

  /** Says that a tensor is the next result. */
  public void result(Tensor tensor) {
    results.add(tensor);
  }

  /** Off-heap scratch inside one operation. */
  public Tensor scratch(OffHeap name, DataType type, long... shape) {
    return session.scratch(name, type, shape);
  }

  /**
   * A value that follows from its key, such as the weights of a resize; made once for each key.
   *
   * @param key of a class that no other operation uses as a key
   */
  public <K, V> V memo(K key, Function<K, V> make) {
    return session.memo(key, make);
  }

  /**
   * Adds a step that fills a row on the heap, from which all threads may read in the steps that
   * follow, until one fills it again.
   *
   * @return the row, as of each call
   */
  public Supplier<Row> row(SharedRow name, DataType type, long capacity, Consumer<Row> fill) {
    Supplier<Row> row = () -> session.row(name, type, capacity);
    steps.add(() -> fill.accept(row.get()));
    return row;
  }

  /** Adds something to do in each call. */
  public void step(Runnable step) {
    steps.add(step);
  }

  /**
   * Adds {@code count} independent iterations, which run on several threads where it pays.
   *
   * @param work about how many elements one iteration touches
   */
  public void loop(long count, long work, Body body) {
    steps.add(() -> session.parallel(count, work, body));
  }

  /** Runs all steps, and says what the first result is. */
  INDArray first(INDArray... arrays) {
    try {
      run(arrays);
      return results.get(0).array();
    } finally {
      release();
    }
  }

  /** Runs all steps, and says what the results are. */
  INDArray[] all(INDArray... arrays) {
    try {
      run(arrays);
      INDArray[] all = new INDArray[results.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = results.get(i).array();
      }
      return all;
    } finally {
      release();
    }
  }

  private void run(INDArray... arrays) {
    for (int i = 0; i < arrays.length; i++) {
      inputs.get(i).lay(arrays[i]);
    }
    for (int i = 0; i < outputs.size(); i++) {
      outputs.get(i).renew();
    }
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).run();
    }
  }

  /** Closes copies and forgets the caller's arrays, which would stay in memory with the plan. */
  private void release() {
    for (int i = 0; i < inputs.size(); i++) {
      inputs.get(i).lift();
    }
    for (int i = 0; i < outputs.size(); i++) {
      outputs.get(i).lift();
    }
  }
}
