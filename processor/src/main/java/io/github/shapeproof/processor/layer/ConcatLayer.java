package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;

/** The rule of {@code @Concat}: sizes along the axis add up, all others are equal. */
public final class ConcatLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    List<Named> inputs = layer.inputs(1, Integer.MAX_VALUE);
    int index = index(layer, inputs.get(0));
    Shape output = joined(layer, inputs, index);
    // Counted from the end where the number of leading dimensions is not known.
    int axis = output.hasRank() ? index : index - output.dims().size();
    Step step = new Step.Join(axis, Steps.tensors(inputs), output);
    return new Inference(
        output,
        List.of(),
        List.of(step),
        "concat along the " + Dimensions.name(layer, output, index));
  }

  /** Which of the known dimensions the axis is. */
  private static int index(LayerContext layer, Named first) {
    int axis = layer.attributes().integer("axis");
    if (axis == Concat.CHANNELS) {
      return Dimensions.channels(layer, first, layer.inputSite(0));
    }
    Shape shape = first.shape();
    int known = shape.dims().size();
    if (!shape.hasRank() && (axis >= 0 || axis < -known)) {
      throw layer.fault(
          Code.SP203,
          layer.site("axis"),
          "`%s` has axis = %d, but of `%s` %s only the last %s known"
              .formatted(
                  layer.field(),
                  axis,
                  first.name(),
                  shape,
                  known == 1 ? "dimension is" : known + " dimensions are"));
    }
    if (axis >= known || axis < -known) {
      Dimensions.requireRank(layer, first, 1, layer.inputSite(0));
      throw layer.fault(
          Code.SP305,
          layer.site("axis"),
          "`%s` has axis = %d, but `%s` %s has the axes %d to %d"
              .formatted(layer.field(), axis, first.name(), shape, -known, known - 1));
    }
    return axis < 0 ? known + axis : axis;
  }

  /**
   * The shape of tensors side by side.
   *
   * @param index which of the known dimensions they are joined along
   * @throws Fault if any other differs
   */
  static Shape joined(LayerContext layer, List<Named> inputs, int index) {
    Named first = inputs.get(0);
    Shape output = first.shape();
    for (int i = 1; i < inputs.size(); i++) {
      Named other = inputs.get(i);
      if (!Dimensions.sameRank(first.shape(), other.shape())) {
        throw Dimensions.ranksDiffer(layer, first, other, i);
      }
      for (int d = 0; d < output.dims().size(); d++) {
        Dim size = other.shape().dims().get(d);
        if (d == index) {
          output = output.with(d, output.dims().get(d).plus(size));
        } else {
          layer.requireEqual(
              first.shape().dims().get(d),
              size,
              Code.SP202,
              layer.inputSite(i),
              "`%s` joins `%s` %s and `%s` %s, which differ in the %s: %s against %s"
                  .formatted(
                      layer.field(),
                      first.name(),
                      first.shape(),
                      other.name(),
                      other.shape(),
                      Dimensions.name(layer, first.shape(), d),
                      first.shape().dims().get(d),
                      size));
        }
      }
    }
    return output;
  }

  @Override
  public List<String> adjustable() {
    return List.of("axis");
  }
}
