package io.github.shapeproof.processor.layer;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;

/**
 * The rule of one operation annotation: what it does to shapes, what it learns, which runtime
 * operations compute it, and which of its attributes may be changed to mend a fault.
 *
 * <p>The rule of {@code @Foo} is the class {@code FooLayer} of this package, found by that name; it
 * has no state. Adding a layer is adding its annotation, its rule, its runtime operation and its
 * page in the docs.
 */
public interface Layer {

  /**
   * The shape, parameters and steps of one use.
   *
   * @throws Fault if this use is wrong
   */
  Inference infer(LayerContext layer);

  /**
   * Attributes worth trying other values of, most likely first: those the user would change to get
   * another size.
   */
  default List<String> adjustable() {
    return List.of();
  }

  /** The layer that undoes what this one does to sizes, which is easily taken for it. */
  default Optional<Class<? extends Annotation>> opposite() {
    return Optional.empty();
  }

  /** Whether the result has the shape of the only input, whatever that is. */
  default boolean keepsShape() {
    return false;
  }

  /** Whether sizes of 1 fit all that they meet, because they are repeated. */
  default boolean broadcasts() {
    return false;
  }
}
