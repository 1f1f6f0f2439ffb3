package io.github.shapeproof.runtime.op;

import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Scratch.ThreadRow;
import io.github.shapeproof.runtime.Worker;

/**
 * Stores, pixel by pixel, {@code image * (1 - mask)} and behind it {@code mask * result}, channels
 * last.
 */
final class Gate implements Finish {
  private final Rows target;
  private final Rows image;
  private final Rows mask;

  /**
   * @param target has the channels of the image and of the result
   * @param mask has one channel
   */
  Gate(Rows target, Rows image, Rows mask) {
    this.target = target;
    this.image = image;
    this.mask = mask;
  }

  @Override
  public void store(Worker worker, Row result, long index, int images, int first, int end) {
    int pixels = images * (end - first) * mask.width();
    int channels = target.volume().inner();
    int ofImage = image.volume().inner();
    int ofResult = channels - ofImage;
    Row joined = worker.row(ThreadRow.FINISH_RESULT, result.type(), (long) pixels * channels);

    Row weights = worker.row(ThreadRow.FINISH_FACTOR, result.type(), pixels);
    mask.load(weights, 0, index, images, first, end);
    joined.scalePieces(ofImage, channels, result, 0, weights, ofResult, pixels);

    Row loaded = worker.row(ThreadRow.FINISH_MIDDLE, result.type(), (long) pixels * ofImage);
    image.load(loaded, 0, index, images, first, end);
    weights.affine(0, pixels, -1, 1);
    joined.scalePieces(0, channels, loaded, 0, weights, ofImage, pixels);

    target.store(joined, 0, index, images, first, end);
  }
}
