package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The spatial side of a layer: how many axes it works on, where they and the channels stand in its
 * input, and its array attributes spread over them. Axes are numbered from 0 in the order depth,
 * height, width.
 */
public final class Spatial {
  private static final List<String> NAMES = List.of("depth", "height", "width");

  private final LayerContext layer;
  private final Named input;
  private final int axes;

  /** The attribute that says another number of axes than the model, or {@code ""}. */
  private final String saidBy;

  private Spatial(LayerContext layer, Named input, int axes, String decidedBy) {
    this.layer = layer;
    this.input = input;
    this.axes = axes;
    this.saidBy = axes == layer.modelAxes() ? "" : decidedBy;
  }

  /**
   * The spatial side of a layer on its input. The number of axes is the length of its arrays of
   * more than one value, else its own {@code axes}, else the model's.
   *
   * @param arrays the layer's attributes with a value for each axis
   * @throws Fault if the arrays' lengths disagree, or the input has not two dimensions more
   */
  public static Spatial of(LayerContext layer, Named input, String... arrays) {
    Spatial spatial = read(layer, input, List.of(arrays));
    boolean atFault = !spatial.saidBy.isEmpty() && input.shape().hasRank();
    spatial.checkRank(
        input,
        atFault
            ? layer.site(spatial.saidBy)
            : layer.inputSite(Math.max(layer.inputs().indexOf(input), 0)));
    return spatial;
  }

  private static Spatial read(LayerContext layer, Named input, List<String> arrays) {
    int own = layer.attributes().integer("axes");
    if (own < 0 || own > 3) {
      throw layer.fault(
          Code.SP305,
          layer.site("axes"),
          "`%s` has axes = %d, which must be 1, 2 or 3".formatted(layer.field(), own));
    }
    int fallback = own == 0 ? layer.modelAxes() : own;
    int axes = 0;
    String decidedBy = "";
    for (String array : arrays) {
      int length = layer.attributes().length(array);
      boolean sided = array.equals("pad") || array.equals("amounts");
      int stands = sided ? axesOfSides(length, axes == 0 ? fallback : axes) : length;
      if (length <= 1 || stands == axes) {
        continue;
      }
      if (axes != 0 || stands > 3 || (own != 0 && stands != own)) {
        String against =
            axes != 0
                ? "%s stands for %s".formatted(decidedBy, count(axes))
                : own != 0 ? "axes = " + own : "there are at most 3 spatial axes";
        throw layer.fault(
            Code.SP010,
            layer.site(array),
            "`%s` has %d values in %s, but %s".formatted(layer.field(), length, array, against));
      }
      axes = stands;
      decidedBy = array;
    }
    return new Spatial(layer, input, axes == 0 ? fallback : axes, own != 0 ? "axes" : decidedBy);
  }

  /** Sides come one for each axis or two for each; where both fit, the known number decides. */
  private static int axesOfSides(int length, int known) {
    if (length == known || length == 2 * known) {
      return known;
    }
    return length > 3 && length % 2 == 0 ? length / 2 : length;
  }

  private static String count(int n) {
    return n == 1 ? "1 axis" : n + " axes";
  }

  /**
   * Refuses a tensor that has not two dimensions more than there are axes.
   *
   * @param site where it is named
   */
  public void checkRank(Named tensor, Site site) {
    Shape shape = tensor.shape();
    if (!shape.hasRank()) {
      throw layer.fault(
          Code.SP203,
          site,
          "`%s` needs to know the number of dimensions of `%s`, which is %s"
              .formatted(layer.field(), tensor.name(), shape));
    }
    if (shape.rank() != axes + 2) {
      throw layer.fault(
          Code.SP203,
          site,
          "`%s` works on %s and needs %d dimensions (%s), but `%s` is %s, which has %d"
              .formatted(
                  layer.field(),
                  count(axes),
                  axes + 2,
                  letters(),
                  tensor.name(),
                  shape.inWords(),
                  shape.rank()));
    }
  }

  private String letters() {
    String sizes = "DHW".substring(3 - axes);
    return String.join(
        ",", (layer.layout() == Layout.CHANNELS_LAST ? "N" + sizes + "C" : "NC" + sizes).split(""));
  }

  /** Number of spatial axes. */
  public int axes() {
    return axes;
  }

  /** The axes' numbers, for loops. */
  public IntStream each() {
    return IntStream.range(0, axes);
  }

  /** The word for an axis. */
  public String name(int axis) {
    return NAMES.get(3 - axes + axis);
  }

  /** The dimension of a shape that an axis is. */
  public int dimension(int axis) {
    return layer.layout() == Layout.CHANNELS_LAST ? 1 + axis : 2 + axis;
  }

  /** The dimension that holds the channels. */
  public int channelDimension() {
    return layer.layout() == Layout.CHANNELS_LAST ? axes + 1 : 1;
  }

  /** The input. */
  public Named input() {
    return input;
  }

  /** The input's size along an axis. */
  public Dim size(int axis) {
    return size(input.shape(), axis);
  }

  /** The size along an axis of a shape of this rank. */
  public Dim size(Shape shape, int axis) {
    return shape.dims().get(dimension(axis));
  }

  /** The input's channels. */
  public Dim channels() {
    return input.shape().dims().get(channelDimension());
  }

  /** The input's batch dimension. */
  public Dim batch() {
    return input.shape().dims().get(0);
  }

  /** The input's shape with other channels and other sizes. */
  public Shape output(List<Dim> sizes, Dim channels) {
    List<Dim> dims = new ArrayList<>(input.shape().dims());
    each().forEach(axis -> dims.set(dimension(axis), plain(sizes.get(axis))));
    dims.set(channelDimension(), channels);
    return Shape.of(dims);
  }

  private Dim plain(Dim size) {
    return layer.proofs().plain(size, layer.site());
  }

  /**
   * An array attribute with a value for each axis, each at least {@code least}.
   *
   * @throws Fault if it has the wrong length or a smaller value
   */
  public List<Integer> spread(String attribute, int least) {
    List<Integer> values = layer.attributes().integers(attribute);
    checkLength(attribute, values.size(), false);
    checkItems(attribute, values, least);
    return values.size() == 1 ? all(values.get(0)) : values;
  }

  /**
   * An array attribute, or a value for each axis where it is left out.
   *
   * @param otherwise what counts when the array is empty
   */
  public List<Integer> spread(String attribute, int least, List<Integer> otherwise) {
    return layer.attributes().integers(attribute).isEmpty() ? otherwise : spread(attribute, least);
  }

  /**
   * An array attribute of numbers with fractions, with a value for each axis.
   *
   * @throws Fault if it has the wrong length
   */
  public List<Double> spreadReals(String attribute) {
    List<Double> values = layer.attributes().reals(attribute);
    checkLength(attribute, values.size(), false);
    return values.size() == 1 ? Collections.nCopies(axes, values.get(0)) : values;
  }

  /**
   * An array attribute with any number of values, but at least one, each at least {@code least}.
   *
   * @throws Fault if it is empty or has a smaller value
   */
  public List<Integer> list(String attribute, int least) {
    List<Integer> values = layer.attributes().integers(attribute);
    if (values.isEmpty()) {
      throw layer.fault(
          Code.SP010,
          layer.site(attribute),
          "`%s` has no values in %s, but needs at least one".formatted(layer.field(), attribute));
    }
    checkItems(attribute, values, least);
    return values;
  }

  /** The same value for each axis. */
  public List<Integer> all(int value) {
    return Collections.nCopies(axes, value);
  }

  /**
   * Amounts at both ends of each axis, from one value for all, one for each axis, or two for each
   * axis (all befores, then all afters).
   */
  public Sides sides(String attribute) {
    List<Integer> values = layer.attributes().integers(attribute);
    if (values.isEmpty()) {
      return new Sides(all(0), all(0));
    }
    if (values.size() == 2 * axes) {
      checkItems(attribute, values, 0);
      return new Sides(values.subList(0, axes), values.subList(axes, 2 * axes));
    }
    checkLength(attribute, values.size(), true);
    List<Integer> both = spread(attribute, 0);
    return new Sides(both, both);
  }

  private void checkItems(String attribute, List<Integer> values, int least) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) < least) {
        throw layer.fault(
            Code.SP305,
            layer.site(attribute, i),
            "`%s` has %s = %d, which must be at least %d"
                .formatted(layer.field(), attribute, values.get(i), least));
      }
    }
  }

  private void checkLength(String attribute, int length, boolean sided) {
    if (length != 1 && length != axes) {
      throw layer.fault(
          Code.SP010,
          layer.site(attribute),
          "`%s` has %d values in %s, but works on %s: give 1%s%s"
              .formatted(
                  layer.field(),
                  length,
                  attribute,
                  count(axes),
                  axes == 1 ? "" : " or " + axes,
                  sided ? " or " + 2 * axes : ""));
    }
  }

  /**
   * Amounts at the two ends of each axis.
   *
   * @param before at the beginning, in elements
   * @param after at the end, in elements
   */
  public record Sides(List<Integer> before, List<Integer> after) {
    @Override
    public String toString() {
      return before.equals(after)
          ? Windows.numbers(before)
          : Windows.numbers(before) + " before, " + Windows.numbers(after) + " after";
    }
  }
}
