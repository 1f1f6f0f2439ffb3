package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.CodeBlock;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.plan.Action;
import io.github.shapeproof.processor.plan.CallSizes;
import io.github.shapeproof.processor.plan.EntryPoint;
import io.github.shapeproof.processor.plan.Place;
import io.github.shapeproof.processor.plan.Plan;
import io.github.shapeproof.processor.plan.Source;
import io.github.shapeproof.processor.plan.Value;
import io.github.shapeproof.processor.shape.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The Javadoc of a method that computes: its shapes, its preconditions, its plan and its memory.
 */
final class ComputeDoc {
  private ComputeDoc() {}

  static CodeBlock of(
      CheckedModel model, EntryPoint entry, List<String> parameters, Plan plan, CallSizes sizes) {
    CodeBlock.Builder doc = CodeBlock.builder();
    doc.add("Computes $L.\n", codes(entry.results()));
    if (!sizes.stated().isEmpty()) {
      doc.add("\n<p>Sizes must keep\n\n<ul>\n");
      sizes
          .stated()
          .forEach(
              (fact, reason) ->
                  doc.add(
                      "  <li>$L: $L\n",
                      Docs.code(fact),
                      reason.isEmpty() ? "declared" : Docs.words(reason)));
      doc.add("</ul>\n");
    }
    if (!plan.actions().isEmpty()) {
      doc.add("\n<p>The plan:\n\n<ol>\n");
      plan.actions().forEach(action -> doc.add("  <li>$L\n", action(plan, action)));
      doc.add("</ol>\n");
    }
    doc.add("\n<p>Memory beside inputs and results: $L.\n\n", memory(plan.slots()));
    for (int i = 0; i < parameters.size(); i++) {
      doc.add("@param $L $L\n", parameters.get(i), shape(model, entry.inputs().get(i)));
    }
    String shapes =
        entry.results().stream()
            .map(result -> shape(model, result))
            .collect(Collectors.joining(", "));
    doc.add("@return $L, which belongs to the caller\n", shapes);
    doc.add("@throws $T if an input is not what is declared\n", Runtime.SHAPE_MISMATCH);
    return doc.build();
  }

  private static String shape(CheckedModel model, String tensor) {
    String shape = model.shape(tensor).orElseThrow().toString();
    return shape.isEmpty() ? "a scalar" : Docs.code(shape);
  }

  private static String codes(List<String> names) {
    return names.stream().map(Docs::code).collect(Collectors.joining(", "));
  }

  private static String action(Plan plan, Action action) {
    String what;
    if (action instanceof Action.Compute compute) {
      what = compute.run().operation() + " of " + sources(compute.inputs());
    } else if (action instanceof Action.Call call) {
      what = "{@link Operations#" + call.field() + "} of " + sources(call.inputs());
    } else {
      what = "copy of " + Docs.code(((Action.Copy) action).from().name());
    }
    return "%s: %s, %s".formatted(Docs.code(action.out().name()), what, place(plan, action.out()));
  }

  private static String sources(List<Source> sources) {
    return sources.stream()
        .map(s -> s instanceof Source.Of read ? read.value().name() : ((Source.Weight) s).name())
        .map(Docs::code)
        .collect(Collectors.joining(", "));
  }

  private static String place(Plan plan, Value value) {
    Place place = plan.place(value);
    if (place instanceof Place.Same same) {
      return "in place of " + Docs.code(same.as().name());
    }
    if (place instanceof Place.Slice slice) {
      return "into %s, %s to %s of axis %d"
          .formatted(
              Docs.code(slice.whole().name()),
              Docs.words(slice.from().toString()),
              Docs.words(slice.to().toString()),
              slice.axis());
    }
    return place instanceof Place.Buffer buffer ? "into buffer " + buffer.slot() : "a result";
  }

  /** The sum over all buffers; those of several possible sizes come last. */
  private static String memory(List<List<Dim>> slots) {
    if (slots.isEmpty()) {
      return "none";
    }
    Dim known = Dim.of(0);
    List<String> parts = new ArrayList<>();
    for (List<Dim> sizes : slots) {
      if (sizes.size() == 1) {
        known = known.plus(sizes.get(0));
      } else {
        parts.add(sizes.stream().map(Dim::toString).collect(Collectors.joining(", ", "max(", ")")));
      }
    }
    if (!known.is(0)) {
      parts.add(0, known.toString());
    }
    return "%s elements in %d %s"
        .formatted(
            Docs.code(String.join(" + ", parts)),
            slots.size(),
            slots.size() == 1 ? "buffer" : "buffers");
  }
}
