package io.github.shapeproof.samples.benchmarks.workload;

import static io.github.shapeproof.annotation.Layout.CHANNELS_FIRST;
import static io.github.shapeproof.annotation.Padding.SAME;

import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import io.github.shapeproof.runtime.Weights;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Two maps, joined, pass a 3×3 convolution that halves the channels. */
public record Aggregation(int size, int channels) implements Workload {
  @TensorModel
  static class Last {
    @Input @Shape("N,H,H,C")                            INDArray first;
    @Input @Shape("N,H,H,C")                            INDArray second;
    @Concat(from = {"first", "second"})                 INDArray joined;
    @Conv(kernel = 3, padding = SAME) @Shape("N,H,H,C") INDArray mixed;
  }

  @TensorModel(layout = CHANNELS_FIRST)
  static class First {
    @Input @Shape("N,C,H,H")                            INDArray first;
    @Input @Shape("N,C,H,H")                            INDArray second;
    @Concat(from = {"first", "second"})                 INDArray joined;
    @Conv(kernel = 3, padding = SAME) @Shape("N,C,H,H") INDArray mixed;
  }

  @Override
  public String title() {
    return "3×3 aggregation " + 2 * channels + " → " + channels + " at " + size + "²";
  }

  @Override
  public Kind kind() {
    return Kind.CONVOLUTION;
  }

  @Override
  public List<int[]> inputs() {
    return List.of(new int[] {size, size, channels}, new int[] {size, size, channels});
  }

  @Override
  public Map<String, long[]> weights() {
    return Map.of(
        "mixed/kernel", new long[] {3, 3, 2 * channels, channels},
        "mixed/bias", new long[] {channels});
  }

  @Override
  public Forward adapter(Layout layout, Weights weights) {
    if (layout == CHANNELS_FIRST) {
      Aggregation_FirstAdapter adapter = Aggregation_FirstAdapter.create(weights);
      return in -> adapter.forward(in[0], in[1]);
    }
    Aggregation_LastAdapter adapter = Aggregation_LastAdapter.create(weights);
    return in -> adapter.forward(in[0], in[1]);
  }

  @Override
  public <T> T calls(Framework<T> library, List<T> in) {
    return library.conv(library.concat(in.get(0), in.get(1)), "mixed", 1);
  }
}
