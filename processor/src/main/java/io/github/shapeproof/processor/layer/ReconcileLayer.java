package io.github.shapeproof.processor.layer;

import io.github.shapeproof.annotation.Channels;
import io.github.shapeproof.annotation.Combine;
import io.github.shapeproof.annotation.Strategy;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;
import java.util.Locale;

/**
 * The rule of {@code @Reconcile}: fit to the spatial size of {@code like}, bring the channels to
 * those of {@code like} if asked to, combine with {@code like} if asked to.
 */
public final class ReconcileLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Named like = layer.reference("like").orElseThrow();
    Spatial spatial = Spatial.of(layer, layer.input());
    Target target = Target.like(spatial, like, layer.site("like"));
    boolean match = layer.attributes().constant("channels", Channels.class) == Channels.MATCH;
    boolean both = match && layer.attributes().constant("by", Strategy.class) == Strategy.DECONV;

    Chain chain = new Chain();
    Fitting fitting = new Fitting(layer, chain, target);
    Chain.Value fitted =
        fitting.fit(
            spatial,
            Chain.Value.of(spatial.input()),
            both ? Chain.Names.of("deconv") : Chain.Names.PLAIN);
    if (match) {
      fitted =
          chain.pointwise(
              layer,
              spatial,
              both ? Chain.Names.of("match") : Chain.Names.PLAIN,
              like.shape().dims().get(spatial.channelDimension()),
              fitted);
    }
    return combine(layer, spatial, chain, fitted, like, fitting.describe());
  }

  private static Inference combine(
      LayerContext layer,
      Spatial spatial,
      Chain chain,
      Chain.Value fitted,
      Named like,
      String description) {
    Combine combine = layer.attributes().constant("combine", Combine.class);
    if (combine == Combine.NONE) {
      return chain.end(fitted, description);
    }
    int channels = spatial.channelDimension();
    Shape map = fitted.shape();
    requireSame(layer, like, map, 0, Code.SP202, "batch");
    Chain.Value other = Chain.Value.of(like);
    Chain.Value result;
    if (combine == Combine.CONCAT) {
      Shape joined =
          map.with(channels, map.dims().get(channels).plus(like.shape().dims().get(channels)));
      result = chain.join(channels, joined, fitted, other);
    } else {
      requireSame(layer, like, map, channels, Code.SP204, "channels");
      boolean isSum = combine == Combine.ADD;
      Fusing fusing = isSum && like.shape().equals(map) ? Fusing.takesRows(0) : Fusing.NONE;
      result = chain.inPlace(isSum ? "Add" : "Multiply", List.of(), fusing, map, fitted, other);
    }
    return chain.end(result, description + ", " + combine.name().toLowerCase(Locale.ROOT));
  }

  private static void requireSame(
      LayerContext layer, Named like, Shape map, int dimension, Code code, String what) {
    layer.requireEqual(
        map.dims().get(dimension),
        like.shape().dims().get(dimension),
        code,
        layer.site("combine"),
        "`%s` combines %s with `%s` %s, which differ in the %s: %s against %s"
            .formatted(
                layer.field(),
                map,
                like.name(),
                like.shape(),
                what,
                map.dims().get(dimension),
                like.shape().dims().get(dimension)));
  }

  @Override
  public List<String> adjustable() {
    return List.of("by", "channels", "combine");
  }
}
