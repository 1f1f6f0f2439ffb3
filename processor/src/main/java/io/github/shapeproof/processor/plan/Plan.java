package io.github.shapeproof.processor.plan;

import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.shape.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How to compute some tensors of a sound model, and where every value lies meanwhile.
 *
 * <p>Results are written where they are wanted: what is joined goes straight into its part of the
 * joined tensor, an activation overwrites what nobody reads again, and buffers are used anew when
 * their value is dead. A caller's array is never written, and no result shares memory with another
 * or with an input.
 *
 * @param results the values that the caller gets, one for each wanted tensor
 * @param actions what to do, in order
 * @param places where each value lies
 * @param slots the buffers, each with the shapes of what lies in it one after the other; it takes
 *     the largest, and those that obviously never are it are left out
 */
public record Plan(
    List<Value> results, List<Action> actions, Map<Value, Place> places, List<List<Shape>> slots) {

  /** The plan that computes the tensors called {@code ends}. */
  public static Plan of(CheckedModel model, List<String> ends) {
    Flow flow = Flow.fused(model, ends);
    Placement placement = new Placement(flow, ends.stream().map(flow::tensor).toList());
    Map<Value, Place> places = placement.places();
    Slots slots = new Slots(placement.actions(), places);
    return new Plan(
        List.copyOf(placement.results()),
        List.copyOf(placement.actions()),
        Collections.unmodifiableMap(places),
        slots.shapes());
  }

  /** Where a value lies. */
  public Place place(Value value) {
    return Objects.requireNonNull(places.get(value), value.name());
  }

  /** The value with a place of its own whose memory {@code value} shares. */
  public Value root(Value value) {
    Value root = value;
    while (place(root) instanceof Place.Same same) {
      root = same.as();
    }
    return root;
  }
}
