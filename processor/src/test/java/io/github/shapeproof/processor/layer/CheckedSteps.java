package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.model.CheckedField;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import java.util.stream.Collectors;

/** What the rule of one tensor found out, in short text for tests. */
record CheckedSteps(Inference inference) {

  /** Of the tensor {@code name} of a sound model. */
  static CheckedSteps of(Models model, String name) {
    model.result();
    CheckedField field = model.check().fields().get(name);
    return new CheckedSteps(field.inference().orElseThrow());
  }

  Step only() {
    if (inference.steps().size() != 1) {
      throw new AssertionError("expected one step but got " + inference.steps());
    }
    return inference.steps().get(0);
  }

  /** {@code "kernel 1,1,3,8"}, one for each parameter. */
  List<String> parameters() {
    return inference.parameters().stream().map(p -> p.name() + " " + p.shape()).toList();
  }

  /** {@code "Resize(x) N,H,W,3"}, one for each step; {@code #0} is the result of the first. */
  List<String> steps() {
    return inference.steps().stream().map(s -> name(s) + operands(s) + " " + s.output()).toList();
  }

  private static String name(Step step) {
    return step instanceof Step.Run run ? run.operation() : step.getClass().getSimpleName();
  }

  private static String operands(Step step) {
    return step.operands().stream()
        .map(
            operand ->
                operand instanceof Operand.Tensor tensor
                    ? tensor.field()
                    : operand instanceof Operand.Weight weight
                        ? weight.name()
                        : "#" + ((Operand.Result) operand).step())
        .collect(Collectors.joining(",", "(", ")"));
  }
}
