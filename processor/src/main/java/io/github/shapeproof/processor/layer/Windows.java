package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What convolutions and pools have in common: reading the window, and the size that a window
 * sliding over an axis leaves. Rules after Dumoulin and Visin, "A guide to convolution arithmetic
 * for deep learning" (2016).
 */
public final class Windows {
  private Windows() {}

  /** The array attributes that a windowed layer may have. */
  static String[] arrays(LayerContext layer) {
    return List.of("kernel", "stride", "dilation", "outputPadding", "pad").stream()
        .filter(layer.attributes()::has)
        .toArray(String[]::new);
  }

  /**
   * Reads kernel, stride, dilation and padding.
   *
   * @throws Fault if there is no kernel, {@code pad} stands beside {@code padding}, a number is out
   *     of range, or CAUSAL is asked for on more than one axis
   */
  static Window read(LayerContext layer, Spatial spatial) {
    List<Integer> kernel = kernel(layer, spatial);
    List<Integer> stride = numbers(layer, spatial, "stride").orElse(kernel);
    List<Integer> dilation =
        layer.attributes().has("dilation") ? spatial.spread("dilation", 1) : spatial.all(1);
    Padding padding = layer.attributes().constant("padding", Padding.class);
    boolean explicit = !layer.attributes().integers("pad").isEmpty();
    if (explicit && layer.attributes().isWritten("padding")) {
      throw layer.fault(
          Code.SP008,
          layer.site("pad"),
          "`%s` has both padding = %s and pad; leave one out".formatted(layer.field(), padding));
    }
    if (padding == Padding.CAUSAL && spatial.axes() != 1) {
      throw layer.fault(
          Code.SP011,
          layer.site("padding"),
          "`%s` has padding = CAUSAL on %d axes, but causal padding is for one spatial axis"
              .formatted(layer.field(), spatial.axes()));
    }
    Spatial.Sides sides = spatial.sides("pad");
    return new Window(kernel, stride, dilation, padding, sides.before(), sides.after());
  }

  /**
   * The kernel size along each axis.
   *
   * @throws Fault if it is missing or out of range
   */
  static List<Integer> kernel(LayerContext layer, Spatial spatial) {
    return numbers(layer, spatial, "kernel")
        .orElseThrow(
            () ->
                layer.fault(
                    Code.SP009,
                    layer.site("kernel"),
                    "`%s` has no kernel; give its size".formatted(layer.field())));
  }

  /** A number for each axis, from an array or its string twin; empty where neither is there. */
  private static Optional<List<Integer>> numbers(
      LayerContext layer, Spatial spatial, String attribute) {
    String twin = attribute + "Of";
    if (!layer.attributes().isGiven(twin)) {
      boolean absent = layer.attributes().integers(attribute).isEmpty();
      return absent ? Optional.empty() : Optional.of(spatial.spread(attribute, 1));
    }
    requireOne(layer, attribute);
    Dim value = layer.expression(twin);
    if (!value.isConstant()) {
      throw layer.fault(
          Code.SP501,
          layer.site(twin),
          "`%s` has %s = %s, a size of an input, but it must be a number"
              .formatted(layer.field(), attribute, value));
    }
    if (value.constant().signum() <= 0 || value.constant().bitLength() > 31) {
      throw layer.fault(
          Code.SP305,
          layer.site(twin),
          "`%s` has %s = %s, which must be from 1 to 2147483647"
              .formatted(layer.field(), attribute, value));
    }
    return Optional.of(spatial.all(value.constant().intValueExact()));
  }

  /**
   * Checks that neither kernel nor stride is said twice: all that is known where one is a symbol.
   *
   * @throws Fault where one is
   */
  public static void checkOpen(LayerContext layer) {
    requireOne(layer, "kernel");
    requireOne(layer, "stride");
  }

  private static void requireOne(LayerContext layer, String attribute) {
    String twin = attribute + "Of";
    if (layer.attributes().isGiven(attribute) && layer.attributes().isGiven(twin)) {
      throw layer.fault(
          Code.SP008,
          layer.site(twin),
          "`%s` has both %s and %s; leave one out".formatted(layer.field(), attribute, twin));
    }
  }

  /**
   * Sizes after a window with floor rounding: {@code (n + before + after - K) / stride + 1}, or
   * {@code ceil(n / stride)} under SAME, SAME_LOWER and CAUSAL.
   */
  static List<Dim> sizes(LayerContext layer, Spatial spatial, Window window) {
    List<Dim> sizes = new ArrayList<>();
    for (int axis = 0; axis < spatial.axes(); axis++) {
      Dim n = spatial.size(axis);
      long stride = window.stride().get(axis);
      if (window.padding() == Padding.VALID) {
        requireFit(layer, spatial, window, axis, 0);
        sizes.add(padded(n, window, axis).minus(window.extent(axis)).floorDiv(stride).plus(1));
      } else {
        sizes.add(n.ceilDiv(stride));
      }
    }
    return sizes;
  }

  /** {@code n + before + after}. */
  static Dim padded(Dim n, Window window, int axis) {
    return n.plus(window.before().get(axis)).plus(window.after().get(axis));
  }

  /**
   * Demands that the window fits into its padded input.
   *
   * @param overhang how many of its elements may reach past the end
   */
  static void requireFit(
      LayerContext layer, Spatial spatial, Window window, int axis, long overhang) {
    Dim padded = padded(spatial.size(axis), window, axis);
    long extent = window.extent(axis);
    int dilation = window.dilation().get(axis);
    String kernel =
        dilation == 1
            ? "kernel %d".formatted(window.kernel().get(axis))
            : "kernel %d with dilation %d spans %d and"
                .formatted(window.kernel().get(axis), dilation, extent);
    boolean pads = window.before().get(axis) > 0 || window.after().get(axis) > 0;
    layer.requireAtLeast(
        padded,
        Dim.of(extent - overhang),
        Code.SP301,
        layer.site("kernel", axis),
        "%s of `%s`".formatted("kernel " + window.kernel().get(axis), layer.field()),
        "`%s`: %s does not fit into the %s of `%s`, which is %s%s"
            .formatted(
                layer.field(),
                kernel,
                spatial.name(axis),
                spatial.input().name(),
                spatial.size(axis),
                pads ? ", %s with its padding".formatted(padded) : ""));
  }

  /** The window of a convolution that sees one element. */
  static Window point(Spatial spatial) {
    List<Integer> ones = spatial.all(1);
    List<Integer> none = spatial.all(0);
    return new Window(ones, ones, ones, Padding.VALID, none, none);
  }

  /** {@code "3 × 3, stride 2, same"}. */
  static String describe(Window window) {
    StringBuilder text = new StringBuilder(numbers(window.kernel()));
    if (window.stride().stream().anyMatch(s -> s != 1)) {
      text.append(", stride ").append(numbers(window.stride()));
    }
    if (window.dilation().stream().anyMatch(d -> d != 1)) {
      text.append(", dilation ").append(numbers(window.dilation()));
    }
    if (window.padding() != Padding.VALID) {
      text.append(", ").append(window.padding().name().toLowerCase(java.util.Locale.ROOT));
    } else if (!window.before().equals(window.after())) {
      text.append(", pad ").append(window.before()).append(" and ").append(window.after());
    } else if (window.before().stream().anyMatch(p -> p != 0)) {
      text.append(", pad ").append(numbers(window.before()));
    }
    return text.toString();
  }

  /** {@code "3"} or {@code "3 × 5"}. */
  static String numbers(List<Integer> values) {
    return values.stream().distinct().count() == 1
        ? values.get(0).toString()
        : values.stream().map(String::valueOf).collect(Collectors.joining(" × "));
  }
}
