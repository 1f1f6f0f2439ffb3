package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.Anchor;
import io.github.shapeproof.annotation.PadMode;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.annotation.PoolKind;
import io.github.shapeproof.annotation.ResizeMethod;
import io.github.shapeproof.annotation.Strategy;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Fact;
import io.github.shapeproof.processor.shape.Relation;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Brings maps to the spatial size of another, by the strategy in the attribute {@code by} of a
 * layer that reconciles two maps.
 */
final class Fitting {
  private final LayerContext layer;
  private final Chain chain;
  private final Target target;
  private final Strategy by;
  private String chosen;

  /**
   * Fittings of one layer.
   *
   * @param chain where their steps go
   */
  Fitting(LayerContext layer, Chain chain, Target target) {
    this.layer = layer;
    this.chain = chain;
    this.target = target;
    by = layer.attributes().constant("by", Strategy.class);
    chosen = by.toString();
  }

  /**
   * Fits one map.
   *
   * @param spatial the map's
   * @param source where it is
   * @param names of what is learned, under DECONV
   * @throws Fault if the strategy can't reach the target
   */
  Chain.Value fit(Spatial spatial, Chain.Value source, Chain.Names names) {
    if (by == Strategy.DECONV) {
      return deconv(spatial, source, names);
    }
    if (spatial.each().allMatch(axis -> isProved(spatial.size(axis), Relation.EQUAL, size(axis)))) {
      chosen = by == Strategy.AUTO ? "AUTO: sizes are equal" : chosen;
      return source;
    }
    Operand operand = source.operand();
    return switch (by) {
      case AUTO -> auto(spatial, source);
      case NEAREST, BILINEAR, BICUBIC, AREA, LANCZOS3 ->
          resize(ResizeMethod.valueOf(by.name()), operand, target.shape(spatial));
      case AVG_POOL -> chain.add(Fit.pool(layer, PoolKind.AVG, operand, target.shape(spatial)));
      case MAX_POOL -> chain.add(Fit.pool(layer, PoolKind.MAX, operand, target.shape(spatial)));
      case CROP -> chain.add(Fit.crop(layer, spatial, target, Anchor.CENTER, operand));
      case PAD_CONSTANT -> pad(spatial, PadMode.CONSTANT, operand);
      case PAD_REFLECT -> pad(spatial, PadMode.REFLECT, operand);
      case PAD_SYMMETRIC -> pad(spatial, PadMode.SYMMETRIC, operand);
      case PAD_EDGE -> pad(spatial, PadMode.EDGE, operand);
      case DECONV -> throw new IllegalStateException("handled above");
    };
  }

  private Dim size(int axis) {
    return target.sizes().get(axis);
  }

  private Chain.Value resize(ResizeMethod method, Operand source, Shape output) {
    return chain.add(Fit.resize(layer, method, false, source, output));
  }

  private Chain.Value pad(Spatial spatial, PadMode mode, Operand source) {
    return chain.add(Fit.pad(layer, spatial, target, mode, 0, source));
  }

  /**
   * AREA where a size falls, then BILINEAR where one rises; both leave equal sizes alone. What no
   * proof decides is left to each call.
   */
  private Chain.Value auto(Spatial spatial, Chain.Value source) {
    List<Dim> sizes = spatial.each().mapToObj(spatial::size).toList();
    List<Dim> smaller =
        spatial
            .each()
            .mapToObj(axis -> smaller(sizes.get(axis), size(axis)))
            .flatMap(Optional::stream)
            .toList();
    if (smaller.size() < sizes.size()) {
      chosen = "AUTO: AREA where smaller, BILINEAR where larger, by each call's sizes";
      return chain.add(Fit.resizeByCall(layer, source.operand(), target.shape(spatial)));
    }
    boolean shrinks = !smaller.equals(sizes);
    boolean grows = !smaller.equals(target.sizes());
    Chain.Value fitted = source;
    if (shrinks) {
      Shape output = spatial.output(smaller, spatial.channels());
      fitted = resize(ResizeMethod.AREA, fitted.operand(), output);
    }
    if (grows) {
      fitted = resize(ResizeMethod.BILINEAR, fitted.operand(), target.shape(spatial));
    }
    chosen = "AUTO: " + (!grows ? "AREA" : shrinks ? "AREA, then BILINEAR" : "BILINEAR");
    return fitted;
  }

  /** The smaller of two sizes, if it is the same one for every size, by proof. */
  private Optional<Dim> smaller(Dim from, Dim to) {
    if (isProved(to, Relation.AT_LEAST, from)) {
      return Optional.of(from);
    }
    return isProved(from, Relation.AT_LEAST, to) ? Optional.of(to) : Optional.empty();
  }

  private boolean isProved(Dim left, Relation relation, Dim right) {
    return layer.proofs().isProved(Fact.of(left, relation, right), layer.site("by"));
  }

  private Chain.Value deconv(Spatial spatial, Chain.Value source, Chain.Names names) {
    List<Upsampling> axes = spatial.each().mapToObj(axis -> upsampling(spatial, axis)).toList();
    List<Integer> pads = axes.stream().map(Upsampling::pad).toList();
    Window window =
        new Window(
            axes.stream().map(Upsampling::kernel).toList(),
            axes.stream().map(Upsampling::stride).toList(),
            spatial.all(1),
            Padding.VALID,
            pads,
            pads);
    chosen = "DECONV " + Windows.describe(window);
    return chain.learned(
        "Deconv",
        List.of(layer.layout(), window, 1),
        names,
        ConvLayer.kernel(window, spatial.channels(), spatial.channels()),
        spatial.channels(),
        target.shape(spatial),
        source);
  }

  private Upsampling upsampling(Spatial spatial, int axis) {
    Dim from = spatial.size(axis);
    Dim to = size(axis);
    Site site = layer.site("by");
    Upsampling found =
        Upsampling.between(layer.proofs(), from, to, site)
            .orElseThrow(
                () ->
                    new Fault(
                        Code.SP208,
                        site,
                        "`%s`: no transposed convolution makes %s of the %s of `%s`, which is %s%s"
                            .formatted(
                                layer.field(),
                                to,
                                spatial.name(axis),
                                spatial.input().name(),
                                from,
                                from.isConstant() && to.isConstant() ? "" : ", for every size"),
                        Upsampling.refute(layer.proofs(), from, to, site).stream().toList()));
    layer.requireAtLeast(
        to,
        from,
        Code.SP208,
        site,
        "transposed convolution of `%s`".formatted(layer.field()),
        "`%s`: a transposed convolution only enlarges, but makes %s of the %s of `%s`, which is %s"
            .formatted(layer.field(), to, spatial.name(axis), spatial.input().name(), from));
    return found;
  }

  /** {@code "fit to `high` by AUTO: BILINEAR"}, after the fitting. */
  String describe() {
    return "fit to %s by %s".formatted(target.name(), chosen);
  }
}
