package io.github.shapeproof.processor.declaration;

import java.lang.annotation.Annotation;
import java.util.Map;

/**
 * The operation annotation of a field: which one, and its attributes.
 *
 * @param type the annotation, such as {@code Conv.class}
 * @param attributes what stands in it
 */
public record LayerDeclaration(Class<? extends Annotation> type, Attributes attributes) {

  /** A declaration with the given attributes written. */
  public static LayerDeclaration of(Class<? extends Annotation> type, Map<String, ?> written) {
    return new LayerDeclaration(type, Attributes.of(type, written));
  }

  /** The annotation's simple name, such as {@code Conv}. */
  public String name() {
    return type.getSimpleName();
  }

  /** This layer with one attribute written anew. */
  public LayerDeclaration with(String attribute, Object value) {
    return new LayerDeclaration(type, attributes.with(attribute, value));
  }

  /** This layer with one attribute left out. */
  public LayerDeclaration without(String attribute) {
    return new LayerDeclaration(type, attributes.without(type, attribute));
  }
}
