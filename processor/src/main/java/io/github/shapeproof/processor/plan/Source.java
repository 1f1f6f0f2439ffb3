package io.github.shapeproof.processor.plan;

/** What an action reads. */
public sealed interface Source {

  /** An intermediate result. */
  record Of(Value value) implements Source {}

  /**
   * A learned parameter.
   *
   * @param field the tensor that learns it
   * @param parameter its name within the field
   */
  record Weight(String field, String parameter) implements Source {

    /** The name under which users give it: {@code field/kernel}. */
    public String name() {
      return field + "/" + parameter;
    }
  }
}
