package io.github.shapeproof.samples.benchmarks.workload;

import static io.github.shapeproof.annotation.Layout.CHANNELS_FIRST;
import static io.github.shapeproof.annotation.ResizeMethod.BILINEAR;

import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Crop;
import io.github.shapeproof.annotation.Input;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Resize;
import io.github.shapeproof.annotation.Shape;
import io.github.shapeproof.annotation.TensorModel;
import io.github.shapeproof.runtime.Weights;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A U-Net's skip: the map below, doubled, joins the centre of the encoder's map. */
public record SkipConnection(int size, int margin, int channels) implements Workload {
  @TensorModel
  static class Last {
    @Input @Shape("N,H,H,C")                                  INDArray encoded;
    @Input @Shape("N,K,K,C")                                  INDArray below;
    @Resize(from = "below", scale = 2, method = BILINEAR)     INDArray up;
    @Crop(from = "encoded", like = "up")                      INDArray cropped;
    @Concat(from = {"cropped", "up"}) @Shape("N,2*K,2*K,2*C") INDArray joined;
  }

  @TensorModel(layout = CHANNELS_FIRST)
  static class First {
    @Input @Shape("N,C,H,H")                                  INDArray encoded;
    @Input @Shape("N,C,K,K")                                  INDArray below;
    @Resize(from = "below", scale = 2, method = BILINEAR)     INDArray up;
    @Crop(from = "encoded", like = "up")                      INDArray cropped;
    @Concat(from = {"cropped", "up"}) @Shape("N,2*C,2*K,2*K") INDArray joined;
  }

  @Override
  public String title() {
    return "U-Net skip " + size + "² × " + channels;
  }

  @Override
  public Kind kind() {
    return Kind.FUSED;
  }

  @Override
  public List<int[]> inputs() {
    return List.of(
        new int[] {size + 2 * margin, size + 2 * margin, channels},
        new int[] {size / 2, size / 2, channels});
  }

  @Override
  public Forward adapter(Layout layout, Weights weights) {
    if (layout == CHANNELS_FIRST) {
      SkipConnection_FirstAdapter adapter = SkipConnection_FirstAdapter.create();
      return in -> adapter.forward(in[0], in[1]);
    }
    SkipConnection_LastAdapter adapter = SkipConnection_LastAdapter.create();
    return in -> adapter.forward(in[0], in[1]);
  }

  @Override
  public <T> T calls(Framework<T> library, List<T> in) {
    T cropped = library.crop(in.get(0), size + 2 * margin, size);
    return library.concat(cropped, library.resize(in.get(1), size));
  }
}
