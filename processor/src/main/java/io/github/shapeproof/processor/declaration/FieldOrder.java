package io.github.shapeproof.processor.declaration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * The fields of a type in the order of its source. ECJ sorts those of a class file by name, so each
 * adapter states the order of its model's tensors (compilers.md, row 13).
 */
public final class FieldOrder {
  /** The adapter's constant that names the tensors in order, separated by blanks. */
  public static final String CONSTANT = "TENSORS";

  private FieldOrder() {}

  /** The fields of a type whose source the compiler has. */
  static List<VariableElement> ofSource(TypeElement type) {
    return ElementFilter.fieldsIn(type.getEnclosedElements());
  }

  /**
   * The fields of a type that this compilation was not given; empty where nothing tells their
   * order.
   */
  static Optional<List<VariableElement>> ofOther(TypeElement type, Elements elements) {
    List<VariableElement> fields = ofSource(type);
    return isOfEclipse(type) && !EclipseFiles.hasSource(type)
        ? stated(type, elements).flatMap(order -> ordered(fields, order))
        : Optional.of(fields);
  }

  /** The tensors in the stated order; empty where others are stated, by an old adapter. */
  private static Optional<List<VariableElement>> ordered(
      List<VariableElement> fields, List<String> order) {
    List<VariableElement> tensors = new ArrayList<>();
    for (VariableElement field : fields) {
      if (FieldViews.on(field).isTensor()) {
        tensors.add(field);
      }
    }
    tensors.sort(Comparator.comparingInt(f -> order.indexOf(f.getSimpleName().toString())));
    return tensors.stream().map(f -> f.getSimpleName().toString()).toList().equals(order)
        ? Optional.of(tensors)
        : Optional.empty();
  }

  private static boolean isOfEclipse(TypeElement type) {
    return type.getClass().getName().startsWith("org.eclipse.");
  }

  private static Optional<List<String>> stated(TypeElement type, Elements elements) {
    PackageElement folder = elements.getPackageOf(type);
    String name = ModelReader.nameInPackage(type, folder).replace('.', '_') + "Adapter";
    TypeElement adapter =
        elements.getTypeElement(folder.isUnnamed() ? name : folder.getQualifiedName() + "." + name);
    return adapter == null
        ? Optional.empty()
        : ofSource(adapter).stream()
            .filter(field -> field.getSimpleName().contentEquals(CONSTANT))
            .map(VariableElement::getConstantValue)
            .filter(String.class::isInstance)
            .map(order -> List.of(((String) order).split(" ")))
            .findFirst();
  }
}
