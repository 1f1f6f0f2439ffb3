package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.shape.Shape;

/**
 * A learned parameter of a layer.
 *
 * @param name its name within the field, such as {@code kernel}
 * @param shape its shape, in the layout that {@code WEIGHTS} states
 * @param isTrained whether training changes it as inference computes; statistics it does not
 */
public record Parameter(String name, Shape shape, boolean isTrained) {

  /** A parameter that training changes. */
  public Parameter(String name, Shape shape) {
    this(name, shape, true);
  }
}
