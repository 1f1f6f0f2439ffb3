package io.github.shapeproof.processor.declaration;

import io.github.shapeproof.annotation.TensorModel;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads classes into values, and finds the faults that only their source shows. */
public final class ModelReader {
  private final Elements elements;
  private final SourceFiles files;
  private final Set<String> compiled = new HashSet<>();
  private DeclarationReader reader;

  public ModelReader(ProcessingEnvironment environment) {
    elements = environment.getElementUtils();
    files = new SourceFiles(environment);
    reader = new DeclarationReader(elements, files, compiled);
  }

  /** Whether an annotation is one of ours. */
  public static boolean isOurs(TypeElement annotation) {
    return AnnotationView.isOurs(annotation);
  }

  /** Whether a type bears {@code @TensorModel}. */
  public static boolean isModel(Element type) {
    return AnnotationView.on(type).stream().anyMatch(v -> v.type() == TensorModel.class);
  }

  /** A type's name within its package, nested ones as {@code Outer.Inner}. */
  static String nameInPackage(TypeElement type, PackageElement folder) {
    String qualified = type.getQualifiedName().toString();
    return folder.isUnnamed()
        ? qualified
        : qualified.substring(folder.getQualifiedName().length() + 1);
  }

  /** Tells of the sources that this compilation has: the types of a round. */
  public void sees(Collection<? extends Element> round) {
    ElementFilter.typesIn(round).forEach(this::see);
    reader = new DeclarationReader(elements, files, compiled);
  }

  private void see(TypeElement type) {
    compiled.add(type.getQualifiedName().toString());
    ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::see);
  }

  /** Reads a class with {@code @TensorModel}, or one that lacks it although its fields want it. */
  public SourceModel read(TypeElement type) {
    SourceText text = reader.textOf(type);
    boolean unresolved =
        Applications.anyUnresolved(type)
            || AnnotationView.anyUnknown(type, text)
            || (AnnotationView.anyUnresolved(type) && !BrokenValue.isWrittenIn(text.content()));
    return new SourceModel(
        type,
        reader.read(type, text),
        text,
        unresolved ? List.of() : ModelFaults.of(type, DeclarationReader.attributes(type)),
        unresolved);
  }
}
