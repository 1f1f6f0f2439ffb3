package io.github.shapeproof.processor.declaration;

import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic.Kind;

/**
 * A site as the compiler at hand wants to be told (compilers.md, row 9). javac marks any value, an
 * array's item too. ECJ would mark the whole annotation for an item, so it is given the attribute.
 * Holds elements, so it is good for one round only (row 3).
 */
final class Place {
  private final Element element;
  private final Optional<AnnotationMirror> annotation;
  private final Optional<AnnotationValue> value;

  private Place(
      Element element, Optional<AnnotationMirror> annotation, Optional<AnnotationValue> value) {
    this.element = element;
    this.annotation = annotation;
    this.value = value;
  }

  /** The place of an attribute, of an annotation, or of the element's name, as the site says. */
  static Place of(Element element, Site site) {
    Optional<AnnotationView> view =
        AnnotationView.on(element).stream()
            .filter(v -> v.name().equals(site.annotation()))
            .findFirst();
    Optional<AnnotationValue> value = view.flatMap(v -> v.value(site.attribute()));
    boolean eclipse = element.getClass().getName().startsWith("org.eclipse.");
    return new Place(
        element,
        view.map(AnnotationView::mirror),
        eclipse ? value : value.map(v -> item(v, site.index())));
  }

  /** An item of an array, the only one if there are no others; else the value as it is. */
  private static AnnotationValue item(AnnotationValue value, int index) {
    if (value.getValue() instanceof List<?> items) {
      int item = items.size() == 1 ? 0 : index;
      return item >= 0 && item < items.size() ? (AnnotationValue) items.get(item) : value;
    }
    return value;
  }

  /** Prints an error here. */
  void error(Messager messager, String message) {
    if (value.isPresent()) {
      messager.printMessage(Kind.ERROR, message, element, annotation.orElseThrow(), value.get());
    } else if (annotation.isPresent()) {
      messager.printMessage(Kind.ERROR, message, element, annotation.get());
    } else {
      messager.printMessage(Kind.ERROR, message, element);
    }
  }
}
