package io.github.shapeproof.runtime.op;

import static io.github.shapeproof.runtime.op.Volume.WIDTH;

import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Worker;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Applies taps to the rows and to the columns of many images: the width of a volume, and one of its
 * other axes.
 *
 * <p>{@link LongRows} are loaded one by one; where rows are short, whole images are, several at a
 * time. Both axes are then done on the heap, in the order that is less work.
 */
final class ImagePass {
  /**
   * Elements of an image that is copied or slid over whole: several fit in the second level cache.
   */
  private static final int BLOCK = 16_384;

  /** Elements of copied blocks and of several images: several fit in the first level cache. */
  private static final int SMALL_BLOCK = 3_072;

  /** Shorter rows of one element a column cost more to load one by one than to slide over all. */
  private static final int SHORT_ROW = 96;

  /** Elements that make a loop long. */
  private static final int LONG_LOOP = 1_024;

  /** What a {@link Finish} does with each element, about. */
  private static final long FINISH_STEPS = 3;

  /** Of so many rows for each result, long ones are best combined one by one. */
  private static final int FEW_ROWS = 8;

  /** Rows of {@link Phases} count as short up to here, */
  private static final int SHORT_PHASES = 600;

  /** in images of so many elements, */
  private static final int PHASES_BLOCK = 65_536;

  /** if there are images enough for several threads. */
  private static final int ENOUGH = 16;

  private final Plan plan;
  private final Images images;
  private final Taps rowTaps;
  private final Taps columnTaps;
  private final int inner;
  private final DataType type;
  private final int height;
  private final int outHeight;
  private final int width;
  private final int outWidth;
  private final boolean sameRows;
  private final boolean sameColumns;
  private final boolean columnsFirst;

  /** Where all is copied. */
  private final @Nullable Copies copies;

  /** Takes windows of small images of one element a column. */
  private final @Nullable SlidImages slid;

  private final Columns rows;
  private final Columns columns;

  /** Images that are loaded at a time, or 0 where rows or blocks of them are. */
  private final int batch;

  private final LongRows longRows;

  private record SlidRowsKey(Taps columns, int width, int images, DataType type) {
    Found make() {
      Even even = Even.of(columns, width);
      return new Found(even == null ? null : new SlidRows(even, columns, width, images, type));
    }
  }

  private record Found(@Nullable SlidRows rows) implements Plan.Table {
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
   * @param finish stores the result in place of {@code out}, if anything does: of images along the
   *     height
   */
  ImagePass(
      Plan plan,
      Volume in,
      Volume out,
      int vertical,
      Taps rows,
      Taps columns,
      @Nullable Finish finish) {
    this.plan = plan;
    this.images = new Images(new Rows(in, vertical), new Rows(out, vertical), finish);
    this.rowTaps = rows;
    this.columnTaps = columns;
    this.inner = in.inner();
    this.type = images.type();
    this.height = images.height();
    this.outHeight = images.outHeight();
    this.width = images.width();
    this.outWidth = images.outWidth();
    this.sameRows = rows.isIdentity(height);
    this.sameColumns = columns.isIdentity(in.size(WIDTH));
    Columns rowsFirst = columns(rows, height, width, 1);
    Columns rowsLast = columns(rows, height, outWidth, 1);
    long lineCost = columns(columns, in.size(WIDTH), inner, 1).cost();
    boolean copied = Copies.are(rows, columns, outWidth);
    this.copies = copied ? new Copies(rows, columns, inner, width) : null;
    this.columnsFirst =
        !sameColumns
            && height * lineCost + rowsLast.cost() < outHeight * lineCost + rowsFirst.cost();
    SlidRows slidRows = isSlid() && width >= SHORT_ROW && !images.areFinished() ? slidRows() : null;
    int between = columnsFirst ? outWidth : width;
    long largest = (long) Math.max(height, outHeight) * Math.max(width, outWidth);
    boolean isWholeSlid = isSlid() && slidRows == null && largest <= BLOCK;
    boolean areShortPhases =
        copies == null
            && rowsFirst.arePhases()
            && between < SHORT_PHASES
            && largest <= PHASES_BLOCK
            && images.count() >= ENOUGH;
    boolean areShort = areShortPhases || (between < Columns.WIDE && largest <= LongRows.MANY);
    boolean isWhole = isWholeSlid || (copied && largest <= BLOCK) || (slidRows == null && areShort);
    this.batch = isWhole ? (int) Math.max(1, Math.min(images.count(), SMALL_BLOCK / largest)) : 0;
    int lines = Math.max(1, batch) * (columnsFirst ? height : outHeight);
    this.rows = columns(rows, height, between, Math.max(1, batch));
    this.columns = columns(columns, in.size(WIDTH), inner, lines);
    this.slid = isWholeSlid ? slid() : null;
    this.longRows = new LongRows(images, rows, this.columns, columnsFirst, sameColumns, slidRows);
  }

  private boolean isSlid() {
    boolean fewLongRows = width >= Columns.WIDE && outHeight * FEW_ROWS <= height;
    return inner == 1
        && !fewLongRows
        && !sameColumns
        && copies == null
        && rowTaps.areWindows()
        && columnTaps.areWindows();
  }

  private @Nullable SlidRows slidRows() {
    boolean isMixed = rowTaps.isMaximum() != columnTaps.isMaximum() && !sameRows;
    if (isMixed || (long) rowTaps.reach() * width > LongRows.MANY) {
      return null;
    }
    int together = (int) Math.max(1, Math.min(images.count(), LONG_LOOP / width));
    SlidRowsKey key = new SlidRowsKey(columnTaps, width, together, type);
    SlidRows found = plan.memo(key, SlidRowsKey::make).rows;
    return found != null && (long) rowTaps.reach() * found.length() <= LongRows.MANY ? found : null;
  }

  private SlidImages slid() {
    SlidImagesKey key = new SlidImagesKey(rowTaps, columnTaps, height, width, batch, type);
    return plan.memo(key, SlidImagesKey::make);
  }

  private Columns columns(Taps taps, int inputs, int inner, int lines) {
    int batch = Columns.batch(lines, Columns.length(taps.outputs(), inner));
    return plan.memo(new Key(taps, inputs, inner, batch, type), Key::columns);
  }

  void plan() {
    long ofFinish = images.areFinished() ? FINISH_STEPS : 0;
    long steps = outHeight * (1 + ofFinish) * outWidth + height * (long) width;
    boolean isReduced = copies == null && slid == null && !longRows.areSlid();
    if (isReduced) {
      columns.ready();
    }
    if (batch > 0) {
      if (isReduced) {
        rows.ready();
      }
      plan.loop((images.count() + batch - 1) / batch, batch * steps, this::inBatches);
    } else if (copies != null) {
      inBlocks(copies, steps);
    } else {
      long rowSteps = longRows.imagesPerRow() * steps / outHeight;
      plan.loop(longRows.count(), rowSteps, longRows::run);
    }
  }

  private void inBatches(Worker worker, long from, long to) {
    int size = height * width;
    int outSize = outHeight * outWidth;
    Row input = worker.row(ThreadRow.INPUT, type, (long) batch * size);
    Row middle =
        worker.row(
            ThreadRow.MIDDLE, type, (long) batch * Math.max(height * outWidth, outHeight * width));
    Row result = worker.row(ThreadRow.RESULT, type, (long) batch * outSize);
    if (copies != null) {
      copies.fill(result, batch * outHeight);
    }
    for (long first = from * batch; first < Math.min(images.count(), to * batch); first += batch) {
      int count = (int) Math.min(batch, images.count() - first);
      images.load(input, first, count);
      if (copies != null) {
        for (int image = 0; image < count; image++) {
          copies.copy(result, image * outSize, input, image * size, 0, outHeight);
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
      images.store(worker, result, first, count);
    }
  }

  /** Copies blocks of rows. */
  private void inBlocks(Copies copies, long steps) {
    long perRow = Math.max((long) width * height / outHeight, outWidth);
    int most = (int) Math.max(1, Math.min(outHeight, SMALL_BLOCK / perRow));
    int blocks = (outHeight + most - 1) / most;
    plan.loop(
        images.count() * blocks,
        steps / blocks,
        (worker, from, to) -> {
          for (long item = from; item < to; item++) {
            int first = (int) (item % blocks) * most;
            block(worker, copies, item / blocks, first, Math.min(outHeight, first + most));
          }
        });
  }

  /** Copies to the rows {@code first <= y < end} of an image. */
  private void block(Worker worker, Copies copies, long image, int first, int end) {
    int above = rowTaps.first(first, end);
    int needed = rowTaps.last(first, end) + 1 - above;
    Row input = worker.row(ThreadRow.INPUT, type, (long) needed * width);
    Row result = worker.row(ThreadRow.RESULT, type, (long) (end - first) * outWidth);
    images.loadRows(input, 0, image, above, needed);
    copies.fill(result, end - first);
    copies.copy(result, 0, input, -above * width, first, end);
    images.storeRows(worker, result, image, first, end);
  }
}
