package io.github.shapeproof.runtime.op;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Defines an operation in a graph, and looks at its values and gradients there. */
final class GraphCheck {
  /** How many elements of an input are moved. */
  private static final int MOVED = 12;

  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-6;

  private GraphCheck() {}

  /**
   * What the graph computes, in DOUBLE.
   *
   * @param like has the shape of the result
   */
  static INDArray output(Operation operation, DataType type, INDArray like, INDArray... inputs) {
    SameDiff graph = SameDiff.create();
    SDVariable out = define(graph, operation, type, like.shape(), inputs);
    INDArray result = out.eval();
    assertArrayEquals(like.shape(), result.shape());
    assertEquals(type, result.dataType());
    return result.castTo(DataType.DOUBLE);
  }

  /**
   * Compares the gradients with central differences of what the operation runs.
   *
   * @param trained how many of the inputs have gradients
   */
  static void gradients(
      String name, Operation operation, long[] shape, int trained, INDArray... inputs) {
    SameDiff graph = SameDiff.create();
    SDVariable out = define(graph, operation, DataType.DOUBLE, shape, inputs);
    INDArray weights = Naive.random(new Random(7), shape);
    SDVariable sum = graph.sum("sum", out.mul(graph.constant("weights", weights)));
    graph.setLossVariables(sum);
    String[] names = IntStream.range(0, trained).mapToObj(i -> "x" + i).toArray(String[]::new);
    Map<String, INDArray> gradients = gradients(graph, names);
    Random random = new Random(8);
    for (int i = 0; i < trained; i++) {
      INDArray input = inputs[i];
      INDArray gradient = gradients.get("x" + i);
      assertArrayEquals(input.shape(), gradient.shape(), name);
      for (int k = 0; k < MOVED; k++) {
        long at = random.nextInt((int) input.length());
        double value = input.getDouble(at);
        double above = sum(operation, weights, inputs, input, at, value + STEP);
        double below = sum(operation, weights, inputs, input, at, value - STEP);
        input.putScalar(at, value);
        double slope = (above - below) / (2 * STEP);
        assertEquals(
            slope,
            gradient.getDouble(at),
            TOLERANCE * Math.max(1, Math.abs(slope)),
            name + ", input " + i + " " + Arrays.toString(input.shape()) + " at " + at);
      }
    }
  }

  /** ND4J prints a line for each operation on the way, which nobody wants to read. */
  private static Map<String, INDArray> gradients(SameDiff graph, String[] names) {
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    try {
      return graph.calculateGradients(Map.of(), names);
    } finally {
      System.setOut(out);
    }
  }

  /** The gradients of all inputs, added. */
  static INDArray gradientOfSum(Operation operation, INDArray... inputs) {
    SameDiff graph = SameDiff.create();
    SDVariable out = define(graph, operation, DataType.DOUBLE, inputs[0].shape(), inputs);
    graph.setLossVariables(graph.sum("sum", out));
    String[] names =
        IntStream.range(0, inputs.length).mapToObj(i -> "x" + i).toArray(String[]::new);
    return gradients(graph, names).values().stream().reduce(INDArray::add).orElseThrow();
  }

  private static double sum(
      Operation operation,
      INDArray weights,
      INDArray[] inputs,
      INDArray moved,
      long at,
      double to) {
    moved.putScalar(at, to);
    INDArray out = Nd4j.create(DataType.DOUBLE, weights.shape());
    try (Session session = new Session()) {
      Once.run(
          session,
          operation::plan,
          Tensor.of(out),
          Arrays.stream(inputs).map(Tensor::of).toArray(Tensor[]::new));
    }
    return out.mul(weights).sumNumber().doubleValue();
  }

  private static SDVariable define(
      SameDiff graph, Operation operation, DataType type, long[] shape, INDArray... inputs) {
    GraphTensor[] tensors = new GraphTensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      SDVariable variable = graph.var("x" + i, inputs[i].castTo(type).dup('c'));
      tensors[i] = new GraphTensor(variable, GraphShape.of(inputs[i].shape()));
    }
    return operation.define(GraphShape.of(shape), tensors).variable();
  }
}
