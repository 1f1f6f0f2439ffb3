package io.github.shapeproof.processor.plan;

import io.github.shapeproof.processor.shape.Dim;

/** Where the elements of a value lie. */
public sealed interface Place {

  /** In the caller's array, which is never written. */
  record Input() implements Place {}

  /** In fresh memory, which the caller gets. */
  record Output() implements Place {}

  /** In a buffer that other values use before or after. */
  record Buffer(int slot) implements Place {}

  /** In a part of another value: {@code from <= index < to} along {@code axis}. */
  record Slice(Value whole, int axis, Dim from, Dim to) implements Place {}

  /** In the same memory as another value, under a shape of its own. */
  record Same(Value as) implements Place {}
}
