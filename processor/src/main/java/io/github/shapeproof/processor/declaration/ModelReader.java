package io.github.shapeproof.processor.declaration;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.TensorModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads classes into values, and finds the faults that only their source shows. */
public final class ModelReader {
  private final Elements elements;
  private final SourceFiles files;

  public ModelReader(ProcessingEnvironment environment) {
    elements = environment.getElementUtils();
    files = new SourceFiles(environment);
  }

  /** Whether an annotation is one of ours. */
  public static boolean isOurs(TypeElement annotation) {
    return AnnotationView.isOurs(annotation);
  }

  /** Whether a type bears {@code @TensorModel}. */
  public static boolean isModel(Element type) {
    return annotation(type).isPresent();
  }

  private static Optional<AnnotationView> annotation(Element type) {
    return AnnotationView.on(type).stream().filter(v -> v.type() == TensorModel.class).findFirst();
  }

  /** Reads a class with {@code @TensorModel}, or one that lacks it although its fields want it. */
  public SourceModel read(TypeElement type) {
    String packageName = elements.getPackageOf(type).getQualifiedName().toString();
    String qualified = type.getQualifiedName().toString();
    String name = packageName.isEmpty() ? qualified : qualified.substring(packageName.length() + 1);
    Optional<AnnotationView> model = annotation(type);
    Attributes attributes =
        model
            .map(AnnotationView::attributes)
            .orElseGet(() -> Attributes.of(TensorModel.class, Map.of()));
    SourceText text = files.textOf(type, name);
    boolean unresolved =
        AnnotationView.anyUnresolved(type) && !BrokenValue.isWrittenIn(text.content());
    return new SourceModel(
        type,
        new ModelDeclaration(
            packageName,
            name,
            attributes.constant("layout", Layout.class),
            axes(attributes),
            attributes.texts("where"),
            fields(type, text)),
        text,
        unresolved ? List.of() : ModelFaults.of(type, attributes),
        unresolved);
  }

  /** The axes; a number out of range, which is an error elsewhere, counts as the nearest in it. */
  private static int axes(Attributes attributes) {
    return Math.max(1, Math.min(3, attributes.integer("axes")));
  }

  /** The tensors; of a field with two operations the first counts. */
  private static List<FieldDeclaration> fields(TypeElement type, SourceText text) {
    List<FieldDeclaration> fields = new ArrayList<>();
    for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      FieldViews annotations = FieldViews.on(field);
      if (annotations.isTensor() && !field.getModifiers().contains(Modifier.STATIC)) {
        String name = field.getSimpleName().toString();
        fields.add(
            new FieldDeclaration(
                name,
                text.line(name),
                annotations.shape(),
                annotations.layer(),
                annotations.isOutput()));
      }
    }
    return fields;
  }
}
