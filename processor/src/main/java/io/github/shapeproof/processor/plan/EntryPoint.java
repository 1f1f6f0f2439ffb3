package io.github.shapeproof.processor.plan;

import io.github.shapeproof.processor.model.CheckedField;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.ModelGraph;
import io.github.shapeproof.processor.model.SymbolBinding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A method of the adapter that computes something: what goes in and what comes out. It can be told
 * of a broken model too, as well as its declaration lets us guess.
 *
 * @param method its name
 * @param record the nested record in which several results come
 * @param inputs the inputs it takes, in the order of their declaration
 * @param results the tensors it returns
 */
public record EntryPoint(String method, String record, List<String> inputs, List<String> results) {

  /** The outputs, from the inputs they depend on; absent where a model has none. */
  public static Optional<EntryPoint> forward(CheckedModel model) {
    List<String> results = outputs(model);
    if (results.isEmpty()) {
      return Optional.empty();
    }
    Set<String> needed = new LinkedHashSet<>(model.graph().cone(results));
    List<String> inputs = inputs(model);
    if (unresolved(model).isPresent()) {
      needed.addAll(unread(model));
    }
    inputs.retainAll(needed);
    return Optional.of(
        new EntryPoint(
            "forward",
            "Outputs",
            model.isSound() && !binds(model, inputs, results) ? inputs(model) : inputs,
            results));
  }

  /** The losses, from all inputs; absent where a model has none. */
  public static Optional<EntryPoint> loss(CheckedModel model) {
    List<String> losses = model.graph().losses();
    return losses.isEmpty()
        ? Optional.empty()
        : Optional.of(new EntryPoint("loss", "Losses", inputs(model), losses));
  }

  private static List<String> inputs(CheckedModel model) {
    List<String> inputs = new ArrayList<>();
    for (ModelGraph.Node node : model.graph().nodes().values()) {
      if (node.field().isInput()) {
        inputs.add(node.field().name());
      }
    }
    return inputs;
  }

  /** Whether these inputs fix every symbol in the shapes on the way to the results. */
  private static boolean binds(CheckedModel model, List<String> inputs, List<String> results) {
    Set<String> bound = binding(model, inputs).bound();
    return model.graph().cone(results).stream()
        .map(name -> model.shape(name).orElseThrow())
        .allMatch(shape -> bound.containsAll(shape.symbols()));
  }

  /** How the given inputs, after the weights, fix the symbols. */
  public static SymbolBinding binding(CheckedModel model, List<String> inputs) {
    return SymbolBinding.ofInputs(
        model.named(inputs), SymbolBinding.ofWeights(model.weights()), model.facts().list());
  }

  /**
   * The model's outputs. Where a name could not be resolved, what nobody reads above it is taken
   * for what was meant, not for an output.
   */
  private static List<String> outputs(CheckedModel model) {
    List<String> outputs = model.graph().outputs();
    Optional<String> last = unresolved(model);
    if (last.isEmpty()) {
      return outputs;
    }
    List<String> order = new ArrayList<>(model.fields().keySet());
    return outputs.stream()
        .filter(
            name ->
                order.indexOf(name) >= order.indexOf(last.get())
                    || model.graph().nodes().get(name).field().output())
        .toList();
  }

  /** The last tensor that reads an unknown name. */
  private static Optional<String> unresolved(CheckedModel model) {
    return model.graph().nodes().values().stream()
        .filter(node -> node.fault().isPresent())
        .map(node -> node.field().name())
        .reduce((first, second) -> second);
  }

  private static Set<String> unread(CheckedModel model) {
    Set<String> unread = new LinkedHashSet<>(model.fields().keySet());
    for (CheckedField field : model.fields().values()) {
      field.node().reads().forEach(unread::remove);
    }
    return unread;
  }
}
