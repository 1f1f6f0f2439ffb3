package io.github.shapeproof.runtime;

import java.util.Arrays;

/** A dimension of an array of a call, beside what is declared for it. */
final class Dimension {
  private final DeclaredArray array;
  private final int item;
  private final long[] shape;
  private final int axis;

  /**
   * @param item the place in the declared shape
   * @param axis the place in the actual one
   */
  Dimension(DeclaredArray array, int item, long[] shape, int axis) {
    this.array = array;
    this.item = item;
    this.shape = shape;
    this.axis = axis;
  }

  Size size() {
    return array.sizes().get(item);
  }

  long actual() {
    return shape[axis];
  }

  /** Whether a placeholder leaves it to the run of its graph. */
  boolean isOpen() {
    return actual() == GraphShape.OPEN;
  }

  int axis() {
    return axis;
  }

  /** The declared text of this dimension. */
  String text() {
    return array.items().get(item);
  }

  /** Batch, channels or the spatial axis; empty where the rank does not tell. */
  String name() {
    return array.layout() == null ? "" : AxisNames.of(array.layout(), shape.length, axis);
  }

  /** Whether the declared shape has {@code _} here. */
  boolean isNameless() {
    return text().equals("_");
  }

  /** What a user calls it: its name, or else what is declared for it, or else its place. */
  String title() {
    String declared = isNameless() ? "%s[%d]".formatted(array.name(), axis) : text();
    return name().isEmpty() ? declared : name();
  }

  /** Whether a user can make it larger: there are as many examples and channels as there are. */
  boolean canBePadded() {
    return !AxisNames.BATCH.equals(name()) && !AxisNames.CHANNELS.equals(name());
  }

  /** Whose it is, and the shape that was given. */
  String given() {
    return array.title() + " " + Arrays.toString(shape);
  }

  /** Whose it is, and both shapes. */
  String expectedButGot() {
    return array.expectedButGot(shape);
  }

  String fault(String must) {
    String name = name().isEmpty() ? "" : " (" + name() + ")";
    return expectedButGot() + ": dimension %d%s is %d, %s".formatted(axis, name, actual(), must);
  }
}
