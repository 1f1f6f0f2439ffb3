package io.github.shapeproof.samples.benchmarks.contender;

import io.github.shapeproof.annotation.Layout;
import java.util.List;

/**
 * Who is compared. Results are closed, unless a name says that they are left to the collector,
 * which is how ND4J's documentation writes calls.
 *
 * <p>PyTorch and ONNX Runtime compute channels first; they are given maps in that form, and are
 * compared with both layouts of ours.
 */
public enum Contender {
  OURS_LAST("ShapeProof NHWC") {
    @Override
    public Call prepare(Sample sample) {
      return ArrayCall.adapter(sample, Layout.CHANNELS_LAST, true);
    }
  },
  OURS_FIRST("ShapeProof NCHW") {
    @Override
    public Call prepare(Sample sample) {
      return ArrayCall.adapter(sample, Layout.CHANNELS_FIRST, true);
    }
  },
  ND4J_LAST("ND4J NHWC") {
    @Override
    public Call prepare(Sample sample) {
      return ArrayCall.plain(sample, Layout.CHANNELS_LAST, true);
    }
  },
  ND4J_FIRST("ND4J NCHW") {
    @Override
    public Call prepare(Sample sample) {
      return ArrayCall.plain(sample, Layout.CHANNELS_FIRST, true);
    }
  },
  PYTORCH("PyTorch") {
    @Override
    public Call prepare(Sample sample) {
      return new PyTorchCall(sample);
    }
  },
  ONNX_RUNTIME("ONNX Runtime") {
    @Override
    public Call prepare(Sample sample) {
      return new OnnxCall(sample);
    }
  },
  OURS_LAST_OPEN("ShapeProof NHWC") {
    @Override
    public Call prepare(Sample sample) {
      return ArrayCall.adapter(sample, Layout.CHANNELS_LAST, false);
    }
  },
  OURS_FIRST_OPEN("ShapeProof NCHW") {
    @Override
    public Call prepare(Sample sample) {
      return ArrayCall.adapter(sample, Layout.CHANNELS_FIRST, false);
    }
  },
  ND4J_LAST_OPEN("ND4J NHWC") {
    @Override
    public Call prepare(Sample sample) {
      return ArrayCall.plain(sample, Layout.CHANNELS_LAST, false);
    }
  },
  ND4J_FIRST_OPEN("ND4J NCHW") {
    @Override
    public Call prepare(Sample sample) {
      return ArrayCall.plain(sample, Layout.CHANNELS_FIRST, false);
    }
  };

  /** Those whose results are closed. */
  public static final List<Contender> CLOSING =
      List.of(OURS_LAST, OURS_FIRST, ND4J_LAST, ND4J_FIRST, PYTORCH, ONNX_RUNTIME);

  /** Those whose results are left to the collector. */
  public static final List<Contender> OPEN =
      List.of(OURS_LAST_OPEN, OURS_FIRST_OPEN, ND4J_LAST_OPEN, ND4J_FIRST_OPEN);

  private final String title;

  Contender(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** Everything that is done once; the sample must outlive the call. */
  public abstract Call prepare(Sample sample);
}
