package io.github.shapeproof.runtime.op;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.runtime.GraphShape;
import io.github.shapeproof.runtime.GraphTensor;
import io.github.shapeproof.runtime.Operation;
import io.github.shapeproof.runtime.Plan;
import io.github.shapeproof.runtime.Row;
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
  public void plan(Plan plan, Tensor out, Tensor... inputs) {
    close(plan, left(layout, out, inputs[0]), inputs[0], inputs[2]);
    Tensor right = right(layout, out, inputs[0]);
    Elementwise.plan(plan, GatedConcat::open, right, inputs[1], inputs[2]);
  }

  @Override
  public GraphTensor define(GraphShape out, GraphTensor... inputs) {
    GraphTensor closed = inputs[2].map((graph, mask) -> mask.rsub(1));
    return GraphTensor.concat(
        layout == Layout.CHANNELS_LAST ? out.rank() - 1 : 1,
        inputs[0].multiply(closed),
        inputs[1].multiply(inputs[2]));
  }

  /** Where the image goes. */
  static Tensor left(Layout layout, Tensor out, Tensor image) {
    int channels = channels(layout, out);
    return out.slice(channels, 0, image.size(channels));
  }

  /** Where the features go. */
  static Tensor right(Layout layout, Tensor out, Tensor image) {
    int channels = channels(layout, out);
    return out.slice(channels, image.size(channels), out.size(channels));
  }

  private static int channels(Layout layout, Tensor out) {
    return layout == Layout.CHANNELS_LAST ? out.rank() - 1 : 1;
  }

  /** {@code left = image * (1 - mask)}. */
  static void close(Plan plan, Tensor left, Tensor image, Tensor mask) {
    Elementwise.plan(plan, GatedConcat::closed, left, image, mask);
  }

  private static void closed(Row image, Row[] mask, Row spare, int count) {
    mask[0].affine(0, count, -1, 1);
    image.multiply(0, mask[0], 0, count);
  }

  private static void open(Row features, Row[] mask, Row spare, int count) {
    features.multiply(0, mask[0], 0, count);
  }
}
