package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;
import java.util.Locale;

/** The rule of layers that normalize: the shape stays, and each channel has learned parameters. */
abstract class Normalization implements Layer {
  private final String operation;
  private final List<String> parameters;
  private final int leastRank;
  private final boolean overSpace;

  /**
   * A rule.
   *
   * @param operation the runtime's name for it
   * @param parameters what it learns, one number for each channel
   * @param leastRank dimensions that it needs at least
   * @param overSpace whether its statistics are over space, so that it has to know all dimensions
   */
  Normalization(String operation, List<String> parameters, int leastRank, boolean overSpace) {
    this.operation = operation;
    this.parameters = List.copyOf(parameters);
    this.leastRank = leastRank;
    this.overSpace = overSpace;
  }

  @Override
  public final Inference infer(LayerContext layer) {
    Named input = layer.input();
    if (input.shape().hasRank() || overSpace) {
      Dimensions.requireRank(layer, input, leastRank, layer.inputSite(0));
    }
    int index = Dimensions.channels(layer, input, layer.inputSite(0));
    Dim channels = input.shape().dims().get(index);
    List<Parameter> learned =
        parameters.stream().map(name -> new Parameter(name, Shape.of(channels))).toList();
    Step step = Steps.learned(operation, arguments(layer, channels), input, learned, input.shape());
    return new Inference(
        input.shape(),
        learned,
        List.of(step),
        operation.replace("Norm", " norm").toLowerCase(Locale.ROOT));
  }

  /**
   * What the runtime operation is constructed with.
   *
   * @throws Fault if the layer's attributes do not suit the channels
   */
  List<Object> arguments(LayerContext layer, Dim channels) {
    return List.of(layer.layout());
  }
}
