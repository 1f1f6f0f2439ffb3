package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.ThreadNumbers;
import io.github.shapeproof.runtime.Scratch.ThreadRing;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Worker;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Combines long rows of images. Each input row is loaded into an array of its own: several of them
 * are combined in one loop with one index, which the compiler turns into vector instructions.
 */
final class LongRows {
  /** Elements from which on not all rows of a window are loaded at a time. */
  static final int MANY = 1 << 20;

  /** Elements of rows whose columns are computed at a time. */
  private static final int TOGETHER = 4_096;

  private final Images images;
  private final Taps rowTaps;
  private final Columns columns;
  private final boolean columnsFirst;
  private final boolean sameColumns;
  private final @Nullable SlidRows slidRows;
  private final int imagesPerRow;
  private final DataType type;
  private final int width;
  private final int outHeight;
  private final int outWidth;

  /**
   * @param columns of what is left of the rows, or, with {@code columnsFirst}, of the rows
   * @param sameColumns whether columns stay as they are
   * @param slidRows in place of {@code columns}, with the same row of several images side by side
   */
  LongRows(
      Images images,
      Taps rowTaps,
      Columns columns,
      boolean columnsFirst,
      boolean sameColumns,
      @Nullable SlidRows slidRows) {
    this.images = images;
    this.rowTaps = rowTaps;
    this.columns = columns;
    this.columnsFirst = columnsFirst;
    this.sameColumns = sameColumns;
    this.slidRows = slidRows;
    this.imagesPerRow = slidRows == null ? 1 : slidRows.images();
    this.type = images.type();
    this.width = images.width();
    this.outHeight = images.outHeight();
    this.outWidth = images.outWidth();
  }

  /** Rows of results, of as many images as are side by side. */
  long count() {
    return (images.count() + imagesPerRow - 1) / imagesPerRow * outHeight;
  }

  /** Whether there are several images side by side, and {@code columns} is not needed. */
  boolean areSlid() {
    return slidRows != null;
  }

  int imagesPerRow() {
    return imagesPerRow;
  }

  /** Computes the rows {@code from <= i < to} of all results together. */
  void run(Worker worker, long from, long to) {
    for (long next = from; next < to; ) {
      long item = next / outHeight;
      int first = (int) (next % outHeight);
      int end = (int) Math.min(outHeight, first + to - next);
      if (slidRows != null) {
        slidLines(worker, slidRows, item * imagesPerRow, first, end);
      } else if ((long) rowTaps.reach() * width > MANY) {
        for (int y = first; y < end; y++) {
          rowByRow(worker, item, y);
        }
      } else {
        lines(worker, item, first, end);
      }
      next += end - first;
    }
  }

  /** Computes the rows {@code first <= y < end} of an image. */
  private void lines(Worker worker, long image, int first, int end) {
    int between = columnsFirst ? outWidth : width;
    Row[] ring = worker.ring(ThreadRing.INPUTS, type, Math.max(1, rowTaps.reach()), between);
    Row middle = worker.row(ThreadRow.MIDDLE, type, between);
    Row result =
        columnsFirst || sameColumns ? middle : worker.row(ThreadRow.RESULT, type, outWidth);
    int[] held = worker.zeros(ThreadNumbers.HELD, 2);
    Lines lines = new Lines(ring.length);
    for (int y = first; y < end; y++) {
      int last = rowTaps.last(y, y + 1);
      for (int row = lines.advance(y, last); row <= last; row++) {
        Row line = ring[row % ring.length];
        if (columnsFirst) {
          widen(worker, line, image, row, rowTaps.last(first, end), held);
        } else {
          images.loadRows(line, 0, image, row, 1);
        }
      }
      middle.reduce(ring, rowTaps, y, between);
      if (result != middle) {
        columns.apply(worker, result, 0, middle, 0, 1);
      }
      images.storeRows(worker, result, image, y, y + 1);
    }
  }

  /** As {@link #lines}, of the same row of several images side by side. */
  private void slidLines(Worker worker, SlidRows slidRows, long image, int first, int end) {
    int count = (int) Math.min(imagesPerRow, images.count() - image);
    Row[] ring = worker.ring(ThreadRing.INPUTS, type, rowTaps.reach(), slidRows.length());
    Row middle = worker.row(ThreadRow.MIDDLE, type, slidRows.length());
    Row result = worker.row(ThreadRow.RESULT, type, slidRows.resultLength());
    for (Row line : ring) {
      line.fill(0, slidRows.length(), slidRows.neutral());
    }
    Lines lines = new Lines(ring.length);
    for (int y = first; y < end; y++) {
      int last = rowTaps.last(y, y + 1);
      for (int row = lines.advance(y, last); row <= last; row++) {
        for (int i = 0; i < count; i++) {
          Row line = ring[row % ring.length];
          images.loadRows(line, slidRows.input(i), image + i, row, 1);
        }
      }
      middle.reduce(ring, rowTaps, y, slidRows.length());
      slidRows.apply(worker, result, middle);
      for (int i = 0; i < count; i++) {
        images.storeRow(result, slidRows.result(i), image + i, y);
      }
    }
  }

  /**
   * Computes the columns of an input row, those of several rows at a time where that makes longer
   * loops.
   *
   * @param last the last row that will be needed
   * @param held the rows of which the columns are there: from the first up to the second
   */
  private void widen(Worker worker, Row to, long image, int row, int last, int[] held) {
    int most = Math.max(1, TOGETHER / Math.max(width, outWidth));
    Row input = worker.row(ThreadRow.INPUT, type, (long) most * width);
    if (most == 1) {
      images.loadRows(input, 0, image, row, 1);
      columns.apply(worker, to, 0, input, 0, 1);
      return;
    }
    Row block = worker.row(ThreadRow.BLOCK, type, (long) most * outWidth);
    if (row < held[0] || row >= held[1]) {
      int count = Math.min(most, last + 1 - row);
      images.loadRows(input, 0, image, row, count);
      columns.apply(worker, block, 0, input, 0, count);
      held[0] = row;
      held[1] = row + count;
    }
    to.copy(0, block, (row - held[0]) * outWidth, outWidth);
  }

  /** Which input rows, {@code begin <= row < end}, are in a ring. */
  private final class Lines {
    private final int size;
    private int begin;
    private int end;

    Lines(int size) {
      this.size = size;
    }

    /** The first row that is to be loaded for an output, as all up to its last one will be. */
    int advance(int output, int last) {
      int needed = rowTaps.first(output, output + 1);
      if (needed < begin || needed > end) {
        begin = needed;
        end = needed;
      }
      int from = end;
      end = Math.max(end, last + 1);
      begin = Math.max(begin, end - size);
      return from;
    }
  }

  /** Computes a row whose window is so large that one input row after another is better. */
  private void rowByRow(Worker worker, long image, int y) {
    Row input = worker.row(ThreadRow.INPUT, type, width);
    Row middle = worker.row(ThreadRow.MIDDLE, type, width);
    int begin = rowTaps.begin(y);
    int end = rowTaps.begin(y + 1);
    if (rowTaps.isMaximum() || begin == end) {
      middle.fill(0, width, rowTaps.ofNothing());
      for (int tap = begin; tap < end; tap++) {
        images.loadRows(input, 0, image, rowTaps.index(tap), 1);
        middle.max(0, input, 0, width);
      }
    } else {
      middle.addInParts(
          begin,
          end,
          width,
          (from, to) -> {
            middle.fill(0, width, 0);
            for (int tap = from; tap < to; tap++) {
              images.loadRows(input, 0, image, rowTaps.index(tap), 1);
              middle.addScaled(0, input, 0, width, rowTaps.weight(tap));
            }
          });
    }
    Row result = middle;
    if (!sameColumns) {
      result = worker.row(ThreadRow.RESULT, type, outWidth);
      columns.apply(worker, result, 0, middle, 0, 1);
    }
    images.storeRows(worker, result, image, y, y + 1);
  }
}
