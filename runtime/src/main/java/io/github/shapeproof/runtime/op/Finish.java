package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Worker;

/**
 * What becomes of the rows of a result while they are on the heap: they are combined with those of
 * other tensors and stored.
 */
@FunctionalInterface
interface Finish {
  /**
   * Stores the rows {@code first <= y < end} of {@code images} images, one after another. The rows
   * given stay as they are. Images are those of {@link Separable#rows}.
   */
  void store(Worker worker, Row result, long image, int images, int first, int end);
}
