package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Tensor;

/** Puts tensors behind each other along one axis, which counts from 0 or, if negative, the end. */
public final class Concat implements Operation {
  private final int axis;

  public Concat(int axis) {
    this.axis = axis;
  }

  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    int along = Math.floorMod(axis, out.rank());
    long from = 0;
    for (Tensor input : inputs) {
      long to = from + input.size(along);
      Move.copy(plan, out.slice(along, from, to), input);
      from = to;
    }
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    return GraphTensor.concat(Math.floorMod(axis, out.rank()), inputs);
  }
}
