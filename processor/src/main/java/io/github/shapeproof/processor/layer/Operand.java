package io.github.shapeproof.processor.layer;

/** What a step reads. */
public sealed interface Operand {

  /** A tensor of the model. */
  record Tensor(String field) implements Operand {}

  /** A learned parameter of the layer that the step belongs to. */
  record Weight(String name) implements Operand {}

  /** The result of an earlier step of the same layer, counted from 0. */
  record Result(int step) implements Operand {}

  /** One of the results of a field that has several: that of a step of it, counted from 0. */
  record Part(String field, int step) implements Operand {}
}
