package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.diagnostic.Evidence;
import io.github.shapeproof.processor.layer.ApplyLayer;
import io.github.shapeproof.processor.layer.Demand;
import io.github.shapeproof.processor.layer.Fault;
import io.github.shapeproof.processor.layer.Inference;
import io.github.shapeproof.processor.layer.Layer;
import io.github.shapeproof.processor.layer.LayerContext;
import io.github.shapeproof.processor.layer.Layers;
import io.github.shapeproof.processor.layer.Named;
import io.github.shapeproof.processor.layer.Proofs;
import io.github.shapeproof.processor.layer.Windows;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Facts;
import io.github.shapeproof.processor.shape.Parsed;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.shape.ShapeParser;
import io.github.shapeproof.processor.shape.ShapePattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Propagates shapes through a model, from its inputs down, and collects what is wrong. Pure: the
 * same declaration gives the same result, so that an edit can be tried by checking the edited
 * model.
 */
public final class ModelChecker {
  private static final Site WHERE = Site.MODEL.attribute("where");

  private final ModelDeclaration model;
  private final Optional<CheckedModel> before;
  private final ModelGraph graph;
  private final Facts facts;

  /** The facts, and the bounds that the tensors so far demand. */
  private Facts known;

  private final Map<String, CheckedField> fields = new LinkedHashMap<>();
  private final List<Demand> demands = new ArrayList<>();

  /** Those of the demands that say more than the others. */
  private final List<Demand> assumed = new ArrayList<>();

  private final List<Finding> findings = new ArrayList<>();

  /** Symbols that only a model which applies this one can give a number. */
  private final Set<String> numbers;

  private final Composition composition;

  /** Whether values were given to symbols, which may be named in {@code where} alone now. */
  private final boolean given;

  private ModelChecker(ModelDeclaration model, Optional<CheckedModel> before, boolean given) {
    this.model = model;
    this.given = given;
    numbers = Parameters.numbers(model);
    composition = new Composition(model, numbers, fields);
    this.before =
        before.filter(
            b ->
                b.declaration().where().equals(model.where())
                    && b.declaration().layout() == model.layout()
                    && b.declaration().axes() == model.axes()
                    && Parameters.numbers(b.declaration()).equals(numbers));
    graph = ModelGraph.of(model, before.map(CheckedModel::graph).orElse(ModelGraph.EMPTY));
    facts = this.before.map(CheckedModel::facts).orElseGet(this::parseFacts);
    known = facts;
  }

  /** A model that cannot be checked: who reads whom, no shapes and no findings. */
  public static CheckedModel unchecked(ModelDeclaration model) {
    ModelGraph graph = ModelGraph.of(model);
    Map<String, CheckedField> fields = new LinkedHashMap<>();
    graph
        .nodes()
        .forEach(
            (name, node) ->
                fields.put(
                    name,
                    new CheckedField(
                        node,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of())));
    return new CheckedModel(
        model, graph, Facts.none(), Collections.unmodifiableMap(fields), List.of(), List.of());
  }

  /** Checks a model. */
  public static CheckedModel check(ModelDeclaration model) {
    return new ModelChecker(model, Optional.empty(), false).run(finding -> false);
  }

  /** Checks a model to whose kernels and strides values were {@linkplain Parameters#give given}. */
  static CheckedModel checkGiven(ModelDeclaration model) {
    return new ModelChecker(model, Optional.empty(), true).run(finding -> false);
  }

  /**
   * Checks a model that differs little from one checked before: of tensors that do not depend on
   * the difference the result is taken from there.
   *
   * @param stop ends the check at the first finding it accepts; the result is then incomplete
   */
  public static CheckedModel recheck(
      ModelDeclaration model, CheckedModel before, Predicate<Finding> stop) {
    return new ModelChecker(model, Optional.of(before), false).run(stop);
  }

  /**
   * The model with several choices of the kernels and strides that only a model which applies this
   * one can give, each checked when it is asked for.
   */
  public static Stream<Sample> samples(ModelDeclaration model) {
    return Samples.of(model, Parameters.numbers(model));
  }

  private CheckedModel run(Predicate<Finding> stop) {
    checkModel();
    boolean wrongFacts = !findings.isEmpty();
    Optional<Unchanged> unchanged = before.map(Unchanged::new);
    for (ModelGraph.Node node : graph.nodes().values()) {
      CheckedField checked =
          unchanged.flatMap(u -> u.find(node, fields, demands)).orElseGet(() -> check(node));
      fields.put(checked.name(), checked);
      checked.findings().stream()
          .filter(finding -> !wrongFacts || finding.diagnostic().code().isAboutText())
          .forEach(findings::add);
      demands.addAll(checked.demands());
      checked.demands().forEach(this::assume);
      if (checked.findings().stream().anyMatch(stop)) {
        break;
      }
    }
    if (fields.size() == graph.nodes().size() && !wrongFacts) {
      addSamples();
      findings.addAll(UnboundSymbols.find(result()));
    }
    return result();
  }

  /** What is wrong for all kernels and strides, of tensors that are not wrong by themselves. */
  private void addSamples() {
    if (!numbers.isEmpty()) {
      findings.addAll(
          Samples.findings(
              model,
              numbers,
              finding ->
                  fields.containsKey(finding.field())
                      && checked(finding.field()).findings().isEmpty(),
              before.isPresent()));
    }
  }

  private CheckedModel result() {
    return new CheckedModel(
        model,
        graph,
        facts,
        Collections.unmodifiableMap(fields),
        List.copyOf(demands),
        List.copyOf(findings));
  }

  /** Judges what follows under one more bound; bounds that it implies are not needed any more. */
  private void assume(Demand demand) {
    Facts alone = facts.and(demand.requirement());
    boolean replaced = assumed.removeIf(old -> alone.imply(old.requirement().fact()));
    assumed.add(demand);
    known = replaced ? facts : known.and(demand.requirement());
    if (replaced) {
      assumed.forEach(each -> known = known.and(each.requirement()));
    }
  }

  private Facts parseFacts() {
    Parsed<Facts> parsed = Facts.parse(model.where());
    if (parsed instanceof Parsed.Fault<Facts> wrong) {
      reportFact(wrong);
      Facts.unread(model.where(), wrong.index() + 1).forEach(this::reportFact);
      return Facts.none();
    }
    return ((Parsed.Ok<Facts>) parsed).value();
  }

  private void reportFact(Parsed.Fault<Facts> wrong) {
    Site item = WHERE.item(model.where().size() > 1 ? wrong.index() : -1);
    report(
        Diagnostic.of(
            Code.of(wrong.code()).orElseThrow(),
            item.marked(wrong.start(), wrong.end()),
            "where of `%s`: %s".formatted(model.simpleName(), wrong.message())));
  }

  private void checkModel() {
    if (model.fields().stream().noneMatch(FieldDeclaration::isInput)) {
      report(
          Diagnostic.of(
              Code.SP005,
              Site.MODEL,
              "`%s` has no @Input, so nothing can be computed".formatted(model.simpleName())));
    }
    MethodLimit.in(model, graph).forEach(this::report);
    if (!given) {
      Strangers.in(model).forEach(this::report);
    }
    if (!facts.satisfiable()) {
      report(
          Diagnostic.of(
              Code.SP402,
              WHERE,
              "no sizes satisfy where = %s".formatted(String.join(", ", model.where()))));
    }
  }

  private void report(Diagnostic diagnostic) {
    findings.add(new Finding(diagnostic, List.of()));
  }

  /** Checks one tensor; what it reads has been checked before. */
  private CheckedField check(ModelGraph.Node node) {
    Proofs proofs = new Proofs(known);
    List<Finding> found = new ArrayList<>();
    Optional<ShapePattern> declared = Optional.empty();
    Optional<Shape> shape = Optional.empty();
    Optional<Inference> inference = Optional.empty();
    try {
      declared = declared(node.field());
      if (node.field().isInput()) {
        shape = Optional.of(DeclaredShapes.ofInput(node.field(), declared));
        sizes(proofs, node).require(shape.get(), DeclaredShapes.sites(node.field(), declared));
      } else if (node.fault().isPresent()) {
        found.add(new Finding(node.fault().get(), List.of()));
      } else if (!node.parts().isEmpty() && declared.isPresent()) {
        throw new Fault(
            Code.SP007,
            node.field().shapeSite(),
            "`%s` has @Shape, but several results: %s"
                .formatted(node.field().name(), String.join(", ", node.parts())));
      } else if (composition.isOpen(node)) {
        checkOpen(proofs, node);
      } else if (node.reads().stream().allMatch(name -> checked(name).shape().isPresent())) {
        inference = Optional.of(infer(proofs, node, declared));
        shape = inference.map(Inference::output);
        if (declared.isPresent()) {
          DeclaredShapes.Checked claim =
              DeclaredShapes.check(proofs, node.field(), declared.get(), shape.get());
          shape = Optional.of(claim.believed());
          claim.fault().ifPresent(fault -> found.add(finding(fault, node)));
        }
      }
    } catch (Fault fault) {
      found.add(finding(fault, node));
    }
    return new CheckedField(
        node,
        shape
            .or(() -> declaredShape(node.field()))
            .filter(s -> found.isEmpty() || SizeCheck.isPossible(known, s)),
        found.isEmpty() ? inference : Optional.empty(),
        proofs.demands(),
        proofs.needs(),
        found);
  }

  /** What can be said of a layer although it is open. */
  private void checkOpen(Proofs proofs, ModelGraph.Node node) {
    if (node.appliesErrors() || node.isPart()) {
      return;
    }
    LayerContext layer = context(proofs, node, List.of(), Map.of(), Optional.empty());
    if (node.field().layer().flatMap(LayerDeclaration::applied).isPresent()) {
      ApplyLayer.checkWith(layer);
    } else {
      Windows.checkOpen(layer);
    }
  }

  private Finding finding(Fault fault, ModelGraph.Node node) {
    Diagnostic diagnostic = fault.diagnostic();
    List<Evidence> evidence = new ArrayList<>();
    if (diagnostic.code().isAboutShapes()) {
      evidence.addAll(Trace.to(graph, node, fields));
    }
    evidence.addAll(diagnostic.evidence());
    return new Finding(diagnostic.withEvidence(evidence), fault.refutations());
  }

  private static Optional<Shape> declaredShape(FieldDeclaration field) {
    return field.shape().flatMap(DeclaredShapes::parse);
  }

  private Inference infer(Proofs proofs, ModelGraph.Node node, Optional<ShapePattern> declared) {
    FieldDeclaration field = node.field();
    LayerDeclaration declaration = field.layer().orElseThrow();
    if (node.isPart()) {
      Inference part = composition.part(node);
      sizes(proofs, node).require(part.output(), Map.of());
      return part;
    }
    Layer rule =
        Layers.of(declaration.type())
            .orElseThrow(
                () ->
                    new Fault(
                        Code.SP011,
                        field.layerSite(),
                        "`%s` uses @%s, which is not supported yet"
                            .formatted(field.name(), declaration.name())));
    LayerContext layer =
        context(
            proofs,
            node,
            node.from().stream().map(this::named).toList(),
            references(node),
            declared);
    Inference inference = rule.infer(layer);
    if (declaration.applied().isPresent()) {
      composition.requirePlannable(node, inference);
    }
    sizes(proofs, node).require(inference);
    return inference;
  }

  private LayerContext context(
      Proofs proofs,
      ModelGraph.Node node,
      List<Named> inputs,
      Map<String, Named> references,
      Optional<ShapePattern> declared) {
    LayerDeclaration layer = node.field().layer().orElseThrow();
    return new LayerContext(
        node.field().name(),
        layer,
        model.layout(),
        model.axes(),
        proofs,
        inputs,
        references,
        declared,
        layer.applied().map(AppliedCheck::of));
  }

  private SizeCheck sizes(Proofs proofs, ModelGraph.Node node) {
    Set<Dim> read =
        node.reads().stream()
            .flatMap(name -> checked(name).shape().stream())
            .flatMap(shape -> shape.dims().stream())
            .collect(Collectors.toSet());
    return new SizeCheck(proofs, node.field(), read);
  }

  private CheckedField checked(String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }

  private Named named(String name) {
    return new Named(name, checked(name).shape().orElseThrow());
  }

  private Map<String, Named> references(ModelGraph.Node node) {
    Map<String, Named> references = new LinkedHashMap<>();
    node.references().forEach((attribute, name) -> references.put(attribute, named(name)));
    return references;
  }

  private static Optional<ShapePattern> declared(FieldDeclaration field) {
    return field.shape().map(text -> Fault.unwrap(ShapeParser.shape(text), field.shapeSite()));
  }
}
