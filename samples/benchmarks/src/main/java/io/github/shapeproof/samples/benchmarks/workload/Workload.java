package io.github.shapeproof.samples.benchmarks.workload;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.Weights;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Something worth timing: inputs, an adapter for each layout, and the same by hand. */
public interface Workload {
  /** What may be asked of an adapter. */
  enum Kind {
    /** Several operations, of which the adapter makes fewer. */
    FUSED,
    /** One operation. */
    SINGLE,
    /** Mostly a convolution, which stays a convolution. */
    CONVOLUTION
  }

  /** A generated adapter's {@code forward}. */
  @FunctionalInterface
  interface Forward {
    INDArray apply(INDArray... inputs);
  }

  String title();

  Kind kind();

  /** The shapes of the inputs of one image, {@code H,W,C}. */
  List<int[]> inputs();

  /** The shapes of the learned parameters, by name. */
  default Map<String, long[]> weights() {
    return Map.of();
  }

  /** A new adapter. */
  Forward adapter(Layout layout, Weights weights);

  /** The calls of somebody who has no adapter. */
  <T> T calls(Framework<T> library, List<T> inputs);
}
