package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Tensor;
import java.util.Arrays;

/** The mean of all inputs; dimensions of size 1 are repeated. May overwrite an input. */
public final class Average implements Operation {
  @Override
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    Elementwise.plan(plan, Average::apply, out, inputs);
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    GraphTensor sum = Arrays.stream(inputs).reduce(GraphTensor::add).orElseThrow();
    return sum.map((graph, x) -> x.div(inputs.length));
  }

  private static void apply(Row result, Row[] others, Row spare, int count) {
    for (Row other : others) {
      result.add(0, other, 0, count);
    }
    result.scale(0, result, 0, count, 1.0 / (others.length + 1));
  }
}
