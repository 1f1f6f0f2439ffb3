package io.github.shapeproof.runtime;

/**
 * All scratch of operations, by what it holds. What is in use at the same time has names of its
 * own; what never is shares a name, and so memory.
 *
 * <p>Operations run one after another, and so do the loops of one operation.
 */
public final class Scratch {
  private Scratch() {}

  /**
   * Rows on the heap that one thread has in an iteration of a loop: see {@link Worker#row}.
   *
   * <p>The body of a loop may hand its rows to what applies taps to an axis, and then to what
   * finishes the result. So there are names for each of the three, and a class uses those of one.
   * Of each there is one at work at a time.
   */
  public enum ThreadRow {
    /** What the body of a loop reads. */
    INPUT,

    /** What it has between input and result, or room that it needs besides. */
    MIDDLE,

    /** What it stores. */
    RESULT,

    /** Input rows whose columns are done. */
    BLOCK,

    /** What is read along an axis: the inputs of one tap in order, or windows of them. */
    AXIS_INPUT,

    /** What is left of images whose other axis comes next. */
    AXIS_MIDDLE,

    /** Results that are yet to be put in their places. */
    AXIS_RESULT,

    /** By what a result is multiplied in the end. */
    FINISH_FACTOR,

    /** The same for each element, or what is stored beside the result. */
    FINISH_MIDDLE,

    /** What is stored in place of the result. */
    FINISH_RESULT
  }

  /** Several rows of one kind, apart from the single ones: see {@link Worker#ring}. */
  public enum ThreadRing {
    /** What the body of a loop reads. */
    INPUTS,

    /** What is read along an axis. */
    AXIS_INPUTS
  }

  /** Arrays of numbers that one thread has in an iteration of a loop: see {@link Worker#zeros}. */
  public enum ThreadNumbers {
    /** How far a tile reaches in each loop. */
    SIZES,

    /** Which iteration of each loop it is. */
    INDEX,

    /** Elements from one iteration of each loop to the next, in the source. */
    SOURCE_STEPS,

    /** The same in the target. */
    TARGET_STEPS,

    /** Which rows are in {@link ThreadRow#BLOCK}. */
    HELD
  }

  /** Sums in double that one thread has in an iteration of a loop: see {@link Worker#sums}. */
  public enum ThreadSums {
    /** Of elements, and then their means. */
    ELEMENTS,

    /** Of squares of distances from the means. */
    SQUARES
  }

  /** Rows on the heap that one step fills and all threads read: see {@link Plan#row}. */
  public enum SharedRow {
    /** Factors of elements: a kernel, a scale. */
    FACTORS,

    /** What is subtracted from elements before that. */
    CENTERS,

    /** The same in the order in which they are needed, each as often. */
    REPEATED_FACTORS,

    /** What is added to elements: a bias, a shift. */
    TERMS
  }

  /** Tensors inside one operation: see {@link Plan#scratch}. */
  public enum OffHeap {
    /** An input in another shape. */
    INPUT,

    /** A kernel in another shape. */
    KERNEL,

    /** What is computed first: patches, products, or a map of which one axis is done. */
    MIDDLE,

    /** The result in another shape or order. */
    RESULT,

    /** What the first of two resizes makes; each of them may have all the others. */
    RESIZED
  }
}
