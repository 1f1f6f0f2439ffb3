package io.github.shapeproof.processor.layer;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.shape.ShapeParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rule of {@code @Rearrange}: the input's dimensions are split into the names on the left, the
 * names reordered, and joined as on the right.
 */
public final class RearrangeLayer implements Layer {

  @Override
  public Inference infer(LayerContext layer) {
    Named input = layer.input();
    Dimensions.requireRank(layer, input, 0, layer.inputSite(0));
    Text text = Text.of(layer, "value");
    Einops written = Einops.read(layer, text);
    int rank = input.shape().rank();
    if (rank < written.least() || (rank > written.least() && !written.isOpen())) {
      throw layer.fault(
          Code.SP203,
          layer.site("value"),
          "`%s` takes %s%s, but `%s` is %s, which has %d"
              .formatted(
                  layer.field(),
                  written.isOpen() ? "at least " : "",
                  Counted.of(written.least(), "dimension"),
                  input.name(),
                  input.shape().inWords(),
                  rank));
    }
    Einops pattern = written.of(rank);
    Map<String, Dim> sizes = given(layer, Einops.names(written.input()));
    for (int i = 0; i < pattern.input().size(); i++) {
      infer(layer, pattern.input().get(i), input.shape().dims().get(i), sizes);
    }
    return moved(input, pattern, sizes, "rearrange " + text.content());
  }

  /**
   * What the attribute {@code sizes} says: {@code "h=7,w=7"}. Each is at least 1, and so are those
   * that are inferred, as quotients of a dimension.
   */
  private static Map<String, Dim> given(LayerContext layer, List<String> names) {
    Map<String, Dim> sizes = new HashMap<>();
    Text text = Text.of(layer, "sizes");
    if (text.content().isEmpty()) {
      return sizes;
    }
    for (Text entry : text.split(",")) {
      List<Text> sides = entry.split("=");
      if (sides.size() != 2) {
        throw entry.fault(
            layer, "has \"%s\" in sizes, which is not name=size".formatted(entry.content()));
      }
      String name = sides.get(0).content();
      if (!names.contains(name) || name.equals(Einops.ELLIPSIS)) {
        throw sides
            .get(0)
            .fault(layer, "has a size for \"%s\", which is no name of its pattern".formatted(name));
      }
      Dim size = Fault.unwrap(ShapeParser.dim(sides.get(1).inPlace()), entry.site());
      if (size.isConstant() && size.constant().signum() <= 0) {
        throw sides
            .get(1)
            .fault(layer, "has %s = %s, which must be at least 1".formatted(name, size));
      }
      layer.requireAtLeast(
          size,
          Dim.of(1),
          Code.SP310,
          entry.site(),
          "%s of `%s`".formatted(name, layer.field()),
          "`%s` would have %s = %s".formatted(layer.field(), name, size));
      if (sizes.put(name, size) != null) {
        throw entry.fault(layer, "has two sizes for %s".formatted(name));
      }
    }
    return sizes;
  }

  /** Finds the one size that a dimension's names leave open, and proves the others. */
  private static void infer(
      LayerContext layer, Einops.Group group, Dim size, Map<String, Dim> sizes) {
    List<String> open = group.names().stream().filter(n -> !sizes.containsKey(n)).toList();
    if (open.size() > 1) {
      throw group
          .text()
          .fault(
              layer,
              "can't infer both %s and %s from one dimension of %s; give one in sizes"
                  .formatted(open.get(0), open.get(1), size));
    }
    Dim known =
        group.names().stream()
            .flatMap(n -> Optional.ofNullable(sizes.get(n)).stream())
            .reduce(Dim.of(1), Dim::times);
    Site site = layer.site("value").marked(group.text().start(), group.text().end());
    String misfit = misfit(layer, group, open, known, size);
    if (open.isEmpty()) {
      layer.requireEqual(known, size, Code.SP205, site, misfit);
    } else {
      sizes.put(open.get(0), layer.requireQuotient(size, known, Code.SP205, site, misfit));
    }
  }

  private static String misfit(
      LayerContext layer, Einops.Group group, List<String> open, Dim known, Dim size) {
    String text = group.text().content();
    if (group.names().isEmpty()) {
      return "`%s` has %s where the dimension is %s".formatted(layer.field(), text, size);
    }
    return open.isEmpty()
        ? "`%s`: %s is %s, but the dimension is %s".formatted(layer.field(), text, known, size)
        : "`%s`: no whole %s makes %s a dimension of %s, which %s does not divide"
            .formatted(layer.field(), open.get(0), text, size, known);
  }

  private static Shape joined(List<Einops.Group> side, Map<String, Dim> sizes) {
    return Shape.of(side.stream().map(group -> product(group, sizes)).toList());
  }

  private static Dim product(Einops.Group group, Map<String, Dim> sizes) {
    return split(group.names(), sizes).product();
  }

  private static Shape split(List<String> names, Map<String, Dim> sizes) {
    return Shape.of(names.stream().map(n -> Objects.requireNonNull(sizes.get(n))).toList());
  }

  /** Split and join are views of the same values; only another order moves them. */
  private static Inference moved(
      Named input, Einops pattern, Map<String, Dim> sizes, String description) {
    List<String> before = Einops.names(pattern.input());
    List<String> after = Einops.names(pattern.output());
    Chain chain = new Chain();
    Chain.Value value = Chain.Value.of(input);
    if (!before.equals(after)) {
      List<Integer> order =
          IntStream.range(0, after.size()).mapToObj(i -> before.indexOf(after.get(i))).toList();
      value = chain.view(split(before, sizes), value);
      value = chain.run("Transpose", List.of(order), split(after, sizes), value);
    }
    return chain.end(chain.view(joined(pattern.output(), sizes), value), description);
  }
}
