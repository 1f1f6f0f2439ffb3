package io.github.shapeproof.runtime;

/**
 * One step of a generated adapter, which plans it or defines it in a SameDiff graph.
 *
 * <p>An operation holds what is fixed by the declaration; sizes it takes from the shapes of its
 * operands. Operands may be slices of larger tensors. An operation has no state of its own, so one
 * instance serves all callers; the plan brings the scratch memory.
 */
public interface Operation {
  /**
   * Adds to a plan what computes {@code out} from {@code inputs}. Shapes and strides are known now,
   * elements when the steps run; weights may have others in each call.
   *
   * @param out shares no elements with the inputs, unless the operation says so
   * @param inputs activations first, then weights in declaration order; all of one type
   */
  void plan(Plan plan, Tensor out, Tensor... inputs);

  /**
   * Defines the same computation in a SameDiff graph, so that it can be trained.
   *
   * @param out the shape of the result
   * @param inputs as for {@link #plan}
   * @throws ShapeMismatchException if it needs the number of an open size
   */
  GraphTensor define(GraphShape out, GraphTensor... inputs);
}
