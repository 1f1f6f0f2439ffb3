package io.github.shapeproof.processor.report;

import static io.github.shapeproof.processor.report.Markdown.code;
import static io.github.shapeproof.processor.report.Markdown.words;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.layer.Inference;
import io.github.shapeproof.processor.layer.Named;
import io.github.shapeproof.processor.layer.Parameter;
import io.github.shapeproof.processor.model.CheckedField;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.LearnedSizes;
import io.github.shapeproof.processor.model.SymbolBinding;
import io.github.shapeproof.processor.plan.CallSizes;
import io.github.shapeproof.processor.plan.EntryPoint;
import io.github.shapeproof.processor.plan.Plan;
import io.github.shapeproof.processor.plan.PlanText;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Fact;
import io.github.shapeproof.processor.shape.Nameless;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The page about one model. */
public final class ModelPage {
  private final CheckedModel model;
  private final Markdown page = new Markdown();

  private ModelPage(CheckedModel model) {
    this.model = model;
  }

  /** What the file is called. */
  public static String name(ModelDeclaration model) {
    return model.qualifiedName() + ".md";
  }

  /**
   * The page in Markdown. That of a model with errors tells them, and the shapes as far as they are
   * believed.
   */
  public static String of(CheckedModel model, List<Diagnostic> errors) {
    ModelPage page = new ModelPage(model);
    page.addHead();
    page.addErrors(errors);
    page.addTensors();
    if (errors.isEmpty() && model.isSound()) {
      page.addSizes();
      page.addWeights();
      EntryPoint.of(model).forEach(page::addPlan);
    }
    return page.page.toString();
  }

  private void addHead() {
    ModelDeclaration declaration = model.declaration();
    boolean last = declaration.layout() == Layout.CHANNELS_LAST;
    page.title(1, code(declaration.name()));
    page.block(
        "%s spatial %s, channels %s."
            .formatted(
                declaration.axes(),
                declaration.axes() == 1 ? "axis" : "axes",
                last ? "last" : "first"));
  }

  private void addErrors(List<Diagnostic> errors) {
    if (!errors.isEmpty()) {
      page.title(2, "Errors");
      page.block(
          Markdown.list(
              "- ", errors.stream().map(e -> e.code() + ": " + words(e.sentence())).toList()));
    }
  }

  private void addTensors() {
    if (model.fields().isEmpty()) {
      return;
    }
    page.title(2, "Tensors");
    page.block(
        Markdown.table(
            List.of("tensor", "made by", "of", "shape", "learns"),
            model.fields().values().stream().map(this::row).toList()));
    page.block("```mermaid\n" + Picture.of(model) + "\n```");
  }

  private List<String> row(CheckedField field) {
    String maker =
        field
            .inference()
            .map(Inference::description)
            .orElse(field.node().field().isInput() ? "input" : "?");
    String reads = codes(field.node().reads());
    return List.of(
        code(field.name()), words(maker), reads, code(shape(field)), learned(field.inference()));
  }

  /** A tensor's shape as far as it is known. */
  static String shape(CheckedField field) {
    int parts = field.node().parts().size();
    String shape = parts > 0 ? parts + " tensors" : field.shape().map(Shape::toString).orElse("?");
    return shape.isEmpty() ? "scalar" : shape;
  }

  private static String learned(Optional<Inference> inference) {
    List<Parameter> learned = inference.map(Inference::parameters).orElse(List.of());
    return learned.isEmpty() ? "" : elements(learned.stream().map(Parameter::shape).toList());
  }

  /** How many numbers these are. */
  private static String elements(List<Shape> shapes) {
    return code(Nameless.placed(shapes.stream().map(Shape::product).reduce(Dim.of(0), Dim::plus)));
  }

  private void addSizes() {
    Set<String> bound = SymbolBinding.of(model, model.graph().inputs()).bound();
    Map<Fact, String> stated = CallSizes.of(model, bound).stated();
    if (!stated.isEmpty()) {
      List<String> facts = new ArrayList<>();
      stated.forEach(
          (fact, reason) ->
              facts.add(code(fact) + ": " + (reason.isEmpty() ? "declared" : words(reason))));
      page.title(2, "Sizes must keep");
      page.block(Markdown.list("- ", facts));
    }
  }

  private void addWeights() {
    List<Named> weights = model.weights();
    if (!weights.isEmpty()) {
      page.title(2, "Learned parameters");
      page.block(
          Markdown.table(
              List.of("name", "shape", "numbers"),
              weights.stream()
                  .map(w -> List.of(code(w.name()), code(w.shape()), elements(List.of(w.shape()))))
                  .toList()));
      page.block(elements(weights.stream().map(Named::shape).toList()) + " numbers in all.");
      LearnedSizes.sentences(weights).forEach(sentence -> page.block(words(sentence)));
    }
  }

  private void addPlan(EntryPoint entry) {
    Plan plan = Plan.of(model, entry.results());
    page.title(2, code("%s(%s)".formatted(entry.method(), String.join(", ", entry.inputs()))));
    page.block("Computes " + codes(entry.results()) + ".");
    if (!plan.actions().isEmpty()) {
      List<String> actions = PlanText.actions(plan);
      page.block(Markdown.list("1. ", actions.stream().map(Markdown::words).toList()));
    }
    page.block("Memory beside inputs and results: %s.".formatted(words(PlanText.memory(plan))));
  }

  private static String codes(Collection<String> names) {
    return names.stream().map(Markdown::code).collect(Collectors.joining(", "));
  }
}
