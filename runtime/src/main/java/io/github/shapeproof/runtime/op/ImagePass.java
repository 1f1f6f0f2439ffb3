package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.runtime.op.Volume.DEPTH;
import static io.github.shapeproof.runtime.op.Volume.HEIGHT;
import static io.github.shapeproof.runtime.op.Volume.WIDTH;

import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Worker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Applies taps to the rows and to the columns of many images: the width of a volume, and one of its
 * other axes.
 *
 * <p>Where rows are long, each is loaded into an array of its own; where they are short, whole
 * images, several at a time. Both axes are then done on the heap, in the order that is less work.
 */
final class ImagePass {
  /**
   * Elements of an image that is copied or slid over whole: several fit in the second level cache.
   */
  private static final int BLOCK = 16_384;

  /** Elements from which on neither an image nor all rows of a window are loaded at a time. */
  private static final int LARGE = 1 << 20;

  /** Elements of copied blocks and of several images: several fit in the first level cache. */
  private static final int SMALL_BLOCK = 4_096;

  /** Shorter rows of one element a column cost more to load one by one than to slide over all. */
  private static final int SHORT_ROW = 96;

  /** Elements that make a loop long. */
  private static final int LONG_ROW = 1_024;

  /** Of so many rows for each result, long ones are best combined one by one. */
  private static final int FEW_ROWS = 8;

  /** Elements from which on a copy is faster than a gather. */
  private static final int LONG_COPY = 8;

  private static final int INPUT = 0;
  private static final int MIDDLE = 1;
  private static final int RESULT = 2;

  /** {@link Columns} has those between, {@link SlidImages} and {@link SlidRows} the next ones. */
  private static final int SUM = 5;

  private final Session session;
  private final Volume in;
  private final Volume out;
  private final @Nullable Volume addend;
  private final int vertical;
  private final int other;
  private final Taps rowTaps;
  private final Taps columnTaps;
  private final DataType type;
  private final int height;
  private final int outHeight;
  private final int width;
  private final int outWidth;
  private final long images;
  private final boolean sameRows;
  private final boolean sameColumns;
  private final boolean columnsFirst;

  /** Whether all is copied, in pieces that are long enough. */
  private final boolean copied;

  /** Takes windows of small images of one element a column. */
  private final @Nullable SlidImages slid;

  /** Takes windows of rows of one element a column, of several images at a time. */
  private final @Nullable SlidRows slidRows;

  private final int imagesPerRow;

  private final Columns rows;
  private final Columns columns;

  /** Images that are loaded at a time, or 0 where rows or blocks of them are. */
  private final int batch;

  /** What is copied of each row, where all is copied. */
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

  private record SlidRowsKey(Taps columns, int width, int images, DataType type) {
    Found make() {
      Even even = Even.of(columns, width);
      return new Found(even == null ? null : new SlidRows(even, columns, width, images, type));
    }
  }

  private record Found(@Nullable SlidRows rows) implements Session.Table {
    @Override
    public long elements() {
      return rows == null ? 0 : rows.elements();
    }
  }

  private record SlidImagesKey(
      Taps rows, Taps columns, int height, int width, int images, DataType type) {
    SlidImages make() {
      return new SlidImages(rows, columns, height, width, images, type);
    }
  }

  private record Key(Taps taps, int inputs, int inner, int lines, DataType type) {
    Columns columns() {
      return new Columns(taps, inputs, inner, lines, type);
    }
  }

  /**
   * @param vertical the axis of {@code rows}: depth or height
   * @param addend of the size of {@code out}, is added to the result
   */
  ImagePass(
      Session session,
      Volume in,
      Volume out,
      int vertical,
      Taps rows,
      Taps columns,
      @Nullable Volume addend) {
    this.session = session;
    this.in = in;
    this.out = out;
    this.addend = addend;
    this.vertical = vertical;
    this.other = vertical == HEIGHT ? DEPTH : HEIGHT;
    this.rowTaps = rows;
    this.columnTaps = columns;
    this.type = in.tensor().type();
    this.height = in.size(vertical);
    this.outHeight = out.size(vertical);
    this.width = in.rowLength();
    this.outWidth = out.rowLength();
    this.images = in.planes() * in.size(other);
    this.sameRows = rows.isIdentity(height);
    this.sameColumns = columns.isIdentity(in.size(WIDTH));
    Columns rowsFirst = columns(rows, height, width, 1);
    Columns rowsLast = columns(rows, height, outWidth, 1);
    long lineCost = columns(columns, in.size(WIDTH), in.inner(), 1).cost();
    int copies = columns.copies();
    this.copied = copies > 0 && copies * LONG_COPY <= outWidth && rows.copies() > 0;
    this.runs = copied ? Run.of(columns, in.inner()) : new Run[0];
    this.columnsFirst =
        !sameColumns
            && height * lineCost + rowsLast.cost() < outHeight * lineCost + rowsFirst.cost();
    this.imagesPerRow = (int) Math.max(1, Math.min(images, LONG_ROW / width));
    this.slidRows = isSlid() && width >= SHORT_ROW && addend == null ? slidRows() : null;
    int between = columnsFirst ? outWidth : width;
    long largest = (long) Math.max(height, outHeight) * Math.max(width, outWidth);
    boolean isWholeSlid = isSlid() && slidRows == null && largest <= BLOCK;
    boolean isWhole =
        isWholeSlid || (copied && largest <= BLOCK) || (between < Columns.WIDE && largest <= LARGE);
    this.batch = isWhole ? (int) Math.max(1, Math.min(images, SMALL_BLOCK / largest)) : 0;
    int lines = Math.max(1, batch) * (columnsFirst ? height : outHeight);
    this.rows = columns(rows, height, between, Math.max(1, batch));
    this.columns = columns(columns, in.size(WIDTH), in.inner(), lines);
    this.slid = isWholeSlid ? slid() : null;
  }

  private boolean isSlid() {
    boolean fewLongRows = width >= Columns.WIDE && outHeight * FEW_ROWS <= height;
    return in.inner() == 1
        && !fewLongRows
        && !sameColumns
        && !copied
        && rowTaps.areWindows()
        && columnTaps.areWindows();
  }

  private @Nullable SlidRows slidRows() {
    boolean isMixed = rowTaps.isMaximum() != columnTaps.isMaximum() && !sameRows;
    if (isMixed || (long) rowTaps.reach() * width > LARGE) {
      return null;
    }
    SlidRowsKey key = new SlidRowsKey(columnTaps, width, imagesPerRow, type);
    SlidRows found = session.memo(key, SlidRowsKey::make).rows;
    return found != null && (long) rowTaps.reach() * found.length() <= LARGE ? found : null;
  }

  private SlidImages slid() {
    SlidImagesKey key = new SlidImagesKey(rowTaps, columnTaps, height, width, batch, type);
    return session.memo(key, SlidImagesKey::make);
  }

  private Columns columns(Taps taps, int inputs, int inner, int lines) {
    int batch = Columns.batch(lines, Columns.length(taps.outputs(), inner));
    return session.memo(new Key(taps, inputs, inner, batch, type), Key::columns);
  }

  void run() {
    long steps = outHeight * (long) outWidth + height * (long) width;
    boolean isReduced = slid == null && slidRows == null && !copied;
    if (isReduced) {
      columns.ready();
    }
    if (slidRows != null) {
      long groups = (images + imagesPerRow - 1) / imagesPerRow;
      session.parallel(groups * outHeight, imagesPerRow * steps / outHeight, this::inLines);
    } else if (batch == 0 && copied) {
      inBlocks(steps);
    } else if (batch == 0) {
      session.parallel(images * outHeight, steps / outHeight, this::inLines);
    } else {
      if (isReduced) {
        rows.ready();
      }
      session.parallel((images + batch - 1) / batch, batch * steps, this::inBatches);
    }
  }

  private void inBatches(Worker worker, long from, long to) {
    int size = height * width;
    int outSize = outHeight * outWidth;
    Row input = worker.row(INPUT, type, (long) batch * size);
    Row middle =
        worker.row(MIDDLE, type, (long) batch * Math.max(height * outWidth, outHeight * width));
    Row result = worker.row(RESULT, type, (long) batch * outSize);
    if (copied) {
      result.fill(0, batch * outSize, ofNothing());
    }
    for (long first = from * batch; first < Math.min(images, to * batch); first += batch) {
      int count = (int) Math.min(batch, images - first);
      load(input, first, count);
      if (copied) {
        for (int image = 0; image < count; image++) {
          copy(result, image * outSize, input, image * size, 0, outHeight);
        }
      } else if (slid != null) {
        slid.apply(worker, result, input, count);
      } else if (sameRows) {
        columns.apply(worker, result, 0, input, 0, count * height);
      } else if (sameColumns) {
        rows.apply(worker, result, 0, input, 0, count);
      } else if (columnsFirst) {
        columns.apply(worker, middle, 0, input, 0, count * height);
        rows.apply(worker, result, 0, middle, 0, count);
      } else {
        rows.apply(worker, middle, 0, input, 0, count);
        columns.apply(worker, result, 0, middle, 0, count * outHeight);
      }
      Row sum = added(worker, result, first, count, 0, outHeight);
      store(sum, first, count);
    }
  }

  private void load(Row input, long first, int count) {
    if (isAdjacent(in)) {
      in.load(input, 0, place(in, first), vertical, count * height);
      return;
    }
    for (int image = 0; image < count; image++) {
      in.load(input, image * height * width, place(in, first + image), vertical, height);
    }
  }

  private void store(Row result, long first, int count) {
    if (isAdjacent(out)) {
      out.store(result, 0, place(out, first), vertical, count * outHeight);
      return;
    }
    for (int image = 0; image < count; image++) {
      int from = image * outHeight * outWidth;
      out.store(result, from, place(out, first + image), vertical, outHeight);
    }
  }

  /** Copies blocks of rows. */
  private void inBlocks(long steps) {
    long perRow = Math.max((long) width * height / outHeight, outWidth);
    int most = (int) Math.max(1, Math.min(outHeight, SMALL_BLOCK / perRow));
    int blocks = (outHeight + most - 1) / most;
    session.parallel(
        images * blocks,
        steps / blocks,
        (worker, from, to) -> {
          for (long item = from; item < to; item++) {
            int first = (int) (item % blocks) * most;
            block(worker, item / blocks, first, Math.min(outHeight, first + most));
          }
        });
  }

  /** Copies to the rows {@code first <= y < end} of an image. */
  private void block(Worker worker, long image, int first, int end) {
    int above = rowTaps.first(first, end);
    int needed = rowTaps.last(first, end) + 1 - above;
    Row input = worker.row(INPUT, type, (long) needed * width);
    Row result = worker.row(RESULT, type, (long) (end - first) * outWidth);
    in.load(input, 0, place(in, image) + above * in.stride(vertical), vertical, needed);
    result.fill(0, (end - first) * outWidth, ofNothing());
    copy(result, 0, input, -above * width, first, end);
    store(worker, result, image, first, end);
  }

  /** Computes the output rows {@code from <= i < to} of all images, or groups, together. */
  private void inLines(Worker worker, long from, long to) {
    for (long next = from; next < to; ) {
      long item = next / outHeight;
      int first = (int) (next % outHeight);
      int end = (int) Math.min(outHeight, first + to - next);
      if (slidRows != null) {
        slidLines(worker, slidRows, item * imagesPerRow, first, end);
      } else if ((long) rowTaps.reach() * width > LARGE) {
        for (int y = first; y < end; y++) {
          rowByRow(worker, item, y);
        }
      } else {
        lines(worker, item, first, end);
      }
      next += end - first;
    }
  }

  /**
   * Computes the rows {@code first <= y < end} of an image. Each input row is loaded into an array
   * of its own: several of them are combined in one loop with one index, which the compiler turns
   * into vector instructions.
   */
  private void lines(Worker worker, long image, int first, int end) {
    int between = columnsFirst ? outWidth : width;
    Row[] ring = worker.ring(type, Math.max(1, rowTaps.reach()), between);
    Row input = worker.row(INPUT, type, columnsFirst ? width : 0);
    Row middle = worker.row(MIDDLE, type, between);
    Row result = columnsFirst || sameColumns ? middle : worker.row(RESULT, type, outWidth);
    long from = place(in, image);
    Lines lines = new Lines(ring.length);
    for (int y = first; y < end; y++) {
      int last = rowTaps.last(y, y + 1);
      for (int row = lines.advance(y, last); row <= last; row++) {
        Row line = ring[row % ring.length];
        long offset = from + row * in.stride(vertical);
        if (columnsFirst) {
          in.load(input, 0, offset, vertical, 1);
          columns.apply(worker, line, 0, input, 0, 1);
        } else {
          in.load(line, 0, offset, vertical, 1);
        }
      }
      middle.reduce(ring, rowTaps, y, between);
      if (result != middle) {
        columns.apply(worker, result, 0, middle, 0, 1);
      }
      store(worker, result, image, y, y + 1);
    }
  }

  /** As {@link #lines}, of the same row of several images side by side. */
  private void slidLines(Worker worker, SlidRows slidRows, long image, int first, int end) {
    int count = (int) Math.min(imagesPerRow, images - image);
    Row[] ring = worker.ring(type, rowTaps.reach(), slidRows.length());
    Row middle = worker.row(MIDDLE, type, slidRows.length());
    Row result = worker.row(RESULT, type, slidRows.resultLength());
    for (Row line : ring) {
      line.fill(0, slidRows.length(), columnTaps.isMaximum() ? Double.NEGATIVE_INFINITY : 0);
    }
    Lines lines = new Lines(ring.length);
    for (int y = first; y < end; y++) {
      int last = rowTaps.last(y, y + 1);
      for (int row = lines.advance(y, last); row <= last; row++) {
        for (int i = 0; i < count; i++) {
          long offset = place(in, image + i) + row * in.stride(vertical);
          in.load(ring[row % ring.length], slidRows.input(i), offset, vertical, 1);
        }
      }
      middle.reduce(ring, rowTaps, y, slidRows.length());
      slidRows.apply(worker, result, middle);
      for (int i = 0; i < count; i++) {
        long offset = place(out, image + i) + y * out.stride(vertical);
        out.store(result, slidRows.result(i), offset, vertical, 1);
      }
    }
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
    Row input = worker.row(INPUT, type, width);
    Row middle = worker.row(MIDDLE, type, width);
    boolean isSum = !rowTaps.isMaximum() && rowTaps.begin(y) < rowTaps.begin(y + 1);
    middle.fill(0, width, isSum ? 0 : rowTaps.ofNothing());
    for (int tap = rowTaps.begin(y); tap < rowTaps.begin(y + 1); tap++) {
      long row = place(in, image) + rowTaps.index(tap) * in.stride(vertical);
      in.load(input, 0, row, vertical, 1);
      if (rowTaps.isMaximum()) {
        middle.max(0, input, 0, width);
      } else {
        middle.addScaled(0, input, 0, width, rowTaps.weight(tap));
      }
    }
    Row result = middle;
    if (!sameColumns) {
      result = worker.row(RESULT, type, outWidth);
      columns.apply(worker, result, 0, middle, 0, 1);
    }
    store(worker, result, image, y, y + 1);
  }

  private void store(Worker worker, Row result, long image, int first, int end) {
    Row sum = added(worker, result, image, 1, first, end);
    out.store(sum, 0, place(out, image) + first * out.stride(vertical), vertical, end - first);
  }

  /**
   * Copies the rows {@code first <= y < end} of an image whose first input is at {@code base}. What
   * has no input is left as it is.
   */
  private void copy(Row result, int at, Row input, int base, int first, int end) {
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

  /** What is left where nothing is copied; of two padded axes that is the same. */
  private double ofNothing() {
    return (sameColumns ? rowTaps : columnTaps).ofNothing();
  }

  /**
   * The rows {@code first <= y < end} of some images plus those of the addend, if there is one; the
   * result itself stays as it is.
   */
  private Row added(Worker worker, Row result, long image, int images, int first, int end) {
    if (addend == null) {
      return result;
    }
    int size = (end - first) * outWidth;
    Row sum = worker.row(SUM, type, (long) images * size);
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
