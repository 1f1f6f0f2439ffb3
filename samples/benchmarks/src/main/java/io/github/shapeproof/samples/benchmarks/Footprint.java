package io.github.shapeproof.samples.benchmarks;

import com.sun.management.ThreadMXBean;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.samples.benchmarks.contender.Sample;
import io.github.shapeproof.samples.benchmarks.workload.Workload;
import java.lang.management.ManagementFactory;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What many calls of an adapter leave behind.
 *
 * @param growth of resident memory during the calls, in bytes; as many went before, while the JIT and
 *     the collector took what they need. The heap is of fixed size and touched from the start,
 *     so this is off-heap memory
 * @param heap allocated on the heap by one call beyond what its output takes, in bytes
 */
record Footprint(Workload workload, Layout layout, int calls, long growth, long heap) {
  static Footprint of(Workload workload, Layout layout, int calls) {
    try (Sample sample = Sample.of(workload, 1)) {
      INDArray[] inputs = sample.inputs(layout).toArray(INDArray[]::new);
      Workload.Forward adapter = workload.adapter(layout, sample.weights());
      Runnable call = () -> adapter.apply(inputs).close();
      long[] shape;
      try (INDArray result = adapter.apply(inputs)) {
        shape = result.shape();
      }
      Runnable output = () -> Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', shape).close();
      repeat(call, calls);
      repeat(output, calls);
      long resident = Pointer.physicalBytes();
      long heap = allocated(call, calls) - allocated(output, calls);
      long growth = Pointer.physicalBytes() - resident;
      return new Footprint(workload, layout, calls, growth, heap / calls);
    }
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
