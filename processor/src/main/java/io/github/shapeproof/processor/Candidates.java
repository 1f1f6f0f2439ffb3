package io.github.shapeproof.processor;

import io.github.shapeproof.processor.declaration.ModelReader;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/** The types to look at in a round. */
final class Candidates {
  private Candidates() {}

  /**
   * Models, and types without {@code @TensorModel} whose non-static fields bear our annotations; by
   * name, because compilers differ in their order (compilers.md, row 13). What a model extends may
   * have such fields, for they are not inherited.
   */
  static Collection<TypeElement> in(
      RoundEnvironment round, Set<? extends TypeElement> annotations) {
    Map<String, TypeElement> types = new TreeMap<>();
    for (TypeElement annotation : annotations) {
      if (ModelReader.isOurs(annotation)) {
        for (Element element : round.getElementsAnnotatedWith(annotation)) {
          if (!isStaticField(element)) {
            TypeElement type = typeOf(element);
            types.put(type.getQualifiedName().toString(), type);
          }
        }
      }
    }
    Set<Element> extended = new HashSet<>();
    types.values().stream().filter(ModelReader::isModel).forEach(t -> addBases(t, extended));
    types.values().removeIf(type -> extended.contains(type) && !ModelReader.isModel(type));
    return types.values();
  }

  private static void addBases(TypeElement type, Set<Element> bases) {
    if (type.getSuperclass() instanceof DeclaredType base
        && base.asElement() instanceof TypeElement parent
        && bases.add(parent)) {
      addBases(parent, bases);
    }
  }

  private static boolean isStaticField(Element element) {
    return element.getKind().isField() && element.getModifiers().contains(Modifier.STATIC);
  }

  private static TypeElement typeOf(Element element) {
    Element type = element.getKind().isField() ? element.getEnclosingElement() : element;
    return (TypeElement) Objects.requireNonNull(type);
  }
}
