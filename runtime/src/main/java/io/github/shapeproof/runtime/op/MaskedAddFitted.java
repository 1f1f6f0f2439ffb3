package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;

/**
 * As {@link MaskedAdd}, of the inputs base, detail and mask, with the detail resized or padded to
 * the size of the base on the way. May overwrite the base.
 */
public final class MaskedAddFitted implements Operation {
  private static final int FITTED = 1;

  private final Separable fit;

  /**
   * @param fit what is done with the detail first
   */
  public MaskedAddFitted(Separable fit) {
    this.fit = fit;
  }

  @Override
  public void run(Session session, Tensor out, Tensor... inputs) {
    if (fit.areRowsOf(inputs[2], out)) {
      Rows addend = fit.rows(inputs[0]);
      Rows factor = fit.rowsOfMask(inputs[2], out);
      fit.run(session, out, inputs[1], new Blend(fit.rows(out), addend, factor));
    } else {
      Tensor fitted = session.scratch(FITTED, out.type(), out.shape());
      fit.run(session, fitted, inputs[1]);
      new MaskedAdd().run(session, out, inputs[0], fitted, inputs[2]);
    }
  }
}
