package io.github.shapeproof.samples.benchmarks.workload;

import static io.github.shapeproof.annotation.Layout.CHANNELS_FIRST;

import io.github.shapeproof.annotation.GatedConcat;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import io.github.shapeproof.runtime.Weights;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Features gate an image and join it; both gate and features are enlarged. */
public record GatedConcatenation(int small, int large, int features, int channels) implements Workload {
  @TensorModel
  static class Last {
    @Input @Shape("N,K,K,F")                                       INDArray features;
    @Input @Shape("N,H,H,C")                                       INDArray image;
    @GatedConcat(from = {"features", "image"}) @Shape("N,H,H,C+F") INDArray joined;
  }

  @TensorModel(layout = CHANNELS_FIRST)
  static class First {
    @Input @Shape("N,F,K,K")                                       INDArray features;
    @Input @Shape("N,C,H,H")                                       INDArray image;
    @GatedConcat(from = {"features", "image"}) @Shape("N,C+F,H,H") INDArray joined;
  }

  @Override
  public String title() {
    return "gated concatenation " + small + "² → " + large + "² × " + (features + channels);
  }

  @Override
  public Kind kind() {
    return Kind.FUSED;
  }

  @Override
  public List<int[]> inputs() {
    return List.of(new int[] {small, small, features}, new int[] {large, large, channels});
  }

  @Override
  public Map<String, long[]> weights() {
    return Map.of("joined/kernel", new long[] {1, 1, features, 1}, "joined/bias", new long[] {1});
  }

  @Override
  public Forward adapter(Layout layout, Weights weights) {
    if (layout == CHANNELS_FIRST) {
      GatedConcatenation_FirstAdapter adapter = GatedConcatenation_FirstAdapter.create(weights);
      return in -> adapter.forward(in[0], in[1]);
    }
    GatedConcatenation_LastAdapter adapter = GatedConcatenation_LastAdapter.create(weights);
    return in -> adapter.forward(in[0], in[1]);
  }

  @Override
  public <T> T calls(Framework<T> library, List<T> in) {
    T gate = library.sigmoid(library.conv(in.get(0), "joined", 0));
    T mask = library.resize(gate, large);
    T fitted = library.resize(in.get(0), large);
    return library.concat(
        library.multiply(in.get(1), library.complement(mask)), library.multiply(fitted, mask));
  }
}
