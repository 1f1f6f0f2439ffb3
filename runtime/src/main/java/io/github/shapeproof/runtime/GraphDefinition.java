package io.github.shapeproof.runtime;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A model on its way into a SameDiff graph: one call of an adapter's {@code define}, with the
 * tensors that it has so far.
 */
public final class GraphDefinition {
  private final SameDiff graph;
  private final Bindings sizes;
  private final Map<String, Tensor> weights;
  private final Map<String, GraphTensor> tensors = new LinkedHashMap<>();

  /** Variables that keep their names: the caller's, and those that have one of the model's. */
  private final Set<String> settled;

  /**
   * Begins with inputs that a guard has checked.
   *
   * @throws IllegalStateException if the graph has a variable that is called like a weight
   */
  GraphDefinition(SameDiff graph, Bindings sizes, Map<String, Tensor> weights) {
    this.graph = graph;
    this.sizes = sizes;
    this.weights = weights;
    settled = new HashSet<>(graph.variableMap().keySet());
    for (String weight : weights.keySet()) {
      if (graph.hasVariable(scoped(weight))) {
        throw new IllegalStateException(
            ("the graph has a variable '%s' already: define each model in a scope of its own,"
                    + " as in graph.withNameScope(\"first\"), or in a new graph")
                .formatted(scoped(weight)));
      }
    }
  }

  /** Whether a variable belongs to a graph. */
  @SuppressWarnings("ReferenceEquality") // two graphs that are equal are still two
  static boolean isIn(SameDiff graph, SDVariable variable) {
    return variable.getSameDiff() == graph;
  }

  void input(String name, GraphTensor input) {
    tensors.put(name, input);
  }

  /** What the model becomes a part of. */
  public SameDiff graph() {
    return graph;
  }

  /** A tensor that was defined before. */
  public GraphTensor tensor(String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  /** Its variable. */
  public SDVariable variable(String name) {
    return tensor(name).variable();
  }

  /** A trainable variable with a copy of a learned parameter. */
  public GraphTensor trained(String weight) {
    INDArray array = copy(weight);
    return new GraphTensor(graph.var(settled(weight), array), GraphShape.of(array.shape()));
  }

  /** A constant with a copy of a learned parameter that inference does not train. */
  public GraphTensor fixed(String weight) {
    INDArray array = copy(weight);
    return new GraphTensor(graph.constant(settled(weight), array), GraphShape.of(array.shape()));
  }

  private INDArray copy(String weight) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Objects.requireNonNull(weights.get(weight), weight).array().dup('c');
    }
  }

  /** A name that no step on the way has, and none will get. */
  private String settled(String name) {
    String scoped = scoped(name);
    if (graph.hasVariable(scoped)) {
      String free = scoped;
      for (int i = 1; graph.hasVariable(free); i++) {
        free = scoped + "_" + i;
      }
      graph.getVariable(scoped).rename(free);
    }
    settled.add(scoped);
    return scoped;
  }

  /** A name in the scope that the caller may have opened. */
  private String scoped(String name) {
    String scope = graph.currentNameScope();
    return scope == null || scope.isEmpty() ? name : scope + "/" + name;
  }

  /** A shape of declared sizes; those of open symbols are open. */
  public GraphShape shape(Size... declared) {
    return GraphShape.of(sizes, declared);
  }

  /** The shape of a tensor, with its last {@code count} sizes replaced. */
  public GraphShape leading(String tensor, int count, Size... declared) {
    GraphShape all = tensor(tensor).shape();
    int leading = all.rank() - count;
    GraphShape shape = GraphShape.ofRank(leading + declared.length);
    for (int axis = 0; axis < shape.rank(); axis++) {
      shape =
          axis < leading
              ? shape.with(axis, all, axis)
              : shape.with(axis, sizes, declared[axis - leading]);
    }
    return shape;
  }

  /**
   * Defines a tensor.
   *
   * @param name its name, which the variable gets where it is free
   * @throws ShapeMismatchException if the operation needs the number of an open size, or a matrix
   *     that is too large
   */
  public void run(String name, Operation operation, GraphShape shape, GraphTensor... inputs) {
    SDVariable variable;
    // The constants that operations make must outlive the caller's workspace.
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      variable = operation.define(shape, inputs).variable();
    } catch (OpenSizeException open) {
      String size = open.symbol().equals("_") ? "a size without a name" : open.symbol();
      throw new ShapeMismatchException(
          ("'%s' needs the number of %s, which is open: give the placeholders that size in place of"
                  + " -1 (SameDiff knows none of a variable that an operation computes)")
              .formatted(name, size));
    } catch (ShapeMismatchException tooLarge) {
      throw new ShapeMismatchException("'%s' %s".formatted(name, tooLarge.getMessage()));
    }
    String result = variable.name();
    boolean isInput = Arrays.stream(inputs).anyMatch(it -> it.variable().name().equals(result));
    put(name, isInput ? graph.identity(variable) : variable, shape);
  }

  /** Defines a tensor that is another one under its own name. */
  public void copy(String name, GraphTensor input) {
    put(name, graph.identity(input.variable()), input.shape());
  }

  /**
   * Defines a tensor that the user's own operation has made.
   *
   * @throws ShapeMismatchException if there is none, or it belongs to another graph
   */
  public void custom(String name, GraphShape shape, @Nullable SDVariable result) {
    if (result == null) {
      throw new ShapeMismatchException("operation '" + name + "' returned null");
    }
    if (!isIn(graph, result)) {
      throw new ShapeMismatchException(
          "operation '" + name + "' returned a variable of another SameDiff instance");
    }
    put(name, graph.identity(result), shape);
  }

  private void put(String name, SDVariable variable, GraphShape shape) {
    String scoped = scoped(name);
    if (!variable.name().equals(scoped) && !settled.contains(scoped)) {
      variable.rename(settled(name));
    }
    settled.add(variable.name());
    tensors.put(name, new GraphTensor(variable, shape));
  }

  /** Marks a tensor as one that training makes smaller. */
  public void loss(String name) {
    variable(name).markAsLoss();
  }
}
