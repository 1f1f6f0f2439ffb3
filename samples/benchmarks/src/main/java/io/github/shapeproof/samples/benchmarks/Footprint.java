package io.github.shapeproof.samples.benchmarks;

import com.sun.management.ThreadMXBean;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.samples.benchmarks.contender.Sample;
import io.github.shapeproof.samples.benchmarks.workload.Workload;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What many calls of an adapter leave behind.
 *
 * @param growth of resident memory during the calls, in bytes, from the adapter's hundredth call on;
 *     as many calls of another one went before, and it was measured anew where the JIT was still at
 *     work, whose memory comes and goes. The heap is of fixed size and touched from the start, so this is off-heap memory
 * @param heap allocated on the heap by one call, in bytes, most of it the objects of its result
 * @param array the same of ND4J where it makes an array of the result's shape
 */
record Footprint(
    Workload workload, Layout layout, int calls, long growth, long heap, long array) {
  /** Calls after which an adapter has all the memory it needs. */
  private static final int FIRST = 100;

  private static final int TRIES = 8;
  private static final long LONG_COMPILATION = 500_000_000;
  private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

  static Footprint of(Workload workload, Layout layout, int calls) {
    try (Sample sample = Sample.of(workload, 1)) {
      INDArray[] inputs = sample.inputs(layout).toArray(INDArray[]::new);
      Runnable call = call(workload, layout, sample, inputs);
      long[] shape;
      try (INDArray result = workload.adapter(layout, sample.weights()).apply(inputs)) {
        shape = result.shape();
      }
      Runnable output = () -> Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', shape).close();
      Footprint footprint;
      int tries = 0;
      long compiled;
      do {
        repeat(call, calls);
        repeat(output, calls);
        call = call(workload, layout, sample, inputs);
        repeat(call, FIRST);
        compiled = COMPILER.getTotalCompilationTime();
        long resident = Pointer.physicalBytes();
        long heap = allocated(call, calls);
        long growth = Pointer.physicalBytes() - resident;
        long array = allocated(output, calls);
        footprint =
            new Footprint(workload, layout, calls, growth, heap / calls, array / calls);
      } while (isCompiled(compiled) && ++tries < TRIES);
      return footprint;
    }
  }

  /** Whether the JIT was at work since; the time of a compilation counts once it is done. */
  private static boolean isCompiled(long since) {
    LockSupport.parkNanos(LONG_COMPILATION);
    return COMPILER.getTotalCompilationTime() > since;
  }

  private static Runnable call(
      Workload workload, Layout layout, Sample sample, INDArray[] inputs) {
    Workload.Forward adapter = workload.adapter(layout, sample.weights());
    return () -> adapter.apply(inputs).close();
  }

  private static long allocated(Runnable call, int calls) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    repeat(call, calls);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static void repeat(Runnable call, int times) {
    for (int i = 0; i < times; i++) {
      call.run();
    }
  }
}
