package io.github.shapeproof.runtime;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A number that many threads add to and few ask for: each thread adds to a place of its own, see
 * {@link Desks}.
 */
final class Tally {
  private final AtomicLongArray parts = new AtomicLongArray(Desks.LENGTH);

  void add(long amount) {
    parts.addAndGet(Desks.mine(), amount);
  }

  long sum() {
    long sum = 0;
    for (int place = 0; place < Desks.PLACES; place++) {
      sum += parts.get(Desks.index(place));
    }
    return sum;
  }
}
