package io.github.shapeproof.processor.report;

import io.github.shapeproof.processor.diagnostic.Printable;
import io.github.shapeproof.processor.layer.Inference;
import io.github.shapeproof.processor.layer.Operand;
import io.github.shapeproof.processor.model.CheckedField;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.ModelGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The graph of a model in the language of Mermaid: a box for each tensor, round where it is an
 * input or a result; an arrow from what is read, dotted where only its size matters.
 */
final class Picture {
  private static final String BREAK = "<br>";

  private final List<String> order;
  private final Set<String> seen = new HashSet<>();
  private final List<String> lines = new ArrayList<>(List.of("flowchart TD"));

  private Picture(CheckedModel model) {
    ModelGraph graph = model.graph();
    order = List.copyOf(model.fields().keySet());
    seen.addAll(graph.inputs());
    seen.addAll(graph.outputs());
    seen.addAll(graph.losses());
    model.fields().values().forEach(this::addBox);
    model.fields().values().forEach(this::addArrows);
  }

  /** The picture of a model. */
  static String of(CheckedModel model) {
    return String.join("\n", new Picture(model).lines);
  }

  private void addBox(CheckedField field) {
    String name = field.name();
    String maker = field.inference().map(Inference::description).orElse("");
    StringBuilder label = new StringBuilder(label(name) + BREAK + label(ModelPage.shape(field)));
    if (!maker.isEmpty()) {
      label.append(BREAK).append(label(maker));
    }
    lines.add((seen.contains(name) ? "  %s([\"%s\"])" : "  %s[\"%s\"]").formatted(id(name), label));
  }

  private void addArrows(CheckedField field) {
    field.node().reads().stream()
        .filter(order::contains)
        .map(read -> "  %s %s %s".formatted(id(read), arrow(field, read), id(field.name())))
        .forEach(lines::add);
  }

  private static String arrow(CheckedField field, String read) {
    boolean computed =
        field
            .inference()
            .map(inference -> reads(inference, read))
            .orElse(field.node().from().contains(read));
    return computed ? "-->" : "-.->";
  }

  /** Whether the values are computed of that tensor's. */
  private static boolean reads(Inference inference, String tensor) {
    return inference.steps().stream()
        .flatMap(step -> step.operands().stream())
        .anyMatch(
            operand ->
                operand instanceof Operand.Tensor whole
                    ? whole.field().equals(tensor)
                    : operand instanceof Operand.Part part && part.field().equals(tensor));
  }

  /** Words such as {@code end} have a meaning there, so a box is called by its number. */
  private String id(String name) {
    return "t" + order.indexOf(name);
  }

  private static String label(String text) {
    return Printable.text(text)
        .replace("#", "#35;")
        .replace("\"", "#quot;")
        .replace("`", "")
        .replace("<", "#lt;")
        .replace(">", "#gt;")
        .replace("*", "#42;")
        .replace("_", "#95;");
  }
}
