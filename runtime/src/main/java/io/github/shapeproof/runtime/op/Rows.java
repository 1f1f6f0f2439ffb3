package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.runtime.op.Volume.DEPTH;
import static io.github.shapeproof.runtime.op.Volume.HEIGHT;

import io.github.shapeproof.runtime.Row;

/**
 * The images of a volume: rows along its depth or its height, for each plane and each index of the
 * other of these two axes.
 */
final class Rows {
  private final Volume volume;
  private final int vertical;
  private final int other;

  /**
   * @param vertical the axis of the rows: depth or height
   */
  Rows(Volume volume, int vertical) {
    this.volume = volume;
    this.vertical = vertical;
    this.other = vertical == HEIGHT ? DEPTH : HEIGHT;
  }

  Volume volume() {
    return volume;
  }

  /** How many images there are. */
  long images() {
    return volume.planes() * volume.size(other);
  }

  /** Rows of an image. */
  int height() {
    return volume.size(vertical);
  }

  /** Elements of a row. */
  int width() {
    return volume.rowLength();
  }

  /** Reads the rows {@code first <= y < end} of {@code images} images, one after another. */
  void load(Row to, int at, long image, int images, int first, int end) {
    if (isRun(images, first, end)) {
      volume.load(to, at, place(image, first), vertical, images * (end - first));
      return;
    }
    for (int i = 0; i < images; i++) {
      int target = at + i * (end - first) * width();
      volume.load(to, target, place(image + i, first), vertical, end - first);
    }
  }

  /** Writes the rows {@code first <= y < end} of {@code images} images, one after another. */
  void store(Row from, int at, long image, int images, int first, int end) {
    if (isRun(images, first, end)) {
      volume.store(from, at, place(image, first), vertical, images * (end - first));
      return;
    }
    for (int i = 0; i < images; i++) {
      int source = at + i * (end - first) * width();
      volume.store(from, source, place(image + i, first), vertical, end - first);
    }
  }

  /** Whether these rows follow each other, in several images without gaps. */
  private boolean isRun(int images, int first, int end) {
    boolean areWhole = first == 0 && end == height();
    return images == 1
        || (areWhole
            && vertical == HEIGHT
            && volume.stride(HEIGHT) == volume.rowLength()
            && volume.tensor().isContiguous());
  }

  private long place(long image, int row) {
    long slabs = volume.size(other);
    return volume.plane(image / slabs)
        + image % slabs * volume.stride(other)
        + row * volume.stride(vertical);
  }
}
