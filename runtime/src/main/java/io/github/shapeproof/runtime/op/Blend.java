package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Worker;
import org.jspecify.annotations.Nullable;

/** Stores {@code addend + factor * result}, each of these where there is one. */
final class Blend implements Finish {
  /** Slots of {@link Worker#row} that no caller uses. */
  private static final int SUM = 5;

  private static final int FACTOR = 10;
  private static final int REPEATED = 11;

  private final Rows target;
  private final @Nullable Rows addend;
  private final @Nullable Rows factor;

  /**
   * @param addend of the size of {@code target}, which it may be
   * @param factor likewise, or with one element for each pixel
   */
  Blend(Rows target, @Nullable Rows addend, @Nullable Rows factor) {
    this.target = target;
    this.addend = addend;
    this.factor = factor;
  }

  @Override
  public void store(Worker worker, Row result, long image, int images, int first, int end) {
    int count = images * (end - first) * target.width();
    Row stored = result;
    if (factor != null) {
      stored = factors(worker, factor, image, images, first, end);
    }
    if (addend != null) {
      Row sum = worker.row(SUM, result.type(), count);
      addend.load(sum, 0, image, images, first, end);
      if (factor == null) {
        sum.add(0, result, 0, count);
      } else {
        sum.addProduct(0, stored, 0, result, 0, count);
      }
      stored = sum;
    } else if (factor != null) {
      stored.multiply(0, result, 0, count);
    }
    target.store(stored, 0, image, images, first, end);
  }

  /** One for each element of the result. */
  private Row factors(Worker worker, Rows factor, long image, int images, int first, int end) {
    int count = images * (end - first) * factor.width();
    Row loaded = worker.row(FACTOR, factor.volume().tensor().type(), count);
    factor.load(loaded, 0, image, images, first, end);
    int times = target.width() / factor.width();
    if (times == 1) {
      return loaded;
    }
    Row repeated = worker.row(REPEATED, loaded.type(), (long) count * times);
    repeated.repeat(0, loaded, 0, count, times);
    return repeated;
  }
}
