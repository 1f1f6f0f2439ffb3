package io.github.shapeproof.processor.declaration;

import java.lang.annotation.Annotation;
import java.util.Optional;

/**
 * One tensor of a model.
 *
 * @param name the field's name
 * @param line line of the field's name in its file, or 0 where the compiler does not tell
 * @param shape text of its {@code @Shape}
 * @param layer its operation; absent for an {@code @Input}
 * @param output whether it bears {@code @Output}
 */
public record FieldDeclaration(
    String name,
    int line,
    Optional<String> shape,
    Optional<LayerDeclaration> layer,
    boolean output) {

  /** Whether this is an {@code @Input}. */
  public boolean isInput() {
    return layer.isEmpty();
  }

  /** Whether its operation is an annotation of that type. */
  public boolean isComputedBy(Class<? extends Annotation> type) {
    return layer.filter(l -> l.type() == type).isPresent();
  }

  /** The site of the field's name. */
  public Site site() {
    return Site.field(name);
  }

  /** The site of the text of its {@code @Shape}. */
  public Site shapeSite() {
    return site().annotation("Shape").attribute("value");
  }

  /** The site of its operation annotation. */
  public Site layerSite() {
    return layer.map(l -> site().annotation(l.name())).orElse(site().annotation("Input"));
  }

  /** The value of an attribute of one of its annotations. */
  Optional<Object> value(Site site) {
    return site.annotation().equals("Shape")
        ? shape.map(Object.class::cast)
        : layer
            .filter(l -> l.name().equals(site.annotation()))
            .flatMap(l -> Optional.ofNullable(l.attributes().get(site.attribute())));
  }

  /** This field with another operation. */
  public FieldDeclaration withLayer(LayerDeclaration other) {
    return new FieldDeclaration(name, line, shape, Optional.of(other), output);
  }

  /** This field with another {@code @Shape}. */
  public FieldDeclaration withShape(String text) {
    return new FieldDeclaration(name, line, Optional.of(text), layer, output);
  }

  /** This field with {@code @Output}. */
  FieldDeclaration asOutput() {
    return new FieldDeclaration(name, line, shape, layer, true);
  }

  /** This field without a {@code @Shape}. */
  public FieldDeclaration withoutShape() {
    return new FieldDeclaration(name, line, Optional.empty(), layer, output);
  }
}
