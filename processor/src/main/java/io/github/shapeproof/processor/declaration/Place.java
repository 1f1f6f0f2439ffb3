package io.github.shapeproof.processor.declaration;

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
    boolean eclipse = element.getClass().getName().startsWith("org.eclipse.");
    Optional<AnnotationView> view =
        AnnotationView.on(element).stream()
            .filter(v -> v.name().equals(site.annotation()))
            .findFirst();
    return new Place(
        element,
        view.map(AnnotationView::mirror),
        view.flatMap(v -> v.value(site.attribute(), eclipse ? -1 : site.index())));
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
