package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.LossKind;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;
import java.util.Locale;

/** The rule of {@code @Loss}: a scalar from a prediction and a target of the same shape. */
public final class LossLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Named prediction = layer.input();
    Named target = layer.reference("target").orElseThrow();
    LossKind kind = layer.attributes().constant("value", LossKind.class);
    Shape wanted = prediction.shape();
    if (kind == LossKind.SOFTMAX_CROSS_ENTROPY || kind == LossKind.SPARSE_SOFTMAX_CROSS_ENTROPY) {
      int channels = Dimensions.channels(layer, prediction, layer.inputSite(0));
      if (kind == LossKind.SPARSE_SOFTMAX_CROSS_ENTROPY) {
        wanted = Dimensions.without(wanted, channels);
      }
    }
    check(layer, prediction, target, wanted);
    Shape scalar = Shape.of();
    Step step =
        Steps.run("Loss", List.of(layer.layout(), kind), List.of(prediction, target), scalar);
    return new Inference(
        scalar, List.of(), List.of(step), kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  private static void check(LayerContext layer, Named prediction, Named target, Shape wanted) {
    Site site = layer.site("target");
    String sentence =
        "`%s`: target `%s` is %s, but prediction `%s` %s wants %s%s"
            .formatted(
                layer.field(),
                target.name(),
                target.shape().inWords(),
                prediction.name(),
                prediction.shape().inWords(),
                wanted.equals(prediction.shape()) ? "the same" : wanted.inWords(),
                Dimensions.openRanks(wanted, target.shape()));
    if (!Dimensions.sameRank(wanted, target.shape())) {
      throw layer.fault(Code.SP207, site, sentence);
    }
    for (int d = 0; d < wanted.dims().size(); d++) {
      layer.requireEqual(
          target.shape().dims().get(d), wanted.dims().get(d), Code.SP207, site, sentence);
    }
  }
}
