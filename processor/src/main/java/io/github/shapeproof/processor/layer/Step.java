package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Shape;
import java.util.List;

/**
 * A part of what a layer computes. A layer is one step or a short chain of them; its last step's
 * result is the layer's.
 */
public sealed interface Step {

  /** What is read, in the operation's order. */
  List<Operand> operands();

  /** The shape of the result. */
  Shape output();

  /**
   * A call of a runtime operation.
   *
   * @param operation simple name of the class in {@code io.github.shapeproof.runtime.op}
   * @param arguments of its constructor: numbers, strings, enums, {@code int[]}, {@code double[]},
   *     {@link Window}, another operation
   * @param inPlace whether the result may take the place of the first operand
   * @param fusing how it may become one with another step
   */
  record Run(
      String operation,
      List<Object> arguments,
      boolean inPlace,
      List<Operand> operands,
      Shape output,
      Fusing fusing)
      implements Step {

    /** A step for itself. */
    Run(
        String operation,
        List<Object> arguments,
        boolean inPlace,
        List<Operand> operands,
        Shape output) {
      this(operation, arguments, inPlace, operands, output, Fusing.NONE);
    }

    /** The same step, fused as told. */
    Run with(Fusing fusing) {
      return new Run(operation, arguments, inPlace, operands, output, fusing);
    }
  }

  /** The operands side by side along {@code axis}: a matter of placement, not of arithmetic. */
  record Join(int axis, List<Operand> operands, Shape output) implements Step {}

  /** The same values under another shape, in the same row-major order. */
  record View(List<Operand> operands, Shape output) implements Step {}

  /**
   * The user's own operation.
   *
   * @param operation the tensor that it computes, behind the field that applies its model
   */
  record Call(String operation, List<Operand> operands, Shape output) implements Step {}
}
