package io.github.shapeproof.processor.declaration;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.TensorModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;

/**
 * Reads models, and with them those that their fields apply, each once. Good for one round only
 * (compilers.md, row 3).
 */
final class DeclarationReader {
  private final Elements elements;
  private final SourceFiles files;
  private final Set<String> compiledHere;
  private final Map<String, AppliedModel> models = new HashMap<>();

  /** What is being read: a model that applies itself is none. */
  private final Set<String> open = new HashSet<>();

  /**
   * @param compiledHere names of the types that this compilation has the sources of
   */
  DeclarationReader(Elements elements, SourceFiles files, Set<String> compiledHere) {
    this.elements = elements;
    this.files = files;
    this.compiledHere = compiledHere;
  }

  /** The text of the file in which a type stands. */
  SourceText textOf(TypeElement type) {
    return files.textOf(type, ModelReader.nameInPackage(type, elements.getPackageOf(type)));
  }

  /** What a type says, with lines from its text. */
  ModelDeclaration read(TypeElement type, SourceText text) {
    return read(type, FieldOrder.ofSource(type), text);
  }

  private ModelDeclaration read(TypeElement type, List<VariableElement> order, SourceText text) {
    Attributes attributes = attributes(type);
    String name = type.getQualifiedName().toString();
    open.add(name);
    try {
      return new ModelDeclaration(
          elements.getPackageOf(type).getQualifiedName().toString(),
          ModelReader.nameInPackage(type, elements.getPackageOf(type)),
          attributes.constant("layout", Layout.class),
          axes(attributes),
          attributes.texts("where"),
          fields(order, text),
          FieldViews.onStatic(order));
    } finally {
      open.remove(name);
    }
  }

  /** What stands in {@code @TensorModel}; the defaults where a type lacks it. */
  static Attributes attributes(TypeElement type) {
    return AnnotationView.on(type).stream()
        .filter(view -> view.type() == TensorModel.class)
        .findFirst()
        .map(AnnotationView::attributes)
        .orElseGet(() -> Attributes.of(TensorModel.class, Map.of()));
  }

  /** The axes; a number out of range, which is an error elsewhere, counts as the nearest in it. */
  private static int axes(Attributes attributes) {
    return Math.max(1, Math.min(3, attributes.integer("axes")));
  }

  /** The tensors; of a field with two operations the first counts. */
  private List<FieldDeclaration> fields(List<VariableElement> order, SourceText text) {
    List<FieldDeclaration> fields = new ArrayList<>();
    for (VariableElement field : order) {
      FieldViews annotations = FieldViews.on(field);
      if (annotations.isTensor()) {
        String name = field.getSimpleName().toString();
        fields.add(
            new FieldDeclaration(
                name,
                text.line(name),
                annotations.shape(),
                annotations.layer().map(layer -> applying(layer, field, annotations)),
                annotations.isOutput()));
      }
    }
    return fields;
  }

  private LayerDeclaration applying(
      LayerDeclaration layer, VariableElement field, FieldViews annotations) {
    return annotations.isApplication()
        ? Applications.model(field).flatMap(this::applied).map(layer::applying).orElse(layer)
        : layer;
  }

  private Optional<AppliedModel> applied(TypeElement type) {
    String name = type.getQualifiedName().toString();
    if (open.contains(name)) {
      return Optional.empty();
    }
    AppliedModel known = models.get(name);
    if (known == null) {
      known = model(type, compiledHere.contains(name));
      models.put(name, known);
    }
    return Optional.of(known);
  }

  private AppliedModel model(TypeElement type, boolean isSource) {
    Optional<List<VariableElement>> order =
        isSource ? Optional.of(FieldOrder.ofSource(type)) : FieldOrder.ofOther(type, elements);
    Optional<SourceText> source = isSource ? Optional.of(textOf(type)) : Optional.empty();
    SourceText text = source.orElseGet(SourceText::unknown);
    ModelDeclaration declaration =
        read(type, order.orElseGet(() -> FieldOrder.ofSource(type)), text);
    boolean wrong =
        AnnotationView.anyUnresolved(type)
            || AnnotationView.anyUnknown(type, text)
            || Applications.anyUnresolved(type)
            || !ModelFaults.of(type, attributes(type)).isEmpty();
    return new AppliedModel(
        declaration,
        order.isEmpty()
            ? Optional.of(
                "was compiled without its adapter, which tells this compiler the order of its"
                    + " tensors")
            : wrong ? Optional.of("has errors of its own") : Optional.empty(),
        source);
  }
}
