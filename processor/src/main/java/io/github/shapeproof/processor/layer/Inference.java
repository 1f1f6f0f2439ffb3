package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a rule found out about one layer.
 *
 * @param output the shape of its result
 * @param said where dimensions of the result are said, by index; the others are the input's
 * @param parameters what it learns, in the order in which its steps name them
 * @param steps how to compute it; the last step's result is the layer's
 * @param description a few words for the evidence: {@code "conv 3 × 3, stride 2"}
 */
public record Inference(
    Shape output,
    Map<Integer, Site> said,
    List<Parameter> parameters,
    List<Step> steps,
    String description) {
  public Inference {
    said = Map.copyOf(said);
    parameters = List.copyOf(parameters);
    steps = List.copyOf(steps);
  }

  /** What was found out about a layer whose result is as large as its inputs make it. */
  public Inference(Shape output, List<Parameter> parameters, List<Step> steps, String description) {
    this(output, Map.of(), parameters, steps, description);
  }

  /** The same, and where a dimension of the result is said. */
  Inference saying(int dimension, Site site) {
    Map<Integer, Site> more = new TreeMap<>(said);
    more.put(dimension, site);
    return new Inference(output, more, parameters, steps, description);
  }
}
