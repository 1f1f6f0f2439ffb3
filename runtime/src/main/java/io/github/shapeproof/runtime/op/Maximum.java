package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Tensor;
import java.util.Arrays;

/**
 * The largest of all inputs at each place, NaN where there is one; dimensions of size 1 are
 * repeated. May overwrite an input.
 */
public final class Maximum implements Operation {
  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    Elementwise.plan(plan, Maximum::apply, out, inputs);
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    return Arrays.stream(inputs).reduce(Maximum::larger).orElseThrow();
  }

  /** ND4J's own maximum of two tensors gives the gradient of equal elements to both. */
  private static GraphTensor larger(GraphTensor one, GraphTensor other) {
    GraphTensor first = one.repeatLike(other).insertAxis(0);
    GraphTensor second = other.repeatLike(one).insertAxis(0);
    return GraphTensor.concat(0, first, second).maxOfFinite(0).removeAxis(0);
  }

  private static void apply(Row result, Row[] others, Row spare, int count) {
    for (Row other : others) {
      result.max(0, other, 0, count);
    }
  }
}
