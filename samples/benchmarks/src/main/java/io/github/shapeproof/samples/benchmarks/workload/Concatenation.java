package io.github.shapeproof.samples.benchmarks.workload;

import static io.github.shapeproof.annotation.Layout.CHANNELS_FIRST;

import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import io.github.shapeproof.runtime.Weights;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Two maps are joined. */
public record Concatenation(int size, int channels) implements Workload {
  @TensorModel
  static class Last {
    @Input @Shape("N,H,H,C")            INDArray first;
    @Input @Shape("N,H,H,C")            INDArray second;
    @Concat(from = {"first", "second"}) INDArray joined;
  }

  @TensorModel(layout = CHANNELS_FIRST)
  static class First {
    @Input @Shape("N,C,H,H")            INDArray first;
    @Input @Shape("N,C,H,H")            INDArray second;
    @Concat(from = {"first", "second"}) INDArray joined;
  }

  @Override
  public String title() {
    return "concat " + size + "² × " + channels + " twice";
  }

  @Override
  public Kind kind() {
    return Kind.SINGLE;
  }

  @Override
  public List<int[]> inputs() {
    return List.of(new int[] {size, size, channels}, new int[] {size, size, channels});
  }

  @Override
  public Forward adapter(Layout layout, Weights weights) {
    if (layout == CHANNELS_FIRST) {
      Concatenation_FirstAdapter adapter = Concatenation_FirstAdapter.create();
      return in -> adapter.forward(in[0], in[1]);
    }
    Concatenation_LastAdapter adapter = Concatenation_LastAdapter.create();
    return in -> adapter.forward(in[0], in[1]);
  }

  @Override
  public <T> T calls(Framework<T> library, List<T> in) {
    return library.concat(in.get(0), in.get(1));
  }
}
