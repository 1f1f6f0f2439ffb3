package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Parsed;
import io.github.shapeproof.processor.shape.Shape;
import io.github.shapeproof.processor.shape.ShapeParser;
import io.github.shapeproof.processor.shape.ShapePattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an applied model says of its inputs, where it is given another shape: a number that is not
 * that of the argument, or a symbol that stands for something else already.
 */
final class TakenShapes {
  private static final double OTHER_NUMBER = 2;
  private static final double ALONE = 2;
  private static final double OTHER_SYMBOL = 2.5;
  private static final List<String> NAMES = List.of("H", "W", "C", "E", "K", "M");

  /** The error points at another input. */
  private static final double OTHER_INPUT = 0.25;

  private final CheckedModel applied;
  private final int atFault;

  /**
   * @param atFault the number of the input that the error points at
   */
  TakenShapes(CheckedModel applied, int atFault) {
    this.applied = applied;
    this.atFault = atFault;
  }

  /**
   * Other shapes of the inputs, one dimension changed of each.
   *
   * @param arguments the shapes that it is given, as far as they are known
   */
  Stream<Candidate> candidates(List<Shape> arguments) {
    List<FieldDeclaration> inputs =
        applied.declaration().fields().stream().filter(FieldDeclaration::isInput).toList();
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < Math.min(inputs.size(), arguments.size()); i++) {
      String text = inputs.get(i).shape().orElse("");
      if (ShapeParser.shape(text) instanceof Parsed.Ok<ShapePattern> taken
          && taken.value().items().size() == arguments.get(i).dims().size()) {
        double other = i == Math.max(0, atFault) ? 0 : OTHER_INPUT;
        add(candidates, inputs.get(i).name(), text, taken.value().items(), arguments.get(i), other);
      }
    }
    return candidates.stream();
  }

  private void add(
      List<Candidate> candidates,
      String input,
      String text,
      List<ShapePattern.Item> items,
      Shape given,
      double further) {
    for (int d = 0; d < items.size(); d++) {
      if (items.get(d) instanceof ShapePattern.Exact exact) {
        String old = text.substring(exact.start(), exact.end());
        others(exact.dim(), old, given.dims().get(d))
            .forEach(
                (other, cost) -> {
                  String changed =
                      text.substring(0, exact.start()) + other + text.substring(exact.end());
                  candidates.add(
                      new Candidate(
                          input + "@Shape",
                          List.of(new Edit.SetShape(input, changed)),
                          cost + further));
                });
      }
    }
  }

  private Map<String, Double> others(Dim taken, String text, Dim given) {
    Map<String, Double> others = new LinkedHashMap<>();
    if (taken.isConstant()) {
      if (given.isConstant() && !given.equals(taken)) {
        others.put(given.toString(), OTHER_NUMBER);
      }
      return others;
    }
    for (String symbol : taken.symbols()) {
      if (!taken.isSymbol()) {
        others.put(symbol, ALONE);
      }
      if (standsTwice(symbol)) {
        names()
            .forEach(
                name ->
                    others.put(text.replaceAll("\\b%s\\b".formatted(symbol), name), OTHER_SYMBOL));
      }
    }
    return others;
  }

  /** The symbols of the inputs, and one more. */
  private Set<String> names() {
    Set<String> taken = SizeTexts.symbols(applied.declaration());
    Set<String> names = new LinkedHashSet<>();
    shapes().forEach(shape -> names.addAll(shape.symbols()));
    NAMES.stream().filter(name -> !taken.contains(name)).limit(1).forEach(names::add);
    return names;
  }

  private Stream<Shape> shapes() {
    return applied.graph().inputs().stream().flatMap(name -> applied.shape(name).stream());
  }

  /** Whether several dimensions of inputs are said to be equal, or to be multiples. */
  private boolean standsTwice(String symbol) {
    return shapes()
            .flatMap(shape -> shape.dims().stream())
            .filter(dim -> dim.symbols().contains(symbol))
            .count()
        > 1;
  }
}
