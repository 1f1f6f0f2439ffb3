package io.github.shapeproof.processor.declaration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the parts of a type's declaration stand in its file.
 *
 * @param annotations its annotations
 * @param fields its own fields, by name
 */
public record TypeSource(List<AnnotationSource> annotations, Map<String, FieldSource> fields) {

  public TypeSource {
    annotations = List.copyOf(annotations);
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Whether a field is declared together with others, which then have the same annotations. */
  public boolean isShared(String field) {
    return Optional.ofNullable(fields.get(field))
        .map(FieldSource::declaration)
        .filter(
            whole ->
                fields.values().stream().filter(f -> f.declaration().equals(whole)).count() > 1)
        .isPresent();
  }

  /**
   * A field's declaration.
   *
   * @param declaration from the first annotation or modifier to the semicolon; fields declared
   *     together share it
   * @param name its name
   * @param annotations its annotations
   */
  public record FieldSource(Span declaration, Span name, List<AnnotationSource> annotations) {
    public FieldSource {
      annotations = List.copyOf(annotations);
    }
  }

  /**
   * An annotation.
   *
   * @param name its name, as it is written
   * @param whole from the {@code @} to the closing parenthesis
   * @param arguments what stands between the parentheses; empty without a pair of them
   * @param values the written attributes, by name
   */
  public record AnnotationSource(
      String name, Span whole, Optional<Span> arguments, Map<String, ValueSource> values) {
    public AnnotationSource {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Its name without package and enclosing types. */
    public String simpleName() {
      return name.substring(name.lastIndexOf('.') + 1);
    }
  }

  /**
   * A written attribute.
   *
   * @param pair the value with its name, where that is written
   * @param value the value
   * @param items the items of an array in braces
   * @param comma the comma that follows
   */
  public record ValueSource(Span pair, Span value, List<Span> items, Optional<Span> comma) {
    public ValueSource {
      items = List.copyOf(items);
    }
  }
}
