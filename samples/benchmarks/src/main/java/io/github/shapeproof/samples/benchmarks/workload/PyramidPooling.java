package io.github.shapeproof.samples.benchmarks.workload;

import static io.github.shapeproof.annotation.Layout.CHANNELS_FIRST;

import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.SpatialPyramidPool;
import io.github.shapeproof.annotation.TensorModel;
import io.github.shapeproof.runtime.Weights;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The largest of 1, 4 and 16 parts of a map, one after the other. */
public record PyramidPooling(int size, int channels) implements Workload {
  @TensorModel
  static class Last {
    @Input @Shape("N,H,H,C")                                 INDArray map;
    @SpatialPyramidPool(levels = {1, 2, 4}) @Shape("N,21*C") INDArray features;
  }

  @TensorModel(layout = CHANNELS_FIRST)
  static class First {
    @Input @Shape("N,C,H,H")                                 INDArray map;
    @SpatialPyramidPool(levels = {1, 2, 4}) @Shape("N,21*C") INDArray features;
  }

  @Override
  public String title() {
    return "pyramid pooling 1, 2, 4 of " + size + "² × " + channels;
  }

  @Override
  public Kind kind() {
    return Kind.FUSED;
  }

  @Override
  public List<int[]> inputs() {
    return List.of(new int[] {size, size, channels});
  }

  @Override
  public Forward adapter(Layout layout, Weights weights) {
    if (layout == CHANNELS_FIRST) {
      PyramidPooling_FirstAdapter adapter = PyramidPooling_FirstAdapter.create();
      return in -> adapter.forward(in[0]);
    }
    PyramidPooling_LastAdapter adapter = PyramidPooling_LastAdapter.create();
    return in -> adapter.forward(in[0]);
  }

  @Override
  public <T> T calls(Framework<T> library, List<T> in) {
    T one = library.flatten(library.maxPool(in.get(0), size, size, 0));
    T two = library.flatten(library.maxPool(in.get(0), size / 2, size / 2, 0));
    T four = library.flatten(library.maxPool(in.get(0), size / 4, size / 4, 0));
    return library.join(library.join(one, two), four);
  }
}
