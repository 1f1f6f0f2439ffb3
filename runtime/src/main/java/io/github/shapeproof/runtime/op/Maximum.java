package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;

/**
 * The largest of all inputs at each place, NaN where there is one; dimensions of size 1 are
 * repeated. May overwrite an input.
 */
public final class Maximum implements Operation {
  @Override
  public void run(Session session, Tensor out, Tensor... inputs) {
    Elementwise.run(session, Maximum::apply, out, inputs);
  }

  private static void apply(Row result, Row[] others, Row spare, int count) {
    for (Row other : others) {
      result.max(0, other, 0, count);
    }
  }
}
