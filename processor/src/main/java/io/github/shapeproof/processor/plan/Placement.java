package io.github.shapeproof.processor.plan;

import io.github.shapeproof.processor.layer.Step;
import io.github.shapeproof.processor.shape.Dim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides which values share memory, going through the steps once, in order. What is left without a
 * place in the end needs a buffer of its own.
 *
 * <p>A value is overwritten only by the last step that reads anything lying in its memory, never in
 * a caller's array, and never where it is part of a larger tensor.
 */
final class Placement {
  private final Flow flow;
  private final Set<Value> ends;
  private final Map<Value, Integer> lastReads;
  private final Map<Value, Place> places = new HashMap<>();
  private final Map<Value, List<Value>> members = new HashMap<>();
  private final Map<Value, List<Value>> slices = new HashMap<>();
  private final List<Action> actions = new ArrayList<>();
  private final List<Value> results = new ArrayList<>();
  private int nextId;

  Placement(Flow flow, List<Value> ends) {
    this.flow = flow;
    this.ends = new HashSet<>(ends);
    this.lastReads = flow.lastReads();
    this.nextId = flow.values().stream().mapToInt(Value::id).max().orElse(-1) + 1;
    for (Value value : flow.values()) {
      members.computeIfAbsent(value, v -> new ArrayList<>()).add(value);
      places.put(value, new Place.Input());
    }
    flow.nodes().forEach(node -> places.remove(node.out()));
    for (int i = 0; i < flow.nodes().size(); i++) {
      place(flow.nodes().get(i), i);
    }
    ends.forEach(end -> results.add(result(end)));
  }

  List<Action> actions() {
    return actions;
  }

  /** The values that the caller gets, one for each end. */
  List<Value> results() {
    return results;
  }

  /** All places but those of buffers. */
  Map<Value, Place> places() {
    return places;
  }

  private void place(Flow.Node node, int index) {
    if (node.step() instanceof Step.View) {
      view(node.out(), only(node));
    } else if (node.step() instanceof Step.Join join) {
      join(join, node);
    } else if (node.step() instanceof Step.Call call) {
      actions.add(new Action.Call(node.out(), call.operation(), node.inputs()));
    } else {
      Step.Run run = (Step.Run) node.step();
      if (run.inPlace() && mayOverwriteFirst(node, index)) {
        share(node.out(), only(node));
      }
      actions.add(new Action.Compute(node.out(), run, node.inputs()));
    }
  }

  private static Value only(Flow.Node node) {
    return ((Source.Of) node.inputs().get(0)).value();
  }

  private void view(Value out, Value of) {
    boolean inPart = places.get(root(of)) instanceof Place.Slice;
    if (inPart && !out.shape().equals(of.shape())) {
      actions.add(new Action.Copy(out, of));
    } else {
      share(out, of);
    }
  }

  private List<Value> members(Value root) {
    return Objects.requireNonNull(members.get(root), root.name());
  }

  private void share(Value out, Value with) {
    places.put(out, new Place.Same(with));
    members(root(with)).add(out);
  }

  private boolean mayOverwriteFirst(Flow.Node node, int index) {
    if (!(node.inputs().get(0) instanceof Source.Of first)
        || !first.value().shape().equals(node.out().shape())
        || places.containsKey(root(first.value()))) {
      return false;
    }
    Set<Value> inMemory = new HashSet<>();
    collect(root(first.value()), inMemory);
    boolean readAgain =
        inMemory.stream().anyMatch(v -> ends.contains(v) || lastReads.getOrDefault(v, -1) > index);
    boolean readBeside = values(node.inputs()).skip(1).anyMatch(inMemory::contains);
    return !readAgain && !readBeside;
  }

  private static Stream<Value> values(List<Source> sources) {
    return sources.stream()
        .filter(Source.Of.class::isInstance)
        .map(source -> ((Source.Of) source).value());
  }

  /** Everything that lies in the memory of a value without a place of its own. */
  private void collect(Value root, Set<Value> inMemory) {
    inMemory.addAll(members(root));
    slices.getOrDefault(root, List.of()).forEach(part -> collect(part, inMemory));
  }

  private void join(Step.Join join, Flow.Node node) {
    Dim from = Dim.of(0);
    for (Value part : values(node.inputs()).toList()) {
      Dim to = from.plus(part.shape().dims().get(axis(join, part)));
      Place.Slice slice = new Place.Slice(node.out(), join.axis(), from, to);
      if (mayLieInPart(part)) {
        places.put(root(part), slice);
        slices.computeIfAbsent(node.out(), w -> new ArrayList<>()).add(root(part));
      } else {
        actions.add(new Action.Copy(fresh(part, slice), part));
      }
      from = to;
    }
  }

  private static int axis(Step.Join join, Value part) {
    return join.axis() >= 0 ? join.axis() : part.shape().dims().size() + join.axis();
  }

  private boolean mayLieInPart(Value part) {
    Value root = root(part);
    return !places.containsKey(root)
        && members(root).stream()
            .noneMatch(v -> ends.contains(v) || !v.shape().equals(root.shape()));
  }

  /** Results lie in memory of their own: never in an input, a part, or another result. */
  private Value result(Value end) {
    if (!places.containsKey(root(end))) {
      places.put(root(end), new Place.Output());
      return end;
    }
    Value copy = fresh(end, new Place.Output());
    actions.add(new Action.Copy(copy, end));
    return copy;
  }

  private Value fresh(Value like, Place place) {
    Value value = new Value(nextId++, flow.unique(like.name() + "Copy"), like.shape());
    places.put(value, place);
    return value;
  }

  private Value root(Value value) {
    Value root = value;
    while (places.get(root) instanceof Place.Same same) {
      root = same.as();
    }
    return root;
  }
}
