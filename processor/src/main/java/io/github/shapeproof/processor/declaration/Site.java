package io.github.shapeproof.processor.declaration;

import java.util.List;

/**
 * A place in the user's source, by name and not by compiler element, so that pure code can say
 * where a fault is and tests can compare it. Only {@code declaration} turns a site into an element,
 * annotation and value, or into a line and column.
 *
 * @param field the field, or {@code ""} for the model's class
 * @param annotation simple name of the annotation, or {@code ""} for the field's own name
 * @param attribute the attribute, or {@code ""} for the whole annotation
 * @param index item of an array attribute, or -1 for the whole value
 * @param marks the parts of a string value to underline
 */
public record Site(
    String field, String annotation, String attribute, int index, List<Range> marks) {

  /**
   * The model's {@code @TensorModel}. The class's name is no good place, because compilers differ
   * in what they point at.
   */
  public static final Site MODEL = new Site("", "TensorModel", "", -1, List.of());

  public Site {
    marks = List.copyOf(marks);
  }

  /** The name of a field. */
  public static Site field(String field) {
    return new Site(field, "", "", -1, List.of());
  }

  /** An annotation of the same declaration. */
  public Site annotation(String name) {
    return new Site(field, name, "", -1, List.of());
  }

  /** An attribute of the same annotation. */
  public Site attribute(String name) {
    return new Site(field, annotation, name, -1, List.of());
  }

  /** One item of the same array attribute. */
  public Site item(int item) {
    return new Site(field, annotation, attribute, item, List.of());
  }

  /** The same value with parts of its string marked. */
  public Site marked(List<Range> ranges) {
    return new Site(field, annotation, attribute, index, ranges);
  }

  /** The same value with characters {@code [start, end)} of its string marked. */
  public Site marked(int start, int end) {
    return marked(List.of(new Range(start, end)));
  }

  /**
   * Characters {@code [start, end)} of a string, counted from 0.
   *
   * @param start the first one
   * @param end one past the last one
   */
  public record Range(int start, int end) {}
}
