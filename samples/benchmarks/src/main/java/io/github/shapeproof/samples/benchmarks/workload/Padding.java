package io.github.shapeproof.samples.benchmarks.workload;

import static io.github.shapeproof.annotation.Layout.CHANNELS_FIRST;

import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Pad;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import io.github.shapeproof.runtime.Weights;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Two zeros on each side. */
public record Padding(int small, int channels) implements Workload {
  @TensorModel
  static class Last {
    @Input @Shape("N,K,K,C") INDArray map;
    @Pad(amounts = 2)        INDArray padded;
  }

  @TensorModel(layout = CHANNELS_FIRST)
  static class First {
    @Input @Shape("N,C,K,K") INDArray map;
    @Pad(amounts = 2)        INDArray padded;
  }

  @Override
  public String title() {
    return "pad " + small + "² → " + (small + 4) + "² × " + channels;
  }

  @Override
  public Kind kind() {
    return Kind.SINGLE;
  }

  @Override
  public List<int[]> inputs() {
    return List.of(new int[] {small, small, channels});
  }

  @Override
  public Forward adapter(Layout layout, Weights weights) {
    if (layout == CHANNELS_FIRST) {
      Padding_FirstAdapter adapter = Padding_FirstAdapter.create();
      return in -> adapter.forward(in[0]);
    }
    Padding_LastAdapter adapter = Padding_LastAdapter.create();
    return in -> adapter.forward(in[0]);
  }

  @Override
  public <T> T calls(Framework<T> library, List<T> in) {
    return library.pad(in.get(0), small, small + 4);
  }
}
