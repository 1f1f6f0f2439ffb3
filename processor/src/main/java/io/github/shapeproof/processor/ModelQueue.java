package io.github.shapeproof.processor;

import io.github.shapeproof.annotation.TensorModel;
import io.github.shapeproof.processor.declaration.ModelReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * The types to look at in a round, by name, because compilers differ in their order (compilers.md,
 * row 13). A type that uses what another processor has yet to generate waits for a later round, by
 * name too, because elements do not outlive their round (row 3).
 */
final class ModelQueue {
  private static final String OURS = TensorModel.class.getPackageName();

  private final Elements elements;
  private final Set<String> postponed = new TreeSet<>();

  ModelQueue(Elements elements) {
    this.elements = elements;
  }

  /** Models, and types without {@code @TensorModel} whose fields bear our annotations. */
  List<TypeElement> next(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Set<String> names = new TreeSet<>(postponed);
    postponed.clear();
    for (TypeElement annotation : annotations) {
      if (!elements.getPackageOf(annotation).getQualifiedName().contentEquals(OURS)) {
        continue;
      }
      for (Element element : round.getElementsAnnotatedWith(annotation)) {
        TypeElement type = typeOf(element);
        if (element == type || !ModelReader.isModel(type)) {
          names.add(type.getQualifiedName().toString());
        }
      }
    }
    List<TypeElement> types = new ArrayList<>();
    for (String name : names) {
      TypeElement type = elements.getTypeElement(name);
      if (type != null) {
        types.add(type);
      }
    }
    return types;
  }

  private static TypeElement typeOf(Element element) {
    Element owner = element.getKind().isField() ? element.getEnclosingElement() : element;
    return (TypeElement) owner;
  }

  /** Looks at a type again in the next round. */
  void postpone(TypeElement type) {
    postponed.add(type.getQualifiedName().toString());
  }
}
