package io.github.shapeproof.samples.benchmarks.workload;

import static io.github.shapeproof.annotation.Layout.CHANNELS_FIRST;

import io.github.shapeproof.annotation.AdaptiveAvgPool;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import io.github.shapeproof.runtime.Weights;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 19×19 is averaged to 5×5: windows of 5, those at the border of 4. */
public record AdaptivePooling(int channels) implements Workload {
  @TensorModel
  static class Last {
    @Input @Shape("N,19,19,C") INDArray map;
    @AdaptiveAvgPool(size = 5) INDArray pooled;
  }

  @TensorModel(layout = CHANNELS_FIRST)
  static class First {
    @Input @Shape("N,C,19,19") INDArray map;
    @AdaptiveAvgPool(size = 5) INDArray pooled;
  }

  @Override
  public String title() {
    return "adaptive pooling 19² → 5² × " + channels;
  }

  @Override
  public Kind kind() {
    return Kind.SINGLE;
  }

  @Override
  public List<int[]> inputs() {
    return List.of(new int[] {19, 19, channels});
  }

  @Override
  public Forward adapter(Layout layout, Weights weights) {
    if (layout == CHANNELS_FIRST) {
      AdaptivePooling_FirstAdapter adapter = AdaptivePooling_FirstAdapter.create();
      return in -> adapter.forward(in[0]);
    }
    AdaptivePooling_LastAdapter adapter = AdaptivePooling_LastAdapter.create();
    return in -> adapter.forward(in[0]);
  }

  @Override
  public <T> T calls(Framework<T> library, List<T> in) {
    return library.adaptivePool(in.get(0), 5, 5, 4, 1);
  }
}
