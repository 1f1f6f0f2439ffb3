package io.github.shapeproof.processor.plan;

import io.github.shapeproof.processor.layer.Inference;
import io.github.shapeproof.processor.layer.Operand;
import io.github.shapeproof.processor.layer.Step;
import io.github.shapeproof.processor.model.CheckedField;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The steps whose values reach the wanted tensors, in order, with their operands resolved. A tensor
 * that others look at only for its size is not computed.
 */
public final class Flow {
  private final CheckedModel model;
  private final Map<Key, Value> values = new LinkedHashMap<>();
  private final List<Node> nodes;

  /** The names of tensors and values, each of one only. */
  private final Set<String> taken;

  /** A step of a field; inputs are step -1. */
  private record Key(String field, int step) {}

  /** A step with what it reads and writes. */
  public record Node(String field, Step step, List<Source> inputs, Value out) {}

  /** The steps as the layers have them, which lead to the tensors called {@code ends}. */
  public Flow(CheckedModel model, List<String> ends) {
    this.model = model;
    Set<Key> needed = needed(ends);
    nodes = new ArrayList<>();
    taken = new HashSet<>(model.fields().keySet());
    for (CheckedField field : model.fields().values()) {
      String name = field.name();
      if (field.node().field().isInput()) {
        add(new Key(name, -1), name, field.shape().orElseThrow());
      } else {
        Inference inference = field.inference().orElseThrow();
        List<Step> steps = inference.steps();
        for (int i = 0; i < steps.size(); i++) {
          Key key = new Key(name, i);
          if (needed.contains(key)) {
            boolean last = i == steps.size() - 1;
            Shape shape = last ? field.shape().orElseThrow() : steps.get(i).output();
            Value out = add(key, last ? name : name(field, i), shape);
            nodes.add(new Node(name, steps.get(i), sources(name, steps.get(i)), out));
          }
        }
      }
    }
  }

  /** The same with steps made one where that saves a buffer. */
  static Flow fused(CheckedModel model, List<String> ends) {
    Flow flow = new Flow(model, ends);
    List<Value> kept = ends.stream().map(flow::tensor).toList();
    List<Node> fused = Fusion.of(flow.nodes, kept);
    Set<Value> dropped = flow.nodes.stream().map(Node::out).collect(Collectors.toSet());
    fused.forEach(node -> dropped.remove(node.out()));
    flow.values.values().removeAll(dropped);
    flow.nodes.clear();
    flow.nodes.addAll(fused);
    return flow;
  }

  private Set<Key> needed(List<String> ends) {
    Set<Key> needed = new HashSet<>();
    List<Key> open = new ArrayList<>();
    ends.forEach(end -> open.add(result(end)));
    while (!open.isEmpty()) {
      Key key = open.remove(open.size() - 1);
      if (needed.add(key) && key.step() >= 0) {
        for (Operand operand : steps(key.field()).get(key.step()).operands()) {
          if (operand instanceof Operand.Tensor tensor) {
            open.add(result(tensor.field()));
          } else if (operand instanceof Operand.Result earlier) {
            open.add(new Key(key.field(), earlier.step()));
          } else if (operand instanceof Operand.Part part) {
            open.add(new Key(part.field(), part.step()));
          }
        }
      }
    }
    return needed;
  }

  private List<Step> steps(String field) {
    return model.field(field).inference().orElseThrow().steps();
  }

  private Key result(String field) {
    boolean input = model.field(field).node().field().isInput();
    return new Key(field, input ? -1 : steps(field).size() - 1);
  }

  /** What an inner step's value is called: the tensor of a part, or no tensor at all. */
  private String name(CheckedField field, int step) {
    Inference inference = field.inference().orElseThrow();
    String name = inference.name(field.name(), step);
    List<String> parts = field.node().parts();
    int view = inference.steps().size() - parts.size() + parts.indexOf(name);
    boolean isPart =
        parts.contains(name)
            && inference.steps().get(view).operands().equals(List.of(new Operand.Result(step)));
    return isPart ? name : unique(name);
  }

  /** A name like this one that nothing else has. */
  String unique(String name) {
    String unique = name;
    while (!taken.add(unique)) {
      unique += "_";
    }
    return unique;
  }

  private Value add(Key key, String name, Shape shape) {
    Value value = new Value(values.size(), name, shape);
    values.put(key, value);
    return value;
  }

  private List<Source> sources(String field, Step step) {
    List<Source> sources = new ArrayList<>();
    for (Operand operand : step.operands()) {
      sources.add(
          operand instanceof Operand.Weight weight
              ? new Source.Weight(field, weight.name())
              : new Source.Of(value(field, operand)));
    }
    return sources;
  }

  private Value value(String field, Operand operand) {
    if (operand instanceof Operand.Result earlier) {
      return known(new Key(field, earlier.step()));
    }
    return operand instanceof Operand.Part part
        ? known(new Key(part.field(), part.step()))
        : tensor(((Operand.Tensor) operand).field());
  }

  /** The steps, each after those it reads. */
  public List<Node> nodes() {
    return nodes;
  }

  /** All values, those of inputs included. */
  List<Value> values() {
    return List.copyOf(values.values());
  }

  /** The value of a tensor of the model. */
  Value tensor(String field) {
    return known(result(field));
  }

  private Value known(Key key) {
    return Objects.requireNonNull(values.get(key), key.field());
  }

  /** The last node that reads each value, by its index. */
  Map<Value, Integer> lastReads() {
    Map<Value, Integer> last = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (Source source : nodes.get(i).inputs()) {
        if (source instanceof Source.Of read) {
          last.put(read.value(), i);
        }
      }
    }
    return last;
  }
}
