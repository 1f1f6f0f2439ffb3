package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Worker;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The windows of small images of one element a place that follow each other, by {@link Slide
 * sliding}: down the columns first, then along the rows that are left.
 */
final class SlidImages implements Plan.Table {
  private final Slide rows;
  private final Slide columns;
  private final DataType type;
  private final int height;
  private final int width;
  private final int outHeight;
  private final int outWidth;
  private final int batch;

  /** Where the windows of each row, and of each column, begin. */
  private final int[] rowBegins;

  private final int[] columnBegins;

  /** The length that most windows along a row have. */
  private final int usual;

  /** From one such window to the next, over all lines alike, or 0 where it varies. */
  private final int step;

  /** For each length where the windows begin on all lines; for the usual one, as if all were. */
  private final int[][] begins;

  /** For each length the places of the results on all lines. */
  private final int[][] places;

  /** For each length but the usual one where its windows are kept: one after another. */
  private final int[] keptAt;

  /** The factors of all results of sums. */
  private final Row weights;

  /**
   * @param rowTaps whose outputs are {@link Taps#areWindows windows}
   * @param columnTaps likewise; of maxima where those of the rows are, unless rows stay as they are
   * @param images at most, of one call
   */
  SlidImages(Taps rowTaps, Taps columnTaps, int height, int width, int images, DataType type) {
    this.rows = new Slide(rowTaps);
    this.columns = new Slide(columnTaps);
    this.type = type;
    this.height = height;
    this.width = width;
    this.outHeight = rowTaps.outputs();
    this.outWidth = columnTaps.outputs();
    this.batch = images;
    this.rowBegins = begins(rowTaps);
    this.columnBegins = begins(columnTaps);
    int[] sizes = IntStream.range(0, columns.groups()).map(this::perLine).toArray();
    this.usual =
        IntStream.range(0, sizes.length).reduce((a, b) -> sizes[b] > sizes[a] ? b : a).orElse(0);
    this.step = step(columns.outputs(usual));
    this.begins = new int[sizes.length][];
    this.places = new int[sizes.length][];
    this.keptAt = new int[sizes.length];
    int kept = 0;
    for (int group = 0; group < sizes.length; group++) {
      int[] some = columns.outputs(group);
      IntStream all = group == usual ? IntStream.range(0, outWidth) : Arrays.stream(some);
      begins[group] = onAllLines(all.map(x -> columnBegins[x]).toArray(), width);
      places[group] = onAllLines(some, outWidth);
      keptAt[group] = kept;
      kept += group == usual ? 0 : batch * outHeight * some.length;
    }
    this.weights = Row.create(type, columnTaps.isMaximum() ? 0 : batch * outHeight * outWidth);
    for (int i = 0; i < weights.capacity(); i++) {
      int row = rowTaps.begin(i / outWidth % outHeight);
      weights.set(i, rowTaps.weight(row) * columnTaps.weight(columnTaps.begin(i % outWidth)));
    }
  }

  @Override
  public long elements() {
    long elements = weights.capacity();
    for (int group = 0; group < begins.length; group++) {
      elements += begins[group].length + places[group].length;
    }
    return elements;
  }

  private static int[] begins(Taps taps) {
    return IntStream.range(0, taps.outputs()).map(x -> taps.index(taps.begin(x))).toArray();
  }

  private int perLine(int group) {
    return columns.outputs(group).length;
  }

  private int step(int[] outputs) {
    int distance = width % outWidth == 0 ? width / outWidth : 0;
    int origin = columnBegins[outputs[0]] - distance * outputs[0];
    boolean isEven = Arrays.stream(outputs).allMatch(x -> columnBegins[x] == origin + distance * x);
    return isEven ? distance : 0;
  }

  private int[] onAllLines(int[] line, int length) {
    return IntStream.range(0, batch * outHeight)
        .flatMap(y -> Arrays.stream(line).map(x -> y * length + x))
        .toArray();
  }

  /** Computes images that follow each other without gaps, from the start of both rows. */
  void apply(Worker worker, Row to, Row from, int images) {
    Row middle = worker.row(ThreadRow.AXIS_MIDDLE, type, (long) batch * outHeight * width);
    down(worker, middle, from, images);
    along(worker, to, middle, images * outHeight);
    if (weights.capacity() > 0) {
      to.multiply(0, weights, 0, images * outHeight * outWidth);
    }
  }

  private void down(Worker worker, Row to, Row from, int images) {
    int size = height * width;
    Row windows = from;
    for (int group = 0; group < rows.groups(); group++) {
      windows = rows.windows(group, windows, scratch(worker), from, images * size, width);
      for (int y : rows.outputs(group)) {
        int begin = rowBegins[y] * width;
        for (int image = 0; image < images; image++) {
          to.copy((image * outHeight + y) * width, windows, image * size + begin, width);
        }
      }
    }
  }

  private void along(Worker worker, Row to, Row from, int lines) {
    Row kept = worker.row(ThreadRow.AXIS_RESULT, type, (long) batch * outHeight * outWidth);
    Row windows = from;
    for (int group = 0; group < columns.groups(); group++) {
      windows = columns.windows(group, windows, scratch(worker), from, lines * width, 1);
      if (group != usual) {
        kept.gather(keptAt[group], windows, 0, begins[group], 0, lines * perLine(group));
      } else if (step > 0) {
        int first = columns.outputs(group)[0];
        to.pick(first, windows, columnBegins[first], step, lines * outWidth - first);
      } else {
        to.gather(0, windows, 0, begins[group], 0, lines * outWidth);
      }
    }
    for (int group = 0; group < begins.length; group++) {
      if (group != usual) {
        to.scatter(0, places[group], kept, keptAt[group], lines * perLine(group));
      }
    }
  }

  private Row scratch(Worker worker) {
    return worker.row(
        ThreadRow.AXIS_INPUT, type, (long) batch * Math.max(height, outHeight) * width);
  }
}
