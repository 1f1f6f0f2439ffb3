package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes down a layer of several operations, each on tensors of the model or on earlier results.
 */
final class Chain {
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();

  /**
   * A tensor on the way.
   *
   * @param operand where it is
   * @param shape its shape
   */
  record Value(Operand operand, Shape shape) {
    static Value of(Named tensor) {
      return new Value(new Operand.Tensor(tensor.name()), tensor.shape());
    }
  }

  /**
   * What the two parameters of a learned map are called.
   *
   * @param kernel its kernel
   * @param bias its bias
   */
  record Names(String kernel, String bias) {
    /** {@code kernel} and {@code bias}, for a layer that learns one map. */
    static final Names PLAIN = new Names("kernel", "bias");

    /** {@code matchKernel} and {@code matchBias}, for a layer that learns several. */
    static Names of(String map) {
      return new Names(map + "Kernel", map + "Bias");
    }
  }

  /** The next step. */
  Value add(Step step) {
    steps.add(step);
    return new Value(new Operand.Result(steps.size() - 1), step.output());
  }

  /** An operation. */
  Value run(String operation, List<Object> arguments, Shape output, Value... inputs) {
    return add(new Step.Run(operation, arguments, false, operands(inputs), output));
  }

  /** An operation that may become one with that before it. */
  Value run(
      String operation, List<Object> arguments, Fusing fusing, Shape output, Value... inputs) {
    return add(new Step.Run(operation, arguments, false, operands(inputs), output, fusing));
  }

  /** An operation on each element, which may overwrite its first input. */
  Value inPlace(String operation, List<Object> arguments, Shape output, Value... inputs) {
    return inPlace(operation, arguments, Fusing.NONE, output, inputs);
  }

  /** The same, which may become one with that before it. */
  Value inPlace(
      String operation, List<Object> arguments, Fusing fusing, Shape output, Value... inputs) {
    return add(new Step.Run(operation, arguments, true, operands(inputs), output, fusing));
  }

  /** The inputs side by side; a single one as it stands. */
  Value join(int axis, Shape output, Value... inputs) {
    return inputs.length == 1 ? inputs[0] : add(new Step.Join(axis, operands(inputs), output));
  }

  /** The same values under another shape. */
  Value view(Shape output, Value input) {
    return add(new Step.View(operands(input), output));
  }

  /** An operation with a learned kernel, and a bias for each of its filters. */
  Value learned(
      String operation,
      List<Object> arguments,
      Names names,
      Shape kernel,
      Dim filters,
      Shape output,
      Value input) {
    parameters.add(new Parameter(names.kernel(), kernel));
    parameters.add(new Parameter(names.bias(), Shape.of(filters)));
    List<Operand> operands =
        List.of(
            input.operand(), new Operand.Weight(names.kernel()), new Operand.Weight(names.bias()));
    return add(new Step.Run(operation, arguments, false, operands, output));
  }

  /** A learned 1×1 convolution with bias. */
  Value pointwise(LayerContext layer, Spatial spatial, Names names, Dim filters, Value input) {
    Window point = Windows.point(spatial);
    Dim channels = input.shape().dims().get(spatial.channelDimension());
    return learned(
        "Conv",
        List.of(layer.layout(), point, 1),
        names,
        ConvLayer.kernel(point, channels, filters),
        filters,
        input.shape().with(spatial.channelDimension(), filters),
        input);
  }

  private static List<Operand> operands(Value... inputs) {
    return Arrays.stream(inputs).map(Value::operand).toList();
  }

  /** The whole layer, whose result is {@code result}. */
  Inference end(Value result, String description) {
    if (steps.isEmpty()) {
      view(result.shape(), result);
    }
    return new Inference(result.shape(), parameters, steps, description);
  }
}
