package io.github.shapeproof.runtime.op;

import com.sun.management.ThreadMXBean;
import io.github.shapeproof.runtime.Bindings;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;
import java.lang.management.ManagementFactory;

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

  /** Bytes on the heap that the calling thread takes for one of many calls. */
  static long heapOfACall(Steps steps, Tensor out, Tensor... inputs) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Plan.Maker maker = (plan, sizes) -> steps.plan(plan, out, inputs);
    int calls = 50;
    try (Session session = new Session()) {
      long before = 0;
      for (int i = -calls; i < calls; i++) {
        if (i == 0) {
          before = threads.getCurrentThreadAllocatedBytes();
        }
        session.results(maker, Bindings.none());
      }
      return (threads.getCurrentThreadAllocatedBytes() - before) / calls;
    }
  }
}
