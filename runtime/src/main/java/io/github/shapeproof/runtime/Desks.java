package io.github.shapeproof.runtime;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A place for one thing for each thread, where it finds what it left there; threads beyond {@value
 * #PLACES} share them.
 *
 * <p>Places are far apart: processors that write to the same cache line, be it to different fields,
 * wait for each other, which takes as long as a small operation.
 */
final class Desks<T> {
  static final int PLACES = 64;

  /** Elements from one place to the next: two cache lines, as processors load pairs of them. */
  private static final int DISTANCE = 32;

  /** Of an array with all places, and nothing before and after them. */
  static final int LENGTH = (PLACES + 2) * DISTANCE;

  private final AtomicReferenceArray<@Nullable T> places = new AtomicReferenceArray<>(LENGTH);

  /** Takes what is at the calling thread's place. */
  @Nullable T take() {
    return places.getAndSet(mine(), null);
  }

  /** Takes what is at any place. */
  @Nullable T takeAny() {
    for (int place = 0; place < PLACES; place++) {
      T found = places.get(index(place)) == null ? null : places.getAndSet(index(place), null);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Leaves something at the calling thread's place, and takes what was there. */
  @Nullable T swap(T next) {
    return places.getAndSet(mine(), next);
  }

  /** The index of the calling thread's place. */
  static int mine() {
    return index((int) (Thread.currentThread().getId() & (PLACES - 1)));
  }

  static int index(int place) {
    return (place + 1) * DISTANCE;
  }
}
