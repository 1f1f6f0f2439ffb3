package io.github.shapeproof.processor.plan;

import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Nameless;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A plan in words; names and sizes stand between backticks. */
public final class PlanText {
  private PlanText() {}

  /** What each action computes, of what, and where it is put; in order. */
  public static List<String> actions(Plan plan) {
    return plan.actions().stream().map(action -> action(plan, action)).toList();
  }

  private static String action(Plan plan, Action action) {
    String what;
    if (action instanceof Action.Compute compute) {
      what = compute.run().operation() + " of " + sources(compute.inputs());
    } else if (action instanceof Action.Call call) {
      what = "Custom of " + sources(call.inputs());
    } else {
      what = "copy of " + code(((Action.Copy) action).from().name());
    }
    return "%s: %s, %s".formatted(code(action.out().name()), what, place(plan, action.out()));
  }

  private static String sources(List<Source> sources) {
    return sources.stream()
        .map(s -> s instanceof Source.Of read ? read.value().name() : ((Source.Weight) s).name())
        .map(PlanText::code)
        .collect(Collectors.joining(", "));
  }

  private static String place(Plan plan, Value value) {
    Place place = plan.place(value);
    if (place instanceof Place.Same same) {
      return "in place of " + code(same.as().name());
    }
    if (place instanceof Place.Slice slice) {
      return "into %s, %s to %s of axis %d"
          .formatted(
              code(slice.whole().name()),
              Nameless.placed(slice.from()),
              Nameless.placed(slice.to()),
              slice.axis());
    }
    return place instanceof Place.Buffer buffer ? "into buffer " + buffer.slot() : "a result";
  }

  /** The sum over all buffers, in elements; those of numbers and bare symbols as one. */
  public static String memory(Plan plan) {
    List<List<Shape>> slots = plan.slots();
    if (slots.isEmpty()) {
      return "none";
    }
    Dim plain = Dim.of(0);
    Map<String, Integer> others = new LinkedHashMap<>();
    for (List<Shape> shapes : slots) {
      if (shapes.size() == 1 && isPlain(shapes.get(0))) {
        plain = plain.plus(shapes.get(0).product());
      } else {
        String sizes = shapes.stream().map(PlanText::size).collect(Collectors.joining(", "));
        others.merge(shapes.size() == 1 ? sizes : "max(" + sizes + ")", 1, Integer::sum);
      }
    }
    List<String> parts = new ArrayList<>();
    if (!plain.is(0)) {
      parts.add(Nameless.placed(plain).toString());
    }
    others.forEach((size, times) -> parts.add(times == 1 ? size : times + "*" + size));
    return "%s elements in %d %s"
        .formatted(
            code(String.join(" + ", parts)),
            slots.size(),
            slots.size() == 1 ? "buffer" : "buffers");
  }

  private static boolean isPlain(Shape shape) {
    return shape.hasRank() && shape.dims().stream().allMatch(d -> d.isConstant() || d.isSymbol());
  }

  /** A product of the sizes as shapes show them, which says more than one multiplied out. */
  private static String size(Shape shape) {
    Dim number = Dim.of(1);
    List<String> factors = new ArrayList<>(shape.hasRank() ? List.of() : List.of("..."));
    for (Dim dim : shape.dims()) {
      if (dim.isConstant()) {
        number = number.times(dim);
      } else {
        factors.add(
            dim.isSymbol() ? Nameless.placed(dim).toString() : "(" + Nameless.placed(dim) + ")");
      }
    }
    if (factors.isEmpty() || !number.is(1)) {
      factors.add(0, number.toString());
    }
    return String.join("*", factors);
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
