package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Worker;
import org.jspecify.annotations.Nullable;

/** Stores {@code addend + factor * result}, {@code addend + result} or {@code factor * result}. */
final class Blend implements Finish {
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
    Row sum = worker.row(ThreadRow.FINISH_RESULT, result.type(), count);
    if (addend != null) {
      addend.load(sum, 0, image, images, first, end);
    }
    if (factor == null) {
      sum.add(0, result, 0, count);
    } else if (addend != null) {
      sum.addProduct(0, factors(worker, factor, image, images, first, end), 0, result, 0, count);
    } else {
      sum.copy(0, result, 0, count);
      sum.multiply(0, factors(worker, factor, image, images, first, end), 0, count);
    }
    target.store(sum, 0, image, images, first, end);
  }

  /** One for each element of the result. */
  private Row factors(Worker worker, Rows factor, long image, int images, int first, int end) {
    int count = images * (end - first) * factor.width();
    Row loaded = worker.row(ThreadRow.FINISH_FACTOR, factor.volume().tensor().type(), count);
    factor.load(loaded, 0, image, images, first, end);
    int times = target.width() / factor.width();
    if (times == 1) {
      return loaded;
    }
    Row repeated = worker.row(ThreadRow.FINISH_MIDDLE, loaded.type(), (long) count * times);
    repeated.repeat(0, loaded, 0, count, times);
    return repeated;
  }
}
