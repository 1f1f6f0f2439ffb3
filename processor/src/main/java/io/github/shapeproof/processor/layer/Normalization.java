package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rule of layers that normalize: the shape stays, and each channel has learned parameters. */
abstract class Normalization implements Layer {
  private final String operation;
  private final List<String> trained;
  private final List<String> statistics;
  private final int leastRank;
  private final boolean overSpace;

  /**
   * A rule.
   *
   * @param operation the runtime's name for it
   * @param trained what it learns, one number for each channel
   * @param statistics what it has counted, likewise
   * @param leastRank dimensions that it needs at least
   * @param overSpace whether its statistics are over space, so that it has to know all dimensions
   */
  Normalization(
      String operation,
      List<String> trained,
      List<String> statistics,
      int leastRank,
      boolean overSpace) {
    this.operation = operation;
    this.trained = List.copyOf(trained);
    this.statistics = List.copyOf(statistics);
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
    List<Parameter> learned = new ArrayList<>();
    trained.forEach(name -> learned.add(new Parameter(name, Shape.of(channels))));
    statistics.forEach(name -> learned.add(new Parameter(name, Shape.of(channels), false)));
    Step step = Steps.learned(operation, arguments(layer, channels), input, learned, input.shape());
    return new Inference(
        input.shape(),
        learned,
        List.of(step),
        operation.replace("Norm", " norm").toLowerCase(Locale.ROOT));
  }

  @Override
  public final boolean keepsShape() {
    return true;
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
