package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/** Where the dimensions of a tensor stand, and what to call them. */
final class Dimensions {
  private static final List<String> SPATIAL = List.of("depth", "height", "width");

  private Dimensions() {}

  /**
   * The index, among the known dimensions, of the channels: the last, or under channels-first the
   * second.
   *
   * @param site where the tensor is named
   * @throws Fault if the tensor has none, or too little is known of it
   */
  static int channels(LayerContext layer, Named tensor, Site site) {
    Shape shape = tensor.shape();
    boolean last = layer.layout() == Layout.CHANNELS_LAST;
    if (!shape.hasRank() && !last) {
      throw unknownRank(layer, tensor, site);
    }
    int least = last ? 1 : 2;
    if (shape.dims().size() < least) {
      throw layer.fault(
          Code.SP203,
          site,
          "`%s` needs to know the channels of `%s`, but it is %s"
              .formatted(layer.field(), tensor.name(), shape.inWords()));
    }
    return last ? shape.dims().size() - 1 : 1;
  }

  /**
   * Refuses a tensor whose number of dimensions is not known, or is below {@code least}.
   *
   * @param site where the tensor is named
   */
  static void requireRank(LayerContext layer, Named tensor, int least, Site site) {
    if (!tensor.shape().hasRank()) {
      throw unknownRank(layer, tensor, site);
    }
    if (tensor.shape().rank() < least) {
      throw layer.fault(
          Code.SP203,
          site,
          "`%s` needs at least %s, but `%s` is %s, which has %d"
              .formatted(
                  layer.field(),
                  Counted.of(least, "dimension"),
                  tensor.name(),
                  tensor.shape().inWords(),
                  tensor.shape().rank()));
    }
  }

  private static Fault unknownRank(LayerContext layer, Named tensor, Site site) {
    return layer.fault(
        Code.SP203,
        site,
        "`%s` needs to know the number of dimensions of `%s`, which is %s"
            .formatted(layer.field(), tensor.name(), tensor.shape()));
  }

  /** Whether two tensors have the same number of dimensions, known or not. */
  static boolean sameRank(Shape a, Shape b) {
    return a.leading().equals(b.leading()) && a.dims().size() == b.dims().size();
  }

  /** The end of a sentence about two shapes, whose {@code ...} would make them look alike. */
  static String openRanks(Shape a, Shape b) {
    boolean open = !a.hasRank() && !b.hasRank() && !a.leading().equals(b.leading());
    return open ? "; the ... of two inputs may be different dimensions" : "";
  }

  /** A shape without one of its known dimensions. */
  static Shape without(Shape shape, int index) {
    List<Dim> dims = new ArrayList<>(shape.dims());
    dims.remove(index);
    return new Shape(shape.leading(), dims);
  }

  /** {@code "height"}, {@code "channels"}, or {@code "dimension 1"} where it is not a map. */
  static String name(LayerContext layer, Shape shape, int index) {
    int axes = layer.modelAxes();
    if (!shape.hasRank()) {
      return "dimension " + (index - shape.dims().size());
    }
    if (shape.rank() != axes + 2) {
      return "dimension " + index;
    }
    if (index == 0) {
      return "batch";
    }
    boolean last = layer.layout() == Layout.CHANNELS_LAST;
    int axis = last ? index - 1 : index - 2;
    return axis < 0 || axis >= axes ? "channels" : SPATIAL.get(3 - axes + axis);
  }

  /** The fault of an input that has more or fewer dimensions than the first. */
  static Fault ranksDiffer(LayerContext layer, Named first, Named other, int index) {
    return layer.fault(
        Code.SP203,
        layer.inputSite(index),
        "`%s` needs as many dimensions in all inputs, but `%s` is %s and `%s` is %s%s"
            .formatted(
                layer.field(),
                first.name(),
                first.shape().inWords(),
                other.name(),
                other.shape().inWords(),
                openRanks(first.shape(), other.shape())));
  }
}
