package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Row;
import io.github.shapeproof.runtime.Session;
import io.github.shapeproof.runtime.Tensor;

/**
 * {@code concat(image * (1 - mask), features * mask)} along the channels, of the inputs image,
 * features and mask, whose spatial sizes are equal; the mask has one channel.
 */
public final class GatedConcat implements Operation {
  private final Layout layout;

  public GatedConcat(Layout layout) {
    this.layout = layout;
  }

  @Override
  public void run(Session session, Tensor out, Tensor... inputs) {
    int channels = layout == Layout.CHANNELS_LAST ? out.rank() - 1 : 1;
    long split = inputs[0].size(channels);
    Tensor left = out.slice(channels, 0, split);
    Tensor right = out.slice(channels, split, out.size(channels));
    Elementwise.run(session, GatedConcat::closed, left, inputs[0], inputs[2]);
    Elementwise.run(session, GatedConcat::open, right, inputs[1], inputs[2]);
  }

  private static void closed(Row image, Row[] mask, Row spare, int count) {
    mask[0].affine(0, count, -1, 1);
    image.multiply(0, mask[0], 0, count);
  }

  private static void open(Row features, Row[] mask, Row spare, int count) {
    features.multiply(0, mask[0], 0, count);
  }
}
