package io.github.shapeproof.samples.benchmarks.workload;

import static io.github.shapeproof.annotation.Layout.CHANNELS_FIRST;
import static io.github.shapeproof.annotation.ResizeMethod.BILINEAR;

import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import io.github.shapeproof.runtime.Weights;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A map is enlarged. */
public record Resizing(int small, int channels) implements Workload {
  @TensorModel
  static class Last {
    @Input @Shape("N,K,K,C")              INDArray map;
    @Resize(scale = 2, method = BILINEAR) INDArray up;
  }

  @TensorModel(layout = CHANNELS_FIRST)
  static class First {
    @Input @Shape("N,C,K,K")              INDArray map;
    @Resize(scale = 2, method = BILINEAR) INDArray up;
  }

  @Override
  public String title() {
    return "resize " + small + "² → " + 2 * small + "² × " + channels;
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
      Resizing_FirstAdapter adapter = Resizing_FirstAdapter.create();
      return in -> adapter.forward(in[0]);
    }
    Resizing_LastAdapter adapter = Resizing_LastAdapter.create();
    return in -> adapter.forward(in[0]);
  }

  @Override
  public <T> T calls(Framework<T> library, List<T> in) {
    return library.resize(in.get(0), 2 * small);
  }
}
