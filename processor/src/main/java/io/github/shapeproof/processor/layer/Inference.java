package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Shape;
import java.util.List;

/**
 * What a rule found out about one layer.
 *
 * @param output the shape of its result
 * @param parameters what it learns, in the order in which its steps name them
 * @param steps how to compute it; the last step's result is the layer's
 * @param description a few words for the evidence: {@code "conv 3 × 3, stride 2"}
 */
public record Inference(
    Shape output, List<Parameter> parameters, List<Step> steps, String description) {
  public Inference {
    parameters = List.copyOf(parameters);
    steps = List.copyOf(steps);
  }
}
