package io.github.shapeproof.processor.declaration;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operation annotation of a field: which one, and its attributes.
 *
 * @param type the annotation, such as {@code Conv.class}
 * @param attributes what stands in it
 * @param applied of {@code @Apply}, the model that is the field's type
 */
public record LayerDeclaration(
    Class<? extends Annotation> type, Attributes attributes, Optional<AppliedModel> applied) {

  /** An operation that applies no model. */
  public LayerDeclaration(Class<? extends Annotation> type, Attributes attributes) {
    this(type, attributes, Optional.empty());
  }

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
    return with(attributes.with(attribute, value));
  }

  /** This layer with one attribute left out. */
  public LayerDeclaration without(String attribute) {
    return with(attributes.without(type, attribute));
  }

  private LayerDeclaration with(Attributes others) {
    return new LayerDeclaration(type, others, applied);
  }

  /** Another operation with what is written here, as far as it has attributes of these names. */
  public LayerDeclaration as(Class<? extends Annotation> other) {
    Set<String> known =
        Stream.of(other.getDeclaredMethods()).map(Method::getName).collect(Collectors.toSet());
    Map<String, Object> kept = new LinkedHashMap<>();
    attributes.written().stream()
        .filter(known::contains)
        .forEach(name -> kept.put(name, attributes.require(name)));
    return of(other, kept);
  }

  /** This layer, which applies a model. */
  public LayerDeclaration applying(AppliedModel model) {
    return new LayerDeclaration(type, attributes, Optional.of(model));
  }
}
