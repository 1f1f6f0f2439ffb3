package io.github.shapeproof.processor.plan;

import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.MethodLimit;
import io.github.shapeproof.processor.model.ModelGraph;
import io.github.shapeproof.processor.model.SymbolBinding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A method of the adapter that computes or defines something: what goes in and what comes out.
 *
 * @param method its name
 * @param record the nested record in which several results come
 * @param inputs the inputs it takes, in the order of their declaration
 * @param results the tensors it returns
 */
public record EntryPoint(String method, String record, List<String> inputs, List<String> results) {
  public EntryPoint {
    inputs = MethodLimit.few(inputs);
    results = MethodLimit.few(results);
  }

  /**
   * What a sound model offers: {@code forward} computes the outputs from the inputs they depend on,
   * {@code loss} the losses from all inputs. One without results is left out.
   */
  public static List<EntryPoint> of(CheckedModel model) {
    ModelGraph graph = model.graph();
    List<String> outputs = graph.outputs();
    List<String> inputs = inputs(graph, graph.cone(outputs));
    boolean enough = binds(model, inputs, outputs);
    return of(graph, enough ? inputs : graph.inputs(), outputs);
  }

  /**
   * What a broken model would offer, as well as its declaration lets us guess: that with its names
   * helped, and with the results that models with errors of other kinds have.
   *
   * @param errors what was found wrong, with helps
   */
  public static List<EntryPoint> guess(CheckedModel model, List<Diagnostic> errors) {
    ModelDeclaration meant = model.declaration();
    for (Diagnostic error : errors) {
      if (hasFault(model.graph(), error.site().field()) && !error.helps().isEmpty()) {
        meant = Edit.all(error.helps().get(0).edits(), meant);
      }
    }
    ModelGraph graph = ModelGraph.of(Edit.all(untold(meant), meant));
    return guess(hasFault(graph) ? model.graph() : graph);
  }

  /**
   * Edits that leave all models as they are, but make known the results of those with errors, if
   * these are not of names.
   */
  private static List<Edit> untold(ModelDeclaration model) {
    return List.copyOf(
        model.fields().stream()
            .flatMap(field -> field.layer().stream())
            .flatMap(layer -> layer.applied().stream())
            .distinct()
            .map(applied -> new Edit.InApplied(applied, untold(applied.declaration())))
            .filter(edit -> !hasFault(ModelGraph.of(edit.edited())))
            .toList());
  }

  private static boolean hasFault(ModelGraph graph) {
    return graph.nodes().keySet().stream().anyMatch(name -> hasFault(graph, name));
  }

  private static boolean hasFault(ModelGraph graph, String name) {
    ModelGraph.Node node = graph.nodes().get(name);
    return node != null && node.fault().isPresent();
  }

  /**
   * Where a name could not be resolved, what nobody reads above it is taken for what was meant, not
   * for an output; but what a loss reads is no less an output.
   */
  private static List<EntryPoint> guess(ModelGraph graph) {
    List<String> order = List.copyOf(graph.nodes().keySet());
    Optional<String> faulty =
        order.stream()
            .filter(name -> hasFault(graph, name) && !graph.node(name).isLoss())
            .reduce((first, second) -> second);
    List<String> outputs =
        graph.outputs().stream()
            .filter(
                name ->
                    faulty.isEmpty()
                        || order.indexOf(name) >= order.indexOf(faulty.get())
                        || graph.node(name).field().output())
            .toList();
    List<String> read = new ArrayList<>(graph.cone(outputs));
    if (read.stream().anyMatch(name -> hasFault(graph, name))) {
      read.addAll(order);
      graph.nodes().values().forEach(node -> read.removeAll(node.reads()));
      read.addAll(graph.cone(outputs));
    }
    return of(graph, inputs(graph, read), outputs);
  }

  /**
   * The method that defines a model in a SameDiff graph: {@code define} returns what the first of
   * the others does, and takes what the last one does, which is all inputs where there is a loss.
   */
  public static Optional<EntryPoint> define(List<EntryPoint> others) {
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new EntryPoint(
                "define",
                "Graph",
                others.get(others.size() - 1).inputs(),
                others.get(0).results()));
  }

  private static List<EntryPoint> of(ModelGraph graph, List<String> inputs, List<String> outputs) {
    List<EntryPoint> entries = new ArrayList<>();
    if (!outputs.isEmpty()) {
      entries.add(new EntryPoint("forward", "Outputs", inputs, outputs));
    }
    if (!graph.losses().isEmpty()) {
      entries.add(new EntryPoint("loss", "Losses", graph.inputs(), graph.losses()));
    }
    return entries;
  }

  private static List<String> inputs(ModelGraph graph, Collection<String> among) {
    return graph.inputs().stream().filter(among::contains).toList();
  }

  /** Whether these inputs fix every symbol in the shapes on the way to the results. */
  private static boolean binds(CheckedModel model, List<String> inputs, List<String> results) {
    Set<String> bound = SymbolBinding.of(model, inputs).bound();
    return model.graph().cone(results).stream()
        .map(name -> model.shape(name).orElseThrow())
        .allMatch(shape -> bound.containsAll(shape.symbols()));
  }
}
