package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.annotation.Rearrange;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Slips of the pen in the pattern and the sizes of a {@code @Rearrange}: a name that differs from
 * itself on the other side, {@code h*w} for {@code (h w)}, commas, {@code a:16}, a size that is not
 * given, a dimension of 1 that is left out.
 */
final class Patterns {
  private static final double SLIP = 1;
  private static final double SIZE = 1.5;
  private static final String ARROW = "->";
  private static final List<String> AXES = List.of("d", "h", "w");
  private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*");
  private static final Pattern PRODUCT =
      Pattern.compile("\\(?\\b(\\w++(?:\\s*+\\*\\s*+\\w++)++)\\)?");
  private static final Pattern GROUP = Pattern.compile("\\(([^()]*)\\)");
  private static final Pattern GIVEN = Pattern.compile("\\b(\\w++)\\s*+[:=]\\s*+(\\w++)");
  private static final Pattern BETWEEN = Pattern.compile("\\s*[,;\\s]\\s*");

  private final CheckedModel model;
  private final FieldDeclaration field;
  private final String pattern;
  private final String sizes;

  private Patterns(CheckedModel model, FieldDeclaration field, LayerDeclaration layer) {
    this.model = model;
    this.field = field;
    pattern = layer.attributes().text("value");
    sizes = layer.attributes().text("sizes");
  }

  /** The places of a map of the model in a row: what a model of sequences takes. */
  static String sequence(ModelDeclaration model) {
    String axes = String.join(" ", AXES.subList(AXES.size() - model.axes(), AXES.size()));
    return model.layout() == Layout.CHANNELS_LAST
        ? "n %s c -> n (%s) c".formatted(axes, axes)
        : "n c %s -> n (%s) c".formatted(axes, axes);
  }

  /** What could be meant by the finding's own pattern. */
  static Stream<Candidate> candidates(CheckedModel model, Finding finding) {
    Code code = finding.diagnostic().code();
    return code == Code.SP112 || code == Code.SP203
        ? model.declaration().field(finding.field()).stream()
            .flatMap(
                field ->
                    field.layer().stream()
                        .filter(layer -> layer.type() == Rearrange.class)
                        .flatMap(layer -> new Patterns(model, field, layer).candidates()))
        : Stream.of();
  }

  private Stream<Candidate> candidates() {
    Set<String> patterns = new LinkedHashSet<>();
    patterns.add(respelt(pattern));
    renamed(patterns);
    squeezed(patterns);
    patterns.remove(pattern);
    Set<String> given = new LinkedHashSet<>();
    given.add(
        GIVEN.matcher(sizes).results().map(m -> m.group(1) + "=" + m.group(2)).collect(commas()));
    completed(given);
    given.remove(sizes);
    return Stream.concat(
        patterns.stream().map(text -> candidate("value", text, SLIP)),
        given.stream().map(text -> candidate("sizes", text, SIZE)));
  }

  private Candidate candidate(String attribute, String text, double cost) {
    return new Candidate(
        field.name() + "." + attribute,
        List.of(new Edit.SetAttribute(field.name(), attribute, text)),
        cost);
  }

  private static Collector<CharSequence, ?, String> commas() {
    return Collectors.joining(",");
  }

  /** Groups written as products, and names between commas. */
  private static String respelt(String text) {
    String grouped =
        PRODUCT
            .matcher(text)
            .replaceAll(product -> "(" + product.group(1).replaceAll("\\s*\\*\\s*", " ") + ")");
    return grouped.contains(",") ? BETWEEN.matcher(grouped).replaceAll(" ") : grouped;
  }

  /** One name on each side that the other side does not have: likely the same one. */
  private void renamed(Set<String> patterns) {
    int arrow = pattern.indexOf(ARROW);
    if (arrow < 0) {
      return;
    }
    String left = pattern.substring(0, arrow);
    String right = pattern.substring(arrow);
    Set<String> lost = names(left);
    lost.removeAll(names(right));
    Set<String> made = names(right);
    made.removeAll(names(left));
    if (lost.size() == 1 && made.size() == 1) {
      String name = lost.iterator().next();
      String other = made.iterator().next();
      patterns.add(left + right.replaceAll("\\b" + other + "\\b", name));
      patterns.add(left.replaceAll("\\b" + name + "\\b", other) + right);
    }
  }

  private static Set<String> names(String text) {
    return NAME.matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Dimensions of 1 that vanish are written, too. */
  private void squeezed(Set<String> patterns) {
    int arrow = pattern.indexOf(ARROW);
    List<Shape> inputs =
        model.graph().node(field.name()).from().stream()
            .flatMap(name -> model.shape(name).stream())
            .filter(Shape::hasRank)
            .toList();
    if (arrow < 0 || inputs.size() != 1 || pattern.contains("(")) {
      return;
    }
    List<String> items =
        new ArrayList<>(List.of(pattern.substring(0, arrow).strip().split("\\s+")));
    Shape input = inputs.get(0);
    for (int d = 0; d < input.rank() && items.size() < input.rank(); d++) {
      if (input.dims().get(d).is(1) && d <= items.size()) {
        items.add(d, "1");
      }
    }
    if (items.size() == input.rank()) {
      patterns.add(String.join(" ", items) + " " + pattern.substring(arrow));
    }
  }

  /** A size that is given to another name may be that of one for which none is given. */
  private void completed(Set<String> given) {
    int arrow = Math.max(0, pattern.indexOf(ARROW));
    Set<String> named =
        GIVEN.matcher(sizes).results().map(m -> m.group(1)).collect(Collectors.toSet());
    List<String> values = GIVEN.matcher(sizes).results().map(m -> m.group(2)).distinct().toList();
    GROUP
        .matcher(pattern.substring(0, arrow))
        .results()
        .flatMap(group -> names(group.group(1)).stream().skip(1))
        .filter(name -> !named.contains(name))
        .forEach(name -> values.forEach(v -> given.add(sizes + "," + name + "=" + v)));
  }
}
