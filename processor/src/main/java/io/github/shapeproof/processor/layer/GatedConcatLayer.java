package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.ActivationKind;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;

/**
 * The rule of {@code @GatedConcat}: {@code m = sigmoid(conv1x1(features))} with one channel; {@code
 * m} and the features are fitted to the image; {@code concat(image * (1 - m), features * m)}.
 */
public final class GatedConcatLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    List<Named> inputs = layer.inputs(2, 2);
    Spatial features = Spatial.of(layer, inputs.get(0));
    Named image = inputs.get(1);
    Target target = Target.like(features, image, layer.inputSite(1));
    layer.requireEqual(
        features.batch(),
        image.shape().dims().get(0),
        Code.SP202,
        layer.inputSite(1),
        "`%s` joins `%s` %s and `%s` %s, which differ in the batch: %s against %s"
            .formatted(
                layer.field(),
                features.input().name(),
                features.input().shape(),
                image.name(),
                image.shape(),
                features.batch(),
                image.shape().dims().get(0)));

    Chain chain = new Chain();
    Fitting fitting = new Fitting(layer, chain, target);
    Chain.Value source = Chain.Value.of(features.input());
    Chain.Value logits = chain.pointwise(layer, features, Chain.Names.PLAIN, Dim.of(1), source);
    Chain.Value gate =
        chain.inPlace(
            "Activation", List.of(layer.layout(), ActivationKind.SIGMOID), logits.shape(), logits);
    Spatial narrow =
        Spatial.of(layer, new Named("gate of " + features.input().name(), gate.shape()));
    Chain.Value mask = fitting.fit(narrow, gate, Chain.Names.of("gate"));
    Chain.Value fitted = fitting.fit(features, source, Chain.Names.of("features"));

    int channels = features.channelDimension();
    Shape output =
        image.shape().with(channels, image.shape().dims().get(channels).plus(features.channels()));
    Chain.Value result =
        chain.run(
            "GatedConcat",
            List.of(layer.layout()),
            Fusing.takesRows(1),
            output,
            Chain.Value.of(image),
            fitted,
            mask);
    return chain.end(result, "gated concat, " + fitting.describe());
  }

  @Override
  public List<String> adjustable() {
    return List.of("by");
  }
}
