package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Worker;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** Where the images of an {@link ImagePass} come from and go to. */
final class Images {
  private final Rows in;
  private final Rows out;
  private final @Nullable Finish finish;

  /**
   * @param finish if there is one, it stores the result, and {@code out} is asked for its size
   *     alone
   */
  Images(Rows in, Rows out, @Nullable Finish finish) {
    this.in = in;
    this.out = out;
    this.finish = finish;
  }

  long count() {
    return in.images();
  }

  DataType type() {
    return in.volume().tensor().type();
  }

  /** Rows of an image. */
  int height() {
    return in.height();
  }

  int outHeight() {
    return out.height();
  }

  /** Elements of a row. */
  int width() {
    return in.width();
  }

  int outWidth() {
    return out.width();
  }

  boolean areFinished() {
    return finish != null;
  }

  /** Loads {@code count} whole images from {@code first} on. */
  void load(Row to, long first, int count) {
    in.load(to, 0, first, count, 0, height());
  }

  /** Stores whole results. */
  void store(Worker worker, Row result, long first, int count) {
    store(worker, result, first, count, 0, outHeight());
  }

  /** Loads {@code rows} rows of an image from {@code first} on. */
  void loadRows(Row to, int at, long image, int first, int rows) {
    in.load(to, at, image, 1, first, first + rows);
  }

  /** Stores the rows {@code first <= y < end} of a result. */
  void storeRows(Worker worker, Row result, long image, int first, int end) {
    store(worker, result, image, 1, first, end);
  }

  /** Stores a row of a result, which is not finished. */
  void storeRow(Row result, int from, long image, int y) {
    out.store(result, from, image, 1, y, y + 1);
  }

  private void store(Worker worker, Row result, long image, int images, int first, int end) {
    if (finish != null) {
      finish.store(worker, result, image, images, first, end);
    } else {
      out.store(result, 0, image, images, first, end);
    }
  }
}
