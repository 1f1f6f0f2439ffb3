package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Taps;
import java.util.ArrayList;
import java.util.List;

/** Rows and columns of images that are copied as they are, as padding and cropping do. */
final class Copies {
  /** Elements from which on a copy is faster than a gather. */
  private static final int LONG_COPY = 8;

  private final Taps rowTaps;
  private final int width;
  private final int outWidth;
  private final double ofNothing;

  /** What is copied of each row. */
  private final Run[] runs;

  private record Run(int to, int from, int length) {
    static Run[] of(Taps taps, int inner) {
      List<Run> runs = new ArrayList<>();
      int run;
      for (int x = 0; x < taps.outputs(); x += Math.abs(run)) {
        run = taps.run(x);
        if (run > 0) {
          runs.add(new Run(x * inner, taps.index(taps.begin(x)) * inner, run * inner));
        }
      }
      return runs.toArray(Run[]::new);
    }
  }

  /**
   * @param inner elements of a column
   * @param width elements of a row
   */
  Copies(Taps rowTaps, Taps columnTaps, int inner, int width) {
    this.rowTaps = rowTaps;
    this.width = width;
    this.outWidth = Columns.length(columnTaps.outputs(), inner);
    // Of two padded axes that is the same.
    boolean isPadded = !columnTaps.isIdentity(width / inner);
    this.ofNothing = (isPadded ? columnTaps : rowTaps).ofNothing();
    this.runs = Run.of(columnTaps, inner);
  }

  /** Whether all is copied, in pieces that are long enough. */
  static boolean are(Taps rowTaps, Taps columnTaps, int outWidth) {
    int copies = columnTaps.copies();
    return copies > 0 && copies * LONG_COPY <= outWidth && rowTaps.copies() > 0;
  }

  /** What rows have where nothing is copied. */
  void fill(Row result, int rows) {
    result.fill(0, rows * outWidth, ofNothing);
  }

  /**
   * Copies the rows {@code first <= y < end} of an image whose first input is at {@code base}. What
   * has no input is left as it is.
   */
  void copy(Row result, int at, Row input, int base, int first, int end) {
    int rows;
    for (int y = first, to = at; y < end; y += rows, to += rows * outWidth) {
      int following = rowTaps.run(y);
      rows = Math.min(Math.abs(following), end - y);
      if (following > 0) {
        int row = base + rowTaps.index(rowTaps.begin(y)) * width;
        for (Run run : runs) {
          result.copyPieces(to + run.to, outWidth, input, row + run.from, width, run.length, rows);
        }
      }
    }
  }
}
