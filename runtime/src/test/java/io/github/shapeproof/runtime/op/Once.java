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

  /** Bytes on the heap that the calling thread takes for a call, once the JIT has done its work. */
  static long heapOfACall(Steps steps, Tensor out, Tensor... inputs) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Plan.Maker maker = (plan, sizes) -> steps.plan(plan, out, inputs);
    int calls = 20;
    long least = Long.MAX_VALUE;
    try (Session session = new Session()) {
      for (int round = 0; round < 30; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < calls; i++) {
          session.results(maker, Bindings.none());
        }
        least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / calls);
      }
    }
    return least;
  }
}
