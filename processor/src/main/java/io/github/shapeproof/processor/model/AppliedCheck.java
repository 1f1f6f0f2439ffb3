package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.declaration.AppliedModel;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.layer.Applied;
import io.github.shapeproof.processor.layer.Demand;
import io.github.shapeproof.processor.layer.Summary;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Fact;
import io.github.shapeproof.processor.shape.Facts;
import io.github.shapeproof.processor.shape.Parsed;
import io.github.shapeproof.processor.shape.Requirement;
import io.github.shapeproof.processor.shape.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A model that others apply: what it does, found out once for the same kernels and strides. */
public final class AppliedCheck implements Applied {
  private final AppliedModel model;
  private final List<String> outputs;
  private final Set<String> inner;
  private final Set<String> numbers;
  private final Map<Map<String, Dim>, Checked> checks = new HashMap<>();
  private Optional<Boolean> reported = Optional.empty();

  private AppliedCheck(AppliedModel model) {
    this.model = model;
    ModelGraph graph = ModelGraph.of(model.declaration());
    outputs = graph.outputs();
    inner = new TreeSet<>(graph.inner());
    inner.removeAll(graph.inputs());
    outputs.forEach(inner::remove);
    inner.removeIf(name -> !graph.node(name).parts().isEmpty());
    numbers = Parameters.numbers(model.declaration());
  }

  /** The check of a model, the same one for all who ask. */
  public static AppliedCheck of(AppliedModel model) {
    return model.derived(AppliedCheck.class, AppliedCheck::new);
  }

  /** The names of its outputs. */
  public List<String> outputs() {
    return outputs;
  }

  /** The names of its computed tensors that others of its own read, and that are no outputs. */
  public Set<String> inner() {
    return inner;
  }

  @Override
  public String name() {
    return model.declaration().simpleName();
  }

  @Override
  public Set<String> numbers() {
    return numbers;
  }

  @Override
  public Set<String> symbols() {
    Set<String> symbols = new TreeSet<>(Parameters.symbols(model.declaration()));
    for (FieldDeclaration field : model.declaration().fields()) {
      symbols.addAll(Parameters.shapeSymbols(field));
    }
    if (Facts.parse(model.declaration().where()) instanceof Parsed.Ok<Facts> facts) {
      symbols.addAll(facts.value().symbols());
    }
    return symbols;
  }

  /** Those that {@code with} is likely to give: no dimension of an input is one by itself. */
  public Set<String> parameters() {
    Set<String> parameters = symbols();
    for (FieldDeclaration field : model.declaration().fields()) {
      if (field.isInput()) {
        field
            .shape()
            .flatMap(DeclaredShapes::parse)
            .ifPresent(
                shape ->
                    shape.dims().stream()
                        .filter(Dim::isSymbol)
                        .forEach(dim -> parameters.removeAll(dim.symbols())));
      }
    }
    return parameters;
  }

  /** The symbols that an attribute such as {@code strideOf} names, here or in what is applied. */
  public Set<String> named(String attribute) {
    return Parameters.named(model.declaration(), attribute);
  }

  /** Whether this compilation tells of errors in it, or in a model that it applies. */
  boolean isReported() {
    if (reported.isEmpty()) {
      reported = Optional.of(model.source().isPresent() && findsErrors());
    }
    return reported.get();
  }

  private boolean findsErrors() {
    return model.fault().isPresent()
        || !ModelChecker.check(model.declaration()).findings().isEmpty()
        || model.declaration().fields().stream()
            .flatMap(field -> field.layer().stream())
            .flatMap(layer -> layer.applied().stream())
            .anyMatch(applied -> of(applied).isReported());
  }

  @Override
  public Checked check(Map<String, Dim> given) {
    Checked checked = checks.get(given);
    if (checked == null) {
      checked = checkAnew(given);
      checks.put(given, checked);
    }
    return checked;
  }

  private Checked checkAnew(Map<String, Dim> given) {
    if (model.fault().isPresent()) {
      return Checked.faulty(Code.SP502, model.fault().get());
    }
    if (outputs.isEmpty()) {
      return Checked.faulty(Code.SP502, "has no output");
    }
    Optional<Fact> broken = broken(given);
    if (broken.isPresent()) {
      return Checked.faulty(Code.SP504, "needs %s, where %s".formatted(broken.get(), words(given)));
    }
    CheckedModel checked = checked(given);
    if (!checked.findings().isEmpty()) {
      return faulty(checked.findings().get(0), given);
    }
    return checked.isInferred()
        ? Checked.sound(summary(checked))
        : Checked.faulty(Code.SP502, "applies a model with errors");
  }

  /** The model where its kernels and strides are these numbers. */
  public CheckedModel checked(Map<String, Dim> given) {
    return ModelChecker.checkGiven(Parameters.give(model.declaration(), given));
  }

  private Checked faulty(Finding first, Map<String, Dim> given) {
    Diagnostic diagnostic = first.diagnostic();
    int line = model.declaration().field(first.field()).map(FieldDeclaration::line).orElse(0);
    String fault =
        "%shas an error%s: %s"
            .formatted(
                given.isEmpty() ? "" : "where %s ".formatted(words(given)),
                line > 0 ? " in line " + line : "",
                diagnostic.sentence());
    return Checked.faulty(
        Code.SP502, fault, diagnostic.evidence().stream().map(row -> row.in(name())).toList());
  }

  /** A fact that the numbers alone refute. */
  private Optional<Fact> broken(Map<String, Dim> given) {
    return Facts.parse(model.declaration().where()) instanceof Parsed.Ok<Facts> facts
        ? facts.value().list().stream()
            .filter(fact -> given.keySet().containsAll(fact.symbols()))
            .filter(
                fact ->
                    Facts.none()
                            .judge(
                                Fact.of(
                                    fact.left().substitute(given),
                                    fact.relation(),
                                    fact.right().substitute(given)))
                        instanceof Verdict.Refuted)
            .findFirst()
        : Optional.empty();
  }

  private static String words(Map<String, Dim> given) {
    List<String> words = new ArrayList<>();
    given.forEach((symbol, number) -> words.add(symbol + " is " + number));
    return String.join(" and ", words);
  }

  private Summary summary(CheckedModel checked) {
    List<String> cone = checked.graph().cone(outputs);
    List<Summary.Tensor> tensors = new ArrayList<>();
    for (String name : cone) {
      CheckedField field = checked.field(name);
      field
          .inference()
          .ifPresent(
              inference ->
                  tensors.add(new Summary.Tensor(name, field.shape().orElseThrow(), inference)));
    }
    List<String> inputs = checked.graph().inputs();
    return new Summary(
        name(),
        checked.named(inputs),
        inputs.stream().filter(cone::contains).toList(),
        checked.facts().list(),
        needs(checked, cone),
        tensors,
        outputs);
  }

  /**
   * What the outputs need. A bound of a symbol that stands in nothing they depend on is not asked
   * for where the model is applied; so what may have been proved by it is needed besides.
   */
  private static List<Requirement> needs(CheckedModel checked, List<String> cone) {
    List<Requirement> demands = checked.demands().stream().map(Demand::requirement).toList();
    Set<String> symbols = new HashSet<>();
    cone.forEach(name -> symbols.addAll(checked.field(name).shape().orElseThrow().symbols()));
    if (demands.stream().allMatch(demand -> demand.fact().isAbout(symbols))) {
      return demands;
    }
    return Stream.concat(
            demands.stream(), cone.stream().flatMap(name -> checked.field(name).needs().stream()))
        .distinct()
        .toList();
  }
}
