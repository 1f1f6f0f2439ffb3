package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.PoolKind;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rules that max and average pools share: sliding, adaptive and global. */
final class Pools {
  private Pools() {}

  /**
   * A sliding pool.
   *
   * @param operation the runtime's name for it
   * @param flags arguments of the operation behind layout and window; its sizes tell it the ceil
   *     mode
   */
  static Inference sliding(LayerContext layer, PoolKind kind, String operation, Object... flags) {
    Spatial spatial = Spatial.of(layer, layer.input(), Windows.arrays(layer));
    Window window = Windows.read(layer, spatial);
    checkPadding(layer, spatial, window);
    boolean ceilMode = layer.attributes().flag("ceilMode");
    List<Dim> sizes =
        ceilMode && window.padding() == Padding.VALID
            ? ceilSizes(layer, spatial, window)
            : Windows.sizes(layer, spatial, window);
    Shape output = spatial.output(sizes, spatial.channels());
    List<Object> arguments = new ArrayList<>(List.of(layer.layout(), window));
    arguments.addAll(List.of(flags));
    Step step = Steps.run(operation, arguments, List.of(spatial.input()), output);
    String description =
        word(kind) + " pool " + Windows.describe(window) + (ceilMode ? ", ceil mode" : "");
    return new Inference(output, List.of(), List.of(step), description);
  }

  /** PyTorch's limit, half of the kernel: no window may lie in the padding alone. */
  private static void checkPadding(LayerContext layer, Spatial spatial, Window window) {
    for (int axis = 0; axis < spatial.axes(); axis++) {
      checkPadding(layer, spatial, window, axis, window.before().get(axis), axis);
      checkPadding(layer, spatial, window, axis, window.after().get(axis), spatial.axes() + axis);
    }
  }

  private static void checkPadding(
      LayerContext layer, Spatial spatial, Window window, int axis, int pad, int item) {
    int kernel = window.kernel().get(axis);
    if (pad > kernel / 2) {
      boolean bothSides = layer.attributes().integers("pad").size() <= spatial.axes();
      throw layer.fault(
          Code.SP304,
          layer.site("pad", bothSides ? axis : item),
          "`%s` has pad = %d for the %s, more than half of its kernel %d"
              .formatted(layer.field(), pad, spatial.name(axis), kernel));
    }
  }

  /**
   * Sizes under ceil mode, {@code ceil((n + b + min(0, e - K + s)) / s)}: windows start where they
   * still touch the input or the padding before it, and may reach past the end.
   */
  private static List<Dim> ceilSizes(LayerContext layer, Spatial spatial, Window window) {
    List<Dim> sizes = new ArrayList<>();
    for (int axis = 0; axis < spatial.axes(); axis++) {
      long stride = window.stride().get(axis);
      long reach = window.after().get(axis) - window.extent(axis) + stride;
      if (reach < 0) {
        Windows.requireFit(layer, spatial, window, axis, stride - 1);
      }
      Dim last = spatial.size(axis).plus(window.before().get(axis)).plus(Math.min(0, reach));
      sizes.add(last.ceilDiv(stride));
    }
    return sizes;
  }

  /** A pool whose windows follow from the size wanted. */
  static Inference adaptive(LayerContext layer, PoolKind kind) {
    Spatial spatial = Spatial.of(layer, layer.input(), "size");
    Target target = Target.size(layer, spatial);
    Shape output = target.shape(spatial);
    Step step = Fit.pool(layer, kind, new Operand.Tensor(spatial.input().name()), output);
    String description = "adaptive %s pool to %s".formatted(word(kind), target.text());
    return target.in(spatial, new Inference(output, List.of(), List.of(step), description));
  }

  /** A pool over the whole of each map. */
  static Inference global(LayerContext layer, PoolKind kind, String operation) {
    Spatial spatial = Spatial.of(layer, layer.input());
    Shape output =
        layer.attributes().flag("keepDims")
            ? spatial.output(
                spatial.each().mapToObj(axis -> Dim.of(1)).toList(), spatial.channels())
            : Shape.of(spatial.batch(), spatial.channels());
    Step step = Steps.run(operation, List.of(layer.layout()), List.of(spatial.input()), output);
    return new Inference(output, List.of(), List.of(step), "global %s pool".formatted(word(kind)));
  }

  private static String word(PoolKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
