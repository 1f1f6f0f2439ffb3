package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.layer.Fault;
import io.github.shapeproof.processor.layer.Inference;
import io.github.shapeproof.processor.layer.Layer;
import io.github.shapeproof.processor.layer.LayerContext;
import io.github.shapeproof.processor.layer.Layers;
import io.github.shapeproof.processor.layer.Named;
import io.github.shapeproof.processor.layer.Requirement;
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
import java.util.Optional;

/**
 * Propagates shapes through a model, from its inputs down, and collects what is wrong. Pure: the
 * same declaration gives the same result, so that an edit can be tried by checking the edited
 * model.
 */
public final class ModelChecker {
  private static final Site WHERE = Site.MODEL.annotation("TensorModel").attribute("where");

  private final ModelDeclaration model;
  private final ModelGraph graph;
  private final Facts facts;
  private final Map<String, CheckedField> fields = new LinkedHashMap<>();
  private final List<Requirement> requirements = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private ModelChecker(ModelDeclaration model) {
    this.model = model;
    graph = ModelGraph.of(model);
    facts = parseFacts();
  }

  /** Checks a model. */
  public static CheckedModel check(ModelDeclaration model) {
    ModelChecker checker = new ModelChecker(model);
    checker.checkModel();
    checker
        .graph
        .nodes()
        .values()
        .forEach(n -> checker.fields.put(n.field().name(), checker.check(n)));
    return new CheckedModel(
        model,
        checker.graph,
        checker.facts,
        Collections.unmodifiableMap(checker.fields),
        List.copyOf(checker.requirements),
        List.copyOf(checker.findings));
  }

  private Facts parseFacts() {
    Parsed<Facts> parsed = Facts.parse(model.where());
    if (parsed instanceof Parsed.Fault<Facts> wrong) {
      Site item = WHERE.item(model.where().size() > 1 ? wrong.index() : -1);
      report(
          Diagnostic.of(
              Code.of(wrong.code()).orElseThrow(),
              item.marked(wrong.start(), wrong.end()),
              wrong.message()));
      return Facts.none();
    }
    return ((Parsed.Ok<Facts>) parsed).value();
  }

  private void checkModel() {
    if (model.fields().stream().noneMatch(FieldDeclaration::isInput)) {
      report(
          Diagnostic.of(
              Code.SP005,
              Site.MODEL,
              "`%s` has no @Input, so nothing can be computed".formatted(model.simpleName())));
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
    Optional<ShapePattern> declared = Optional.empty();
    try {
      declared = declared(node.field());
      if (node.field().isInput()) {
        Shape shape = DeclaredShapes.ofInput(node.field(), declared);
        checkSize(node.field(), shape);
        return new CheckedField(node, Optional.of(shape), Optional.empty());
      }
      if (node.fault().isPresent()) {
        report(node.fault().get());
      } else if (node.reads().stream().allMatch(name -> fields.get(name).shape().isPresent())) {
        return infer(node, declared);
      }
    } catch (Fault fault) {
      findings.add(
          new Finding(
              fault.diagnostic().withEvidence(Trace.to(node, fields)), fault.refutations()));
    }
    return new CheckedField(node, declared.flatMap(DeclaredShapes::complete), Optional.empty());
  }

  private CheckedField infer(ModelGraph.Node node, Optional<ShapePattern> declared) {
    FieldDeclaration field = node.field();
    LayerDeclaration declaration = field.layer().orElseThrow();
    Layer rule =
        Layers.of(declaration.type())
            .orElseThrow(
                () ->
                    new Fault(
                        Code.SP011,
                        field.layerSite(),
                        "@%s is not supported yet".formatted(declaration.name())));
    LayerContext layer =
        new LayerContext(
            field.name(),
            declaration,
            model.layout(),
            model.axes(),
            facts,
            node.from().stream().map(this::named).toList(),
            references(node),
            declared);
    Inference inference = rule.infer(layer);
    checkSize(field, inference.output());
    requirements.addAll(layer.requirements());
    DeclaredShapes.check(layer, field, declared, inference.output());
    return new CheckedField(node, Optional.of(inference.output()), Optional.of(inference));
  }

  private Named named(String name) {
    return new Named(name, fields.get(name).shape().orElseThrow());
  }

  private Map<String, Named> references(ModelGraph.Node node) {
    Map<String, Named> references = new LinkedHashMap<>();
    node.references().forEach((attribute, name) -> references.put(attribute, named(name)));
    return references;
  }

  private static Optional<ShapePattern> declared(FieldDeclaration field) {
    return field.shape().map(text -> Fault.unwrap(ShapeParser.shape(text), field.shapeSite()));
  }

  /** Demands that each dimension is at least 1 and the product of all fits a long. */
  private void checkSize(FieldDeclaration field, Shape shape) {
    for (Dim dim : shape.dims()) {
      if (dim.isConstant() && dim.constant().signum() <= 0) {
        throw new Fault(
            Code.SP310,
            field.layerSite(),
            "`%s` would be %s, with a dimension of %s".formatted(field.name(), shape, dim));
      }
    }
    Dim product = shape.product();
    if (product.isConstant() && product.constant().bitLength() > 63) {
      throw new Fault(
          Code.SP309,
          field.layerSite(),
          "`%s` is %s, %s elements: more than 2^63 - 1".formatted(field.name(), shape, product));
    }
  }
}
