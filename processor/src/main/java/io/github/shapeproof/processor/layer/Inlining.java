package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.shape.ShapeParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The steps of an applied model as steps of the field that applies it, so that they are planned
 * with all others.
 */
public final class Inlining {
  /** Steps, and learned arrays, of a model that applies others: what repeats grows fast. */
  public static final int MOST_STEPS = 4_000;

  private final LayerContext layer;
  private final Summary model;
  private final Unification symbols;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Map<Integer, String> names = new HashMap<>();

  /** Sizes without needless rounding: most tensors have those of another one. */
  private final Map<Dim, Dim> plain = new HashMap<>();

  /** Where the tensors of the model are found here. */
  private final Map<String, Operand> tensors = new HashMap<>();

  /** Where the steps of its tensors start. */
  private final Map<String, Integer> starts = new HashMap<>();

  Inlining(LayerContext layer, Summary model, Unification symbols) {
    this.layer = layer;
    this.model = model;
    this.symbols = symbols;
  }

  /**
   * Writes the model down so many times, each with parameters of its own; the result of one is the
   * first argument of the next.
   */
  void run(List<Named> inputs, int times) {
    long size = model.tensors().stream().mapToLong(t -> t.inference().steps().size()).sum();
    if (size * times > MOST_STEPS) {
      throw layer.fault(
          Code.SP305,
          layer.site("times"),
          "`%s` would be %d steps, but at most %d are planned"
              .formatted(layer.field(), size * times, MOST_STEPS));
    }
    for (int i = 0; i < inputs.size(); i++) {
      tensors.put(inputs.get(i).name(), new Operand.Tensor(layer.inputs().get(i).name()));
    }
    for (int time = 0; time < times; time++) {
      String folder = times == 1 ? "" : time + "/";
      model.tensors().forEach(tensor -> add(tensor, folder));
      tensors.put(repeated(model, inputs).name(), tensor(model.outputs().get(0)));
    }
  }

  /** The input that takes the result of the application before. */
  static Named repeated(Summary model, List<Named> inputs) {
    return inputs.stream()
        .filter(input -> model.wanted().contains(input.name()))
        .findFirst()
        .orElse(inputs.get(0));
  }

  private void add(Summary.Tensor tensor, String folder) {
    String prefix = folder + tensor.name() + "/";
    int start = steps.size();
    starts.put(tensor.name(), start);
    Inference inference = tensor.inference();
    Shape shape = value(tensor.shape());
    requireCountable(tensor.name(), shape);
    for (Parameter parameter : inference.parameters()) {
      parameters.add(
          new Parameter(
              prefix + parameter.name(), symbols.value(parameter.shape()), parameter.isTrained()));
    }
    for (Step step : inference.steps()) {
      int index = steps.size() - start;
      boolean last = index == inference.steps().size() - 1;
      names.put(steps.size(), folder.replace('/', '.') + inference.name(tensor.name(), index));
      List<Operand> operands =
          step.operands().stream().map(operand -> operand(operand, start, prefix)).toList();
      steps.add(step(step, operands, last ? shape : value(step.output())));
    }
    tensors.put(tensor.name(), new Operand.Result(steps.size() - 1));
  }

  /** A shape in sizes of this model, of which {@code where} may know more than the applied one. */
  private Shape value(Shape shape) {
    Shape known = symbols.value(shape);
    List<Dim> dims =
        known.dims().stream()
            .map(dim -> plain.computeIfAbsent(dim, d -> layer.proofs().plain(d, layer.site())))
            .toList();
    return new Shape(known.leading(), dims);
  }

  private void requireCountable(String name, Shape shape) {
    if (layer.proofs().facts().exceed(shape.dims(), ShapeParser.MAX_SIZE)) {
      throw layer.fault(
          Code.SP309,
          layer.site(),
          "`%s` applies `%s`, whose `%s` is %s, %s elements: more than 2^63 - 1"
              .formatted(layer.field(), model.name(), name, shape, shape.product()));
    }
  }

  private Operand operand(Operand operand, int start, String prefix) {
    if (operand instanceof Operand.Tensor tensor) {
      return tensor(tensor.field());
    }
    if (operand instanceof Operand.Weight weight) {
      return new Operand.Weight(prefix + weight.name());
    }
    if (operand instanceof Operand.Part part) {
      return new Operand.Result(
          Objects.requireNonNull(starts.get(part.field()), part.field()) + part.step());
    }
    return new Operand.Result(start + ((Operand.Result) operand).step());
  }

  private Operand tensor(String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  private Step step(Step step, List<Operand> operands, Shape output) {
    if (step instanceof Step.Run run) {
      return new Step.Run(
          run.operation(), run.arguments(), run.inPlace(), operands, output, run.fusing());
    }
    if (step instanceof Step.Join join) {
      return new Step.Join(join.axis(), operands, output);
    }
    return step instanceof Step.Call call
        ? new Step.Call(layer.field() + "." + call.operation(), operands, output)
        : new Step.View(operands, output);
  }

  /** The whole, which ends with a step for each output. */
  Inference end(String description) {
    List<Operand> results = model.outputs().stream().map(this::tensor).toList();
    boolean isLast = results.equals(List.of(new Operand.Result(steps.size() - 1)));
    if (!isLast) {
      for (int i = 0; i < results.size(); i++) {
        Shape shape = value(model.shape(model.outputs().get(i)));
        steps.add(new Step.View(List.of(results.get(i)), shape));
      }
    }
    Shape output = steps.get(steps.size() - 1).output();
    return new Inference(output, Map.of(), parameters, steps, names, description);
  }

  /** One of several results of a field: a step of its own. */
  public static Inference part(String field, List<Step> steps, int step, String description) {
    Shape shape = steps.get(step).output();
    Step view = new Step.View(List.of(new Operand.Part(field, step)), shape);
    return new Inference(shape, List.of(), List.of(view), description);
  }
}
