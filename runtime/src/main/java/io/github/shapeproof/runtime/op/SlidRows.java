package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Taps;
import io.github.shapeproof.runtime.Worker;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Even windows along the rows of several images, side by side in one long row: by {@link Slide
 * sliding}, with so many neutral elements between the images that all windows are whole.
 */
final class SlidRows implements Plan.Table {
  private final Even windows;
  private final Slide slide;
  private final DataType type;
  private final int images;
  private final int places;

  /** The factors of all results of sums. */
  private final Row weights;

  /**
   * @param windows of the taps, which are those of one row
   * @param images in a long row
   */
  SlidRows(Even windows, Taps taps, int width, int images, DataType type) {
    this.windows = windows;
    this.slide = new Slide(whole(taps.isMaximum()));
    this.type = type;
    this.images = images;
    int reached = windows.from(taps.outputs() - 1) + windows.kernel();
    int padded = windows.padding() + Math.max(width, reached);
    this.places = (padded + windows.stride() - 1) / windows.stride();
    this.weights = Row.create(type, taps.isMaximum() ? 0 : images * places);
    for (int i = 0; i < weights.capacity(); i++) {
      int output = i % places;
      weights.set(i, output < taps.outputs() ? taps.weight(taps.begin(output)) : 0);
    }
  }

  private Taps whole(boolean maximum) {
    Taps.Builder taps = maximum ? Taps.maxima(1) : Taps.sums(1);
    for (int i = 0; i < windows.kernel(); i++) {
      taps.tap(i, 1);
    }
    return taps.end().build();
  }

  @Override
  public long elements() {
    return weights.capacity();
  }

  /** In a long row. */
  int images() {
    return images;
  }

  /** What is between images: no window notices it. */
  double neutral() {
    return weights.capacity() == 0 ? Double.NEGATIVE_INFINITY : 0;
  }

  /** Elements of a long row of inputs. */
  int length() {
    return images * places * windows.stride();
  }

  /** Where the first input of an image is. */
  int input(int image) {
    return image * places * windows.stride() + windows.padding();
  }

  /** Elements of a long row of results. */
  int resultLength() {
    return images * places;
  }

  /** Where the first result of an image is; some undefined elements follow the last one. */
  int result(int image) {
    return image * places;
  }

  void apply(Worker worker, Row to, Row from) {
    int count = length();
    int whole = (count - windows.kernel()) / windows.stride() + 1;
    Row found =
        slide.windows(0, from, worker.row(ThreadRow.AXIS_INPUT, type, count), from, count, 1);
    to.pick(0, found, 0, windows.stride(), whole);
    if (weights.capacity() > 0) {
      to.multiply(0, weights, 0, whole);
    }
  }
}
