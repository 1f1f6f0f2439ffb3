package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The spatial size that a layer is to give its map, and who says so.
 *
 * @param sizes one for each axis
 * @param sites where each is said
 * @param name who says it, for messages: a tensor or an attribute
 */
record Target(List<Dim> sizes, List<Site> sites, String name) {
  Target {
    sizes = List.copyOf(sizes);
    sites = List.copyOf(sites);
  }

  /**
   * The one attribute of several that was written.
   *
   * @throws Fault if none or more than one was
   */
  static String chosen(LayerContext layer, String... attributes) {
    List<String> written =
        List.of(attributes).stream().filter(layer.attributes()::isGiven).toList();
    if (written.isEmpty()) {
      throw layer.fault(
          Code.SP009,
          layer.site(),
          "`%s` does not say its size: give one of %s"
              .formatted(layer.field(), String.join(", ", attributes)));
    }
    if (written.size() > 1) {
      throw layer.fault(
          Code.SP008,
          layer.site(written.get(1)),
          "`%s` has both %s and %s; leave one out"
              .formatted(layer.field(), written.get(0), written.get(1)));
    }
    return written.get(0);
  }

  /**
   * The spatial size of another tensor; its batch and channels do not matter.
   *
   * @param site where it is named
   * @throws Fault if its number of dimensions differs
   */
  static Target like(Spatial spatial, Named tensor, Site site) {
    spatial.checkRank(tensor, site);
    return new Target(
        spatial.each().mapToObj(axis -> spatial.size(tensor.shape(), axis)).toList(),
        spatial.each().mapToObj(axis -> site).toList(),
        "`%s`".formatted(tensor.name()));
  }

  /** The numbers of the attribute {@code size}. */
  static Target size(LayerContext layer, Spatial spatial) {
    return attribute(
        layer, spatial, "size", spatial.spread("size", 1).stream().map(Dim::of).toList());
  }

  /** Sizes that follow from an attribute with a value for each axis. */
  static Target attribute(LayerContext layer, Spatial spatial, String attribute, List<Dim> sizes) {
    return new Target(
        sizes, spatial.each().mapToObj(axis -> layer.site(attribute, axis)).toList(), attribute);
  }

  /** What {@code like} or {@code size} says. */
  static Target read(LayerContext layer, Spatial spatial, String attribute) {
    return layer
        .reference(attribute)
        .map(tensor -> like(spatial, tensor, layer.site(attribute)))
        .orElseGet(() -> size(layer, spatial));
  }

  /** The map's shape once it has this size. */
  Shape shape(Spatial spatial) {
    return spatial.output(sizes, spatial.channels());
  }

  /** An inference whose result has these sizes. */
  Inference in(Spatial spatial, Inference inference) {
    Inference said = inference;
    for (int axis = 0; axis < spatial.axes(); axis++) {
      said = said.saying(spatial.dimension(axis), sites.get(axis));
    }
    return said;
  }

  /** {@code "19 × 19"}. */
  String text() {
    return sizes.stream().map(Dim::toString).collect(Collectors.joining(" × "));
  }
}
