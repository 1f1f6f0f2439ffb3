package io.github.shapeproof.samples.benchmarks.workload;

import static io.github.shapeproof.annotation.Layout.CHANNELS_FIRST;

import io.github.shapeproof.annotation.Add;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Pad;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import io.github.shapeproof.runtime.Weights;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A map that is a little too small, padded with zeros, is added. */
public record PaddedAddition(int small, int large, int channels) implements Workload {
  @TensorModel
  static class Last {
    @Input @Shape("N,K,K,C")             INDArray small;
    @Input @Shape("N,H,H,C")             INDArray large;
    @Pad(from = "small", like = "large") INDArray padded;
    @Add(from = {"padded", "large"})     INDArray sum;
  }

  @TensorModel(layout = CHANNELS_FIRST)
  static class First {
    @Input @Shape("N,C,K,K")             INDArray small;
    @Input @Shape("N,C,H,H")             INDArray large;
    @Pad(from = "small", like = "large") INDArray padded;
    @Add(from = {"padded", "large"})     INDArray sum;
  }

  @Override
  public String title() {
    return "pad to match, add " + small + "² + " + large + "² × " + channels;
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
      PaddedAddition_FirstAdapter adapter = PaddedAddition_FirstAdapter.create();
      return in -> adapter.forward(in[0], in[1]);
    }
    PaddedAddition_LastAdapter adapter = PaddedAddition_LastAdapter.create();
    return in -> adapter.forward(in[0], in[1]);
  }

  @Override
  public <T> T calls(Framework<T> library, List<T> in) {
    return library.add(library.pad(in.get(0), small, large), in.get(1));
  }
}
