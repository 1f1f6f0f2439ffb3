package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.runtime.op.Volume.DEPTH;
import static io.github.shapeproof.runtime.op.Volume.HEIGHT;

import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Worker;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Where the images of an {@link ImagePass} come from and go to: rows along the depth or the height
 * of a volume.
 */
final class Images {
  /** Slot of {@link Worker#row} that no user has. */
  private static final int SUM = 5;

  private final Volume in;
  private final Volume out;
  private final @Nullable Volume addend;
  private final int vertical;
  private final int other;

  /**
   * @param vertical the axis of the rows: depth or height
   * @param addend of the size of {@code out}, is added to the result
   */
  Images(Volume in, Volume out, int vertical, @Nullable Volume addend) {
    this.in = in;
    this.out = out;
    this.addend = addend;
    this.vertical = vertical;
    this.other = vertical == HEIGHT ? DEPTH : HEIGHT;
  }

  long count() {
    return in.planes() * in.size(other);
  }

  DataType type() {
    return in.tensor().type();
  }

  /** Rows of an image. */
  int height() {
    return in.size(vertical);
  }

  int outHeight() {
    return out.size(vertical);
  }

  /** Elements of a row. */
  int width() {
    return in.rowLength();
  }

  int outWidth() {
    return out.rowLength();
  }

  boolean haveAddend() {
    return addend != null;
  }

  /** Loads {@code count} whole images from {@code first} on. */
  void load(Row to, long first, int count) {
    if (isAdjacent(in)) {
      in.load(to, 0, place(in, first), vertical, count * height());
      return;
    }
    for (int image = 0; image < count; image++) {
      in.load(to, image * height() * width(), place(in, first + image), vertical, height());
    }
  }

  /** Stores whole results, with the addend, if there is one. */
  void store(Worker worker, Row result, long first, int count) {
    Row sum = added(worker, result, first, count, 0, outHeight());
    if (isAdjacent(out)) {
      out.store(sum, 0, place(out, first), vertical, count * outHeight());
      return;
    }
    for (int image = 0; image < count; image++) {
      int from = image * outHeight() * outWidth();
      out.store(sum, from, place(out, first + image), vertical, outHeight());
    }
  }

  /** Where an image begins. */
  long start(long image) {
    return place(in, image);
  }

  /** Loads {@code rows} rows from {@code first} on, of the image that begins at {@code start}. */
  void loadRows(Row to, int at, long start, int first, int rows) {
    in.load(to, at, start + first * in.stride(vertical), vertical, rows);
  }

  /** Stores the rows {@code first <= y < end} of a result, with the addend, if there is one. */
  void storeRows(Worker worker, Row result, long image, int first, int end) {
    Row sum = added(worker, result, image, 1, first, end);
    out.store(sum, 0, place(out, image) + first * out.stride(vertical), vertical, end - first);
  }

  /** Stores a row of a result, without any addend. */
  void storeRow(Row result, int from, long image, int y) {
    out.store(result, from, place(out, image) + y * out.stride(vertical), vertical, 1);
  }

  /** The result itself stays as it is. */
  private Row added(Worker worker, Row result, long image, int images, int first, int end) {
    if (addend == null) {
      return result;
    }
    int size = (end - first) * outWidth();
    Row sum = worker.row(SUM, type(), (long) images * size);
    for (int i = 0; i < images; i++) {
      long from = place(addend, image + i) + first * addend.stride(vertical);
      addend.load(sum, i * size, from, vertical, end - first);
    }
    sum.add(0, result, 0, images * size);
    return sum;
  }

  /** Whether images follow each other without gaps. */
  private boolean isAdjacent(Volume volume) {
    return vertical == HEIGHT
        && volume.stride(HEIGHT) == volume.rowLength()
        && volume.tensor().isContiguous();
  }

  private long place(Volume volume, long image) {
    long slabs = in.size(other);
    return volume.plane(image / slabs) + image % slabs * volume.stride(other);
  }
}
