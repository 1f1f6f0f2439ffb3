package io.github.shapeproof.samples.benchmarks.workload;

import static io.github.shapeproof.annotation.Layout.CHANNELS_FIRST;

import io.github.shapeproof.annotation.Crop;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import io.github.shapeproof.runtime.Weights;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Two cut from each side. */
public record Cropping(int large, int channels) implements Workload {
  @TensorModel
  static class Last {
    @Input @Shape("N,H,H,C") INDArray map;
    @Crop(amounts = 2)       INDArray cropped;
  }

  @TensorModel(layout = CHANNELS_FIRST)
  static class First {
    @Input @Shape("N,C,H,H") INDArray map;
    @Crop(amounts = 2)       INDArray cropped;
  }

  @Override
  public String title() {
    return "crop " + large + "² → " + (large - 4) + "² × " + channels;
  }

  @Override
  public Kind kind() {
    return Kind.SINGLE;
  }

  @Override
  public List<int[]> inputs() {
    return List.of(new int[] {large, large, channels});
  }

  @Override
  public Forward adapter(Layout layout, Weights weights) {
    if (layout == CHANNELS_FIRST) {
      Cropping_FirstAdapter adapter = Cropping_FirstAdapter.create();
      return in -> adapter.forward(in[0]);
    }
    Cropping_LastAdapter adapter = Cropping_LastAdapter.create();
    return in -> adapter.forward(in[0]);
  }

  @Override
  public <T> T calls(Framework<T> library, List<T> in) {
    return library.copy(library.crop(in.get(0), large, large - 4));
  }
}
