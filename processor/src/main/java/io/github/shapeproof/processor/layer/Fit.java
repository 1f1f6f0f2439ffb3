package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.Anchor;
import io.github.shapeproof.annotation.PadMode;
import io.github.shapeproof.annotation.PoolKind;
import io.github.shapeproof.annotation.ResizeMethod;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;

/**
 * The ways to bring a map to a given spatial size, each a step together with what it demands of the
 * sizes. Layers that only resize, crop or pad use them, and so do those that reconcile two maps.
 */
final class Fit {
  private Fit() {}

  /** Interpolates to the spatial size of {@code output}. */
  static Step resize(
      LayerContext layer, ResizeMethod method, boolean alignCorners, Operand source, Shape output) {
    Step.Run resize = step("Resize", List.of(layer.layout(), method, alignCorners), source, output);
    // Averages of areas are pools, which have faster ways of their own.
    return method == ResizeMethod.AREA ? resize : resize.with(Fusing.GIVES_ROWS);
  }

  /** AREA where a size falls, then BILINEAR where one rises, as the sizes of each call tell. */
  static Step resizeByCall(LayerContext layer, Operand source, Shape output) {
    return step("ResizeByCall", List.of(layer.layout()), source, output);
  }

  /** Pools adaptively, to exactly the spatial size of {@code output}. */
  static Step pool(LayerContext layer, PoolKind kind, Operand source, Shape output) {
    String operation = kind == PoolKind.MAX ? "AdaptiveMaxPool" : "AdaptiveAvgPool";
    return step(operation, List.of(layer.layout()), source, output);
  }

  /**
   * Keeps a part, where the anchor says.
   *
   * @throws Fault if the target is always larger than the map
   */
  static Step crop(
      LayerContext layer, Spatial spatial, Target target, Anchor anchor, Operand source) {
    requireWithin(layer, spatial, target, spatial.all(0));
    return step("Crop", List.of(layer.layout(), List.of(), anchor), source, target.shape(spatial));
  }

  /**
   * Demands that the target lies inside the map.
   *
   * @param offset where it begins on each axis
   */
  static void requireWithin(
      LayerContext layer, Spatial spatial, Target target, List<Integer> offset) {
    spatial
        .each()
        .forEach(
            axis -> {
              Dim size = target.sizes().get(axis);
              int begin = offset.get(axis);
              layer.requireAtLeast(
                  spatial.size(axis),
                  size.plus(begin),
                  Code.SP208,
                  begin == 0 ? target.sites().get(axis) : layer.site("offset", axis),
                  "crop of `%s`".formatted(layer.field()),
                  "`%s` cuts a %s of %s%s out of `%s`, whose %s is only %s"
                      .formatted(
                          layer.field(),
                          spatial.name(axis),
                          size,
                          begin == 0 ? "" : ", beginning at %d,".formatted(begin),
                          spatial.input().name(),
                          spatial.name(axis),
                          spatial.size(axis)));
            });
  }

  /**
   * Pads on both sides alike, the odd element after.
   *
   * @throws Fault if the target is always smaller than the map, or further off than {@code mode}
   *     reaches
   */
  static Step pad(
      LayerContext layer,
      Spatial spatial,
      Target target,
      PadMode mode,
      double value,
      Operand source) {
    for (int axis = 0; axis < spatial.axes(); axis++) {
      Dim n = spatial.size(axis);
      Dim size = target.sizes().get(axis);
      layer.requireAtLeast(
          size,
          n,
          Code.SP208,
          target.sites().get(axis),
          "padding of `%s`".formatted(layer.field()),
          "`%s` pads to a %s of %s, but that of `%s` is %s already"
              .formatted(layer.field(), spatial.name(axis), size, spatial.input().name(), n));
      requireReach(layer, spatial, axis, mode, size.minus(n).ceilDiv(2), target);
    }
    return step(
            "Pad", List.of(layer.layout(), mode, value, List.of()), source, target.shape(spatial))
        .with(Fusing.GIVES_ROWS);
  }

  /**
   * Demands that a mirror image is large enough: REFLECT leaves out the edge, SYMMETRIC does not.
   */
  static void requireReach(
      LayerContext layer, Spatial spatial, int axis, PadMode mode, Dim pad, Target target) {
    if (mode != PadMode.REFLECT && mode != PadMode.SYMMETRIC) {
      return;
    }
    Dim reach = spatial.size(axis).minus(mode == PadMode.REFLECT ? 1 : 0);
    layer.requireAtLeast(
        reach,
        pad,
        Code.SP304,
        target.sites().get(axis),
        "%s padding of `%s`".formatted(mode, layer.field()),
        "`%s` pads %s to the %s of `%s`, which is %s: %s reaches only %s"
            .formatted(
                layer.field(),
                Counted.of(pad, "element"),
                spatial.name(axis),
                spatial.input().name(),
                spatial.size(axis),
                mode,
                reach));
  }

  private static Step.Run step(
      String operation, List<Object> arguments, Operand source, Shape output) {
    return new Step.Run(operation, arguments, false, List.of(source), output);
  }
}
