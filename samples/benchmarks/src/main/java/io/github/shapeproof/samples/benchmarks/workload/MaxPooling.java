package io.github.shapeproof.samples.benchmarks.workload;

import static io.github.shapeproof.annotation.Layout.CHANNELS_FIRST;

import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.MaxPool;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import io.github.shapeproof.runtime.Weights;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The pool that most networks begin with: 3×3, stride 2. */
public record MaxPooling(int size, int channels) implements Workload {
  @TensorModel
  static class Last {
    @Input @Shape("N,H,H,C")                  INDArray map;
    @MaxPool(kernel = 3, stride = 2, pad = 1) INDArray pooled;
  }

  @TensorModel(layout = CHANNELS_FIRST)
  static class First {
    @Input @Shape("N,C,H,H")                  INDArray map;
    @MaxPool(kernel = 3, stride = 2, pad = 1) INDArray pooled;
  }

  @Override
  public String title() {
    return "max pool 3×3 / 2 of " + size + "² × " + channels;
  }

  @Override
  public Kind kind() {
    return Kind.SINGLE;
  }

  @Override
  public List<int[]> inputs() {
    return List.of(new int[] {size, size, channels});
  }

  @Override
  public Forward adapter(Layout layout, Weights weights) {
    if (layout == CHANNELS_FIRST) {
      MaxPooling_FirstAdapter adapter = MaxPooling_FirstAdapter.create();
      return in -> adapter.forward(in[0]);
    }
    MaxPooling_LastAdapter adapter = MaxPooling_LastAdapter.create();
    return in -> adapter.forward(in[0]);
  }

  @Override
  public <T> T calls(Framework<T> library, List<T> in) {
    return library.maxPool(in.get(0), 3, 2, 1);
  }
}
