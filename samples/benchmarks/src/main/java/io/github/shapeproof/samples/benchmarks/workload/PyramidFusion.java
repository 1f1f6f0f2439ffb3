package io.github.shapeproof.samples.benchmarks.workload;

import static io.github.shapeproof.annotation.Layout.CHANNELS_FIRST;
import static io.github.shapeproof.annotation.ResizeMethod.BILINEAR;

import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import io.github.shapeproof.runtime.Weights;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A small map, enlarged, joins a large one. */
public record PyramidFusion(int small, int large, int channels) implements Workload {
  @TensorModel
  static class Last {
    @Input @Shape("N,K,K,C")                                INDArray low;
    @Input @Shape("N,H,H,C")                                INDArray high;
    @Resize(from = "low", like = "high", method = BILINEAR) INDArray up;
    @Concat(from = {"up", "high"}) @Shape("N,H,H,2*C")      INDArray joined;
  }

  @TensorModel(layout = CHANNELS_FIRST)
  static class First {
    @Input @Shape("N,C,K,K")                                INDArray low;
    @Input @Shape("N,C,H,H")                                INDArray high;
    @Resize(from = "low", like = "high", method = BILINEAR) INDArray up;
    @Concat(from = {"up", "high"}) @Shape("N,2*C,H,H")      INDArray joined;
  }

  @Override
  public String title() {
    return "pyramid fusion " + small + "² → " + large + "² × " + channels;
  }

  @Override
  public Kind kind() {
    return Kind.FUSED;
  }

  @Override
  public List<int[]> inputs() {
    return List.of(new int[] {small, small, channels}, new int[] {large, large, channels});
  }

  @Override
  public Forward adapter(Layout layout, Weights weights) {
    if (layout == CHANNELS_FIRST) {
      PyramidFusion_FirstAdapter adapter = PyramidFusion_FirstAdapter.create();
      return in -> adapter.forward(in[0], in[1]);
    }
    PyramidFusion_LastAdapter adapter = PyramidFusion_LastAdapter.create();
    return in -> adapter.forward(in[0], in[1]);
  }

  @Override
  public <T> T calls(Framework<T> library, List<T> in) {
    return library.concat(library.resize(in.get(0), large), in.get(1));
  }
}
