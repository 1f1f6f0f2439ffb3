package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.diagnostic.Code;

/** The rule of {@code @Dropout}: the shape stays, and at inference so do the values. */
public final class DropoutLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    double rate = layer.attributes().real("rate");
    if (!(rate >= 0 && rate < 1)) {
      throw layer.fault(
          Code.SP305,
          layer.site("rate"),
          "`%s` has rate = %s, which must be at least 0 and below 1"
              .formatted(layer.field(), rate));
    }
    Chain.Value input = Chain.Value.of(layer.input());
    return new Chain().end(input, "dropout " + rate);
  }

  @Override
  public boolean keepsShape() {
    return true;
  }
}
