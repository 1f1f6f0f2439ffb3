package io.github.shapeproof.runtime.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.Bindings;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Runs an operation and compares it with the numbers expected, in FLOAT and in DOUBLE, on whole
 * tensors and on slices of larger ones, whose other elements must stay as they were; and defines it
 * in a graph.
 */
final class OperationCheck {
  private static final double TOLERANCE = 1e-5;
  private static final double UNTOUCHED = 12345;

  /** Elements of a result from which on time matters. */
  private static final long LARGE = 1 << 14;

  private OperationCheck() {}

  /** A channels-first feature map, or any array whose second dimension is channels, in a layout. */
  static INDArray inLayout(INDArray channelsFirst, Layout layout) {
    if (layout == Layout.CHANNELS_FIRST || channelsFirst.rank() < 3) {
      return channelsFirst;
    }
    int rank = channelsFirst.rank();
    int[] order =
        IntStream.range(0, rank).map(i -> i == 0 ? 0 : i == rank - 1 ? 1 : i + 1).toArray();
    return channelsFirst.permute(order).dup('c');
  }

  /**
   * @param expected the result, in DOUBLE
   * @param inputs in DOUBLE
   */
  static void check(String name, Operation operation, INDArray expected, INDArray... inputs) {
    check(name, operation::plan, expected, inputs);
    // One type at a time saves half a minute.
    DataType type = name.hashCode() % 2 == 0 ? DataType.FLOAT : DataType.DOUBLE;
    INDArray defined = GraphCheck.output(operation, type, expected, inputs);
    compare(name + " " + type + " in a graph", expected, defined);
  }

  /** The same of what only runs. */
  static void check(String name, Once.Steps operation, INDArray expected, INDArray... inputs) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      for (boolean sliced : new boolean[] {false, true}) {
        check(name + (sliced ? ", sliced" : ""), operation, type, sliced, expected, inputs);
      }
    }
  }

  private static void check(
      String name,
      Once.Steps operation,
      DataType type,
      boolean sliced,
      INDArray expected,
      INDArray... inputs) {
    try (Session session = new Session()) {
      Plan.Maker maker =
          (plan, sizes) -> {
            Tensor[] tensors = new Tensor[inputs.length + 1];
            for (int i = 0; i < tensors.length; i++) {
              tensors[i] = sliced ? inner(plan.input(i)) : plan.input(i);
            }
            operation.plan(plan, tensors[inputs.length], Arrays.copyOf(tensors, inputs.length));
          };
      INDArray[] arrays = new INDArray[inputs.length + 1];
      INDArray[] others = new INDArray[arrays.length];
      for (int i = 0; i < arrays.length; i++) {
        INDArray array =
            i < inputs.length
                ? inputs[i].castTo(type)
                : Nd4j.valueArrayOf(expected.shape(), UNTOUCHED, type);
        arrays[i] = sliced ? surrounded(array) : array;
        others[i] = sliced ? surrounded(reversed(array)) : reversed(array);
      }
      INDArray whole = arrays[inputs.length];
      if (expected.length() < LARGE) {
        // The plan must serve one call after another.
        session.results(maker, Bindings.none(), others);
      }
      session.results(maker, Bindings.none(), arrays);
      INDArray result = sliced ? inner(whole) : whole;
      compare(name + " " + type, expected, result.castTo(DataType.DOUBLE));
      if (sliced) {
        inner(whole).assign(UNTOUCHED);
        assertEquals(UNTOUCHED, whole.minNumber().doubleValue(), name + " wrote outside");
        assertEquals(UNTOUCHED, whole.maxNumber().doubleValue(), name + " wrote outside");
      }
    }
  }

  private static void compare(String name, INDArray expected, INDArray result) {
    double[] want = expected.dup('c').data().asDouble();
    double[] have = result.dup('c').data().asDouble();
    for (int i = 0; i < want.length; i++) {
      double allowed = TOLERANCE * Math.max(1, Math.abs(want[i]));
      if (!(Math.abs(want[i] - have[i]) <= allowed)) {
        fail(
            name
                + ": element "
                + i
                + " of "
                + Arrays.toString(expected.shape())
                + " is "
                + have[i]
                + ", not "
                + want[i]);
      }
    }
  }

  /** Other elements, of the same domain. */
  private static INDArray reversed(INDArray array) {
    INDArray copy = array.dup('c');
    double[] elements = copy.data().asDouble();
    for (int i = 0; i < elements.length; i++) {
      copy.data().put(i, elements[elements.length - 1 - i]);
    }
    return copy;
  }

  /** The array inside a larger one, one element away from each edge. */
  private static INDArray surrounded(INDArray array) {
    long[] shape = Arrays.stream(array.shape()).map(size -> size + 2).toArray();
    INDArray larger = Nd4j.valueArrayOf(shape, UNTOUCHED, array.dataType());
    inner(larger).assign(array);
    return larger;
  }

  private static INDArray inner(INDArray larger) {
    INDArrayIndex[] indices =
        Arrays.stream(larger.shape())
            .mapToObj(size -> NDArrayIndex.interval(1, size - 1))
            .toArray(INDArrayIndex[]::new);
    return indices.length == 0 ? larger : larger.get(indices);
  }

  private static Tensor inner(Tensor larger) {
    Tensor result = larger;
    for (int axis = 0; axis < larger.rank(); axis++) {
      result = result.slice(axis, 1, larger.size(axis) - 1);
    }
    return result;
  }
}
