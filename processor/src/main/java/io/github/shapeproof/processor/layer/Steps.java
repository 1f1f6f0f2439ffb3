package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/** The usual kinds of steps, in few words. */
final class Steps {
  private Steps() {}

  /** An operation on tensors of the model. */
  static Step.Run run(String operation, List<Object> arguments, List<Named> inputs, Shape output) {
    return new Step.Run(operation, arguments, false, tensors(inputs), output);
  }

  /** An operation on each element, which may overwrite its first input. */
  static Step.Run inPlace(
      String operation, List<Object> arguments, List<Named> inputs, Shape output) {
    return new Step.Run(operation, arguments, true, tensors(inputs), output);
  }

  /** An operation on one tensor and the layer's parameters, in order. */
  static Step learned(
      String operation,
      List<Object> arguments,
      Named input,
      List<Parameter> parameters,
      Shape output) {
    List<Operand> operands = new ArrayList<>(tensors(List.of(input)));
    parameters.forEach(p -> operands.add(new Operand.Weight(p.name())));
    return new Step.Run(operation, arguments, false, operands, output);
  }

  /** The same values under another shape. */
  static Step view(Named input, Shape output) {
    return new Step.View(tensors(List.of(input)), output);
  }

  /** Tensors of the model as operands. */
  static List<Operand> tensors(List<Named> inputs) {
    List<Operand> operands = new ArrayList<>();
    inputs.forEach(i -> operands.add(new Operand.Tensor(i.name())));
    return operands;
  }
}
