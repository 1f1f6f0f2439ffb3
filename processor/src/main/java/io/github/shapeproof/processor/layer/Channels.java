package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.ShapePattern;
import java.util.List;
import java.util.Optional;

/** What layers with learned kernels ask about channels. */
final class Channels {
  private Channels() {}

  /**
   * The output channels: {@code filters}, else {@code filtersOf}, else the channel dimension of the
   * field's {@code @Shape}.
   *
   * @param attribute {@code "filters"} or {@code "units"}
   * @param dimension where the channels stand
   * @param rank the output's number of dimensions
   * @throws Fault if none of them says, or two disagree
   */
  static Dim filters(LayerContext layer, String attribute, int dimension, int rank) {
    String twin = attribute + "Of";
    boolean byText = layer.attributes().isGiven(twin);
    boolean byNumber = layer.attributes().isWritten(attribute);
    if (byText && byNumber) {
      throw layer.fault(
          Code.SP008,
          layer.site(twin),
          "`%s` has both %s and %s; leave one out".formatted(layer.field(), attribute, twin));
    }
    Optional<Dim> declared = declared(layer, dimension, rank);
    if (!byText && !byNumber) {
      return declared.orElseThrow(
          () ->
              layer.fault(
                  Code.SP307,
                  layer.site(),
                  "`%s` needs %s: give it, or a @Shape that states the channels"
                      .formatted(layer.field(), attribute)));
    }
    Dim given = byText ? layer.expression(twin) : Dim.of(layer.atLeast(1, attribute));
    if (declared.isPresent()) {
      layer.requireEqual(
          given,
          declared.get(),
          Code.SP308,
          filtersSite(layer, attribute),
          "`%s` has %s = %s but its @Shape states %s"
              .formatted(layer.field(), attribute, given, Counted.of(declared.get(), "channel")));
    }
    return given;
  }

  /** Where {@link #filters} are said. */
  static Site filtersSite(LayerContext layer, String attribute) {
    String twin = attribute + "Of";
    return layer.site(layer.attributes().isGiven(twin) ? twin : attribute);
  }

  private static Optional<Dim> declared(LayerContext layer, int dimension, int rank) {
    return layer.declared().flatMap(pattern -> exact(pattern, dimension, rank));
  }

  private static Optional<Dim> exact(ShapePattern pattern, int dimension, int rank) {
    List<ShapePattern.Item> items = pattern.items();
    boolean open = items.stream().anyMatch(ShapePattern.Ellipsis.class::isInstance);
    int index = open ? items.size() - rank + dimension : dimension;
    if (index < 0 || index >= items.size() || (!open && items.size() != rank)) {
      return Optional.empty();
    }
    return items.get(index) instanceof ShapePattern.Exact exact
        ? Optional.of(exact.dim())
        : Optional.empty();
  }

  /**
   * Checks the assertion {@code in} about the input's channels.
   *
   * @throws Fault if the input has others
   */
  static void checkIn(LayerContext layer, Named input, Dim channels) {
    if (!layer.attributes().isWritten("in")) {
      return;
    }
    int in = layer.atLeast(1, "in");
    layer.requireEqual(
        Dim.of(in),
        channels,
        Code.SP204,
        layer.site("in"),
        "`%s` wants %s but `%s` has %s: %s"
            .formatted(
                layer.field(), Counted.of(in, "channel"), input.name(), channels, input.shape()));
  }

  /**
   * {@code channels / groups}.
   *
   * @param what the word for these channels: {@code "input channel"}, {@code "filter"}
   * @throws Fault if the groups do not divide them for every size
   */
  static Dim perGroup(LayerContext layer, Dim channels, int groups, String what) {
    return layer.requireQuotient(
        channels,
        Dim.of(groups),
        Code.SP302,
        layer.site("groups"),
        "`%s` has groups = %d, which does not divide its %s"
            .formatted(layer.field(), groups, Counted.of(channels, what)));
  }
}
