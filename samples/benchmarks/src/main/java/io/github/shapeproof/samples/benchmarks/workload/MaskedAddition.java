package io.github.shapeproof.samples.benchmarks.workload;

import static io.github.shapeproof.annotation.Layout.CHANNELS_FIRST;
import static io.github.shapeproof.annotation.Strategy.BILINEAR;

import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.MaskedAdd;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import io.github.shapeproof.runtime.Weights;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Detail, enlarged, is added where a mask says so. */
public record MaskedAddition(int small, int large, int channels) implements Workload {
  @TensorModel
  static class Last {
    @Input @Shape("N,H,H,C")                                            INDArray base;
    @Input @Shape("N,K,K,C")                                            INDArray detail;
    @Input @Shape("N,H,H,1")                                            INDArray mask;
    @MaskedAdd(from = {"base", "detail"}, mask = "mask", by = BILINEAR) INDArray sum;
  }

  @TensorModel(layout = CHANNELS_FIRST)
  static class First {
    @Input @Shape("N,C,H,H")                                            INDArray base;
    @Input @Shape("N,C,K,K")                                            INDArray detail;
    @Input @Shape("N,1,H,H")                                            INDArray mask;
    @MaskedAdd(from = {"base", "detail"}, mask = "mask", by = BILINEAR) INDArray sum;
  }

  @Override
  public String title() {
    return "masked addition " + small + "² → " + large + "² × " + channels;
  }

  @Override
  public Kind kind() {
    return Kind.FUSED;
  }

  @Override
  public List<int[]> inputs() {
    return List.of(
        new int[] {large, large, channels},
        new int[] {small, small, channels},
        new int[] {large, large, 1});
  }

  @Override
  public Forward adapter(Layout layout, Weights weights) {
    if (layout == CHANNELS_FIRST) {
      MaskedAddition_FirstAdapter adapter = MaskedAddition_FirstAdapter.create();
      return in -> adapter.forward(in[0], in[1], in[2]);
    }
    MaskedAddition_LastAdapter adapter = MaskedAddition_LastAdapter.create();
    return in -> adapter.forward(in[0], in[1], in[2]);
  }

  @Override
  public <T> T calls(Framework<T> library, List<T> in) {
    T detail = library.multiply(library.resize(in.get(1), large), in.get(2));
    return library.add(in.get(0), detail);
  }
}
