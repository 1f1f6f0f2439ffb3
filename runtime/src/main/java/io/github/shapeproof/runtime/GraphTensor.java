package io.github.shapeproof.runtime;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A tensor of a SameDiff graph: a variable and its shape, which SameDiff does not keep.
 *
 * <p>It takes the place of {@link Tensor} where operations are defined, not run. Its methods are
 * few: ND4J 1.0.0-M2.1 computes these rightly, and their gradients as well. Those of {@code
 * gather}, {@code tensorMmul}, {@code logSoftmax} and of a maximum of two tensors it does not, nor
 * with oneDNN a softmax over any axis but the last, or a convolution with dilation.
 */
public final class GraphTensor {
  private final SDVariable variable;
  private final GraphShape shape;

  public GraphTensor(SDVariable variable, GraphShape shape) {
    this.variable = variable;
    this.shape = shape;
  }

  /** The variable, for what this class does not offer. */
  public SDVariable variable() {
    return variable;
  }

  public GraphShape shape() {
    return shape;
  }

  public int rank() {
    return shape.rank();
  }

  /**
   * The number of a size.
   *
   * @throws ShapeMismatchException that names the symbol, where it is open
   */
  public long size(int axis) {
    return shape.size(axis);
  }

  private SameDiff graph() {
    return variable.getSameDiff();
  }

  /** A constant of this tensor's type, its elements in row-major order. */
  public GraphTensor constant(double[] elements, long... sizes) {
    var array = Nd4j.create(elements, sizes, DataType.DOUBLE).castTo(variable.dataType());
    return new GraphTensor(graph().constant(array), GraphShape.of(sizes));
  }

  /** A function of each element, or any other that leaves the shape. */
  public GraphTensor map(BiFunction<SameDiff, SDVariable, SDVariable> function) {
    return new GraphTensor(function.apply(graph(), variable), shape);
  }

  /** The elements as another type. */
  public GraphTensor castTo(DataType type) {
    return map((graph, x) -> x.dataType() == type ? x : x.castTo(type));
  }

  /** The sum; dimensions of size 1 are repeated. */
  public GraphTensor add(GraphTensor other) {
    return new GraphTensor(variable.add(other.variable), shape.broadcast(other.shape));
  }

  /** The difference; dimensions of size 1 are repeated. */
  public GraphTensor subtract(GraphTensor other) {
    return new GraphTensor(variable.sub(other.variable), shape.broadcast(other.shape));
  }

  /** The product of the elements; dimensions of size 1 are repeated. */
  public GraphTensor multiply(GraphTensor other) {
    return new GraphTensor(variable.mul(other.variable), shape.broadcast(other.shape));
  }

  /** The quotient of the elements; dimensions of size 1 are repeated. */
  public GraphTensor divide(GraphTensor other) {
    return new GraphTensor(variable.div(other.variable), shape.broadcast(other.shape));
  }

  /** This with dimensions of size 1 repeated to those of an elementwise result. */
  public GraphTensor repeatLike(GraphTensor other) {
    return multiply(other.map(SameDiff::onesLike));
  }

  /** The mean over some axes, which stay as size 1. It is taken in double: ND4J adds floats up. */
  public GraphTensor mean(int... axes) {
    GraphTensor exact = castTo(DataType.DOUBLE);
    return exact.reduced(SameDiff::mean, axes).castTo(variable.dataType());
  }

  /** The sum over some axes, which stay as size 1. */
  public GraphTensor sum(int... axes) {
    return reduced(SameDiff::sum, axes);
  }

  /** The maximum over some axes, which stay as size 1. The first one of equals has the gradient. */
  public GraphTensor max(int... axes) {
    return reduced(SameDiff::max, axes);
  }

  /**
   * The same of finite elements; equals share the gradient. Of axes but the last, ND4J takes ten
   * times as long for that of {@link #max}.
   */
  public GraphTensor maxOfFinite(int... axes) {
    SDVariable isMax = variable.eq(max(axes).variable);
    GraphTensor chosen = new GraphTensor(isMax.castTo(variable.dataType()), shape);
    return multiply(chosen).sum(axes).divide(chosen.sum(axes));
  }

  /** A reduction of ND4J's, with or without the axes that it is over. */
  @FunctionalInterface
  private interface Reduction {
    SDVariable define(SameDiff graph, SDVariable x, boolean keepAxes, int... axes);
  }

  /** ND4J's reductions fail where they leave all elements of a column. */
  private GraphTensor reduced(Reduction reduction, int... axes) {
    if (Arrays.stream(axes).allMatch(axis -> !shape.isOpen(axis) && shape.size(axis) == 1)) {
      return this;
    }
    GraphShape left = shape;
    for (int axis : axes) {
      left = left.with(axis, 1);
    }
    return new GraphTensor(reduction.define(graph(), variable, true, axes), left);
  }

  /** The axes in another order: for each axis of the result the axis of this that it is. */
  public GraphTensor permute(int... order) {
    return new GraphTensor(variable.permute(order), shape.select(order));
  }

  /**
   * This with an axis of size 1 before another one. ND4J's expandDims fails on f-ordered arrays.
   */
  public GraphTensor insertAxis(int axis) {
    GraphShape inserted = shape.split(axis, 1, 1);
    inserted = inserted.with(axis + 1, shape, axis);
    return new GraphTensor(graph().stack(axis, variable), inserted);
  }

  /** This without an axis of size 1. */
  public GraphTensor removeAxis(int axis) {
    return new GraphTensor(graph().squeeze(variable, axis), shape.without(axis));
  }

  /** This with its axes reversed: what was last is first. */
  public GraphTensor reverse(int... axes) {
    return map((graph, x) -> graph.reverse(x, axes));
  }

  /**
   * The same elements, in row-major order, in another shape.
   *
   * @throws ShapeMismatchException if more than one of its sizes is open
   */
  public GraphTensor reshape(GraphShape to) {
    return new GraphTensor(graph().reshape(variable, to.toArrayWithOneOpen()), to);
  }

  /** The part with {@code from <= index < to} along an axis, of which each {@code step}-th. */
  public GraphTensor slice(int axis, long from, long to, long step) {
    long[] begin = new long[rank()];
    long[] end = new long[rank()];
    long[] strides = new long[rank()];
    Arrays.fill(strides, 1);
    begin[axis] = from;
    end[axis] = to;
    strides[axis] = step;
    int others = ((1 << rank()) - 1) & ~(1 << axis);
    return new GraphTensor(
        graph().stridedSlice(variable, begin, end, strides, others, others, 0, 0, 0),
        shape.with(axis, (to - from + step - 1) / step));
  }

  /** This with zeros around it. */
  public GraphTensor pad(long[] before, long[] after) {
    int[][] amounts = new int[rank()][2];
    GraphShape padded = shape;
    for (int axis = 0; axis < rank(); axis++) {
      amounts[axis][0] = Math.toIntExact(before[axis]);
      amounts[axis][1] = Math.toIntExact(after[axis]);
      if (!shape.isOpen(axis)) {
        padded = padded.with(axis, before[axis] + shape.size(axis) + after[axis]);
      }
    }
    if (Arrays.stream(amounts).allMatch(sides -> sides[0] == 0 && sides[1] == 0)) {
      return this;
    }
    SDVariable constant = graph().constant(Nd4j.createFromArray(amounts));
    return new GraphTensor(graph().nn().pad(variable, constant, 0), padded);
  }

  /** Some tensors behind each other along an axis. */
  public static GraphTensor concat(int axis, GraphTensor... parts) {
    GraphTensor first = parts[0];
    GraphShape whole = first.shape;
    for (int i = 1; i < parts.length; i++) {
      whole =
          whole.isOpen(axis) || parts[i].shape.isOpen(axis)
              ? (whole.isOpen(axis) ? whole : whole.with(axis, parts[i].shape, axis))
              : whole.with(axis, whole.size(axis) + parts[i].size(axis));
    }
    SDVariable[] variables =
        Arrays.stream(parts).map(GraphTensor::variable).toArray(SDVariable[]::new);
    return parts.length == 1
        ? first
        : new GraphTensor(first.graph().concat(axis, variables), whole);
  }

  /** A linear map of the last dimension, by a matrix {@code [in, out]}. */
  public GraphTensor matmul(GraphTensor matrix) {
    int last = rank() - 1;
    GraphShape result = shape.with(last, matrix.shape, 1);
    if (rank() == 2) {
      return new GraphTensor(graph().mmul(variable, matrix.variable), result);
    }
    SDVariable rows = graph().reshape(variable, -1, matrix.size(0));
    SDVariable product = graph().mmul(rows, matrix.variable);
    return new GraphTensor(
        result.open() <= 1
            ? graph().reshape(product, result.toArray())
            : graph().reshape(product, sizesWithLast(matrix.size(1))),
        result);
  }

  /** This shape with another last size, when the graph runs. */
  private SDVariable sizesWithLast(long size) {
    SDVariable others =
        graph()
            .stridedSlice(
                graph().shape(variable), new long[] {0}, new long[] {rank() - 1}, new long[] {1});
    return graph().concat(0, others, graph().constant(Nd4j.createFromArray(size)));
  }

  /** A linear map of one axis, by a matrix {@code [in, out]}. */
  public GraphTensor matmul(int axis, GraphTensor matrix) {
    int last = rank() - 1;
    int[] swap = IntStream.range(0, rank()).toArray();
    swap[axis] = last;
    swap[last] = axis;
    return axis == last ? matmul(matrix) : permute(swap).matmul(matrix).permute(swap);
  }
}
