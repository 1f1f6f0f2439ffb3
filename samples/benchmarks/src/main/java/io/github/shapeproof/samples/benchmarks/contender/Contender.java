package io.github.shapeproof.samples.benchmarks.contender;

import io.github.shapeproof.annotation.Layout;

/**
 * Who is compared.
 *
 * <p>PyTorch and ONNX Runtime compute channels first; they are given maps in that form, and are
 * compared with both layouts of ours.
 */
public enum Contender {
  OURS_LAST("ShapeProof NHWC") {
    @Override
    public Call prepare(Sample sample) {
      return ArrayCall.adapter(sample, Layout.CHANNELS_LAST);
    }
  },
  OURS_FIRST("ShapeProof NCHW") {
    @Override
    public Call prepare(Sample sample) {
      return ArrayCall.adapter(sample, Layout.CHANNELS_FIRST);
    }
  },
  ND4J_LAST("ND4J NHWC") {
    @Override
    public Call prepare(Sample sample) {
      return ArrayCall.plain(sample, Layout.CHANNELS_LAST);
    }
  },
  ND4J_FIRST("ND4J NCHW") {
    @Override
    public Call prepare(Sample sample) {
      return ArrayCall.plain(sample, Layout.CHANNELS_FIRST);
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
  };

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
