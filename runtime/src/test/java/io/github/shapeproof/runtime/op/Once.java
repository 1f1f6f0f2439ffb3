package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Bindings;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;

/** Plans steps and runs them. */
final class Once {
  private Once() {}

  /** What an operation adds to a plan. */
  @FunctionalInterface
  interface Steps {
    void plan(Plan plan, Tensor out, Tensor... inputs);
  }

  static void run(Session session, Steps steps, Tensor out, Tensor... inputs) {
    session.results((plan, sizes) -> steps.plan(plan, out, inputs), Bindings.none());
  }
}
