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
 * @param names what its steps are called behind the name of its field, by index; the others have
 *     numbers
 * @param description a few words for the evidence: {@code "conv 3 × 3, stride 2"}
 */
public record Inference(
    Shape output,
    Map<Integer, Site> said,
    List<Parameter> parameters,
    List<Step> steps,
    Map<Integer, String> names,
    String description) {
  public Inference {
    said = Map.copyOf(said);
    names = Map.copyOf(names);
    parameters = List.copyOf(parameters);
    steps = List.copyOf(steps);
  }

  /** What was found out about a layer whose result is as large as its inputs make it. */
  public Inference(Shape output, List<Parameter> parameters, List<Step> steps, String description) {
    this(output, Map.of(), parameters, steps, Map.of(), description);
  }

  /** The same, and where a dimension of the result is said. */
  Inference saying(int dimension, Site site) {
    Map<Integer, Site> more = new TreeMap<>(said);
    more.put(dimension, site);
    return new Inference(output, more, parameters, steps, names, description);
  }

  /** What the result of a step is called; that of the last one is the field's. */
  public String name(String field, int step) {
    String name = names.get(step);
    return step == steps.size() - 1
        ? field
        : name == null ? field + (step + 1) : field + "." + name;
  }
}
