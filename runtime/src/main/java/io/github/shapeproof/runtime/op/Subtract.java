package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;

/** The first input minus the second; dimensions of size 1 are repeated. May overwrite an input. */
public final class Subtract implements Operation {
  @Override
  public void run(Session session, Tensor out, Tensor... inputs) {
    Elementwise.run(session, Subtract::apply, out, inputs);
  }

  private static void apply(Row result, Row[] others, Row spare, int count) {
    result.subtract(0, others[0], 0, count);
  }
}
