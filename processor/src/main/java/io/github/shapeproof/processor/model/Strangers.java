package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.shape.Fact;
import io.github.shapeproof.processor.shape.Parsed;
import io.github.shapeproof.processor.shape.ShapeParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds facts about {@code h} where all else names {@code H}: they would be enforced nowhere. */
final class Strangers {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

  private final ModelDeclaration model;
  private final Set<String> named = new TreeSet<>();
  private final List<Diagnostic> found = new ArrayList<>();

  private Strangers(ModelDeclaration model) {
    this.model = model;
  }

  /** An error for each symbol of a fact of which none is in another text, but for its case. */
  static List<Diagnostic> in(ModelDeclaration model) {
    Strangers strangers = new Strangers(model);
    if (!model.where().isEmpty()) {
      model.fields().forEach(strangers::collect);
      strangers.search();
    }
    return strangers.found;
  }

  private void collect(FieldDeclaration field) {
    field.shape().ifPresent(text -> named.addAll(names(text)));
    field
        .layer()
        .ifPresent(layer -> layer.attributes().allTexts().forEach(t -> named.addAll(names(t))));
  }

  private static Set<String> names(String text) {
    return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private void search() {
    for (int i = 0; i < model.where().size(); i++) {
      Site item = Site.MODEL.attribute("where").item(model.where().size() > 1 ? i : -1);
      if (ShapeParser.facts(model.where().get(i)) instanceof Parsed.Ok<List<Fact>> parsed) {
        parsed.value().forEach(fact -> search(fact, item));
      }
    }
  }

  private void search(Fact fact, Site item) {
    Set<String> symbols = fact.symbols();
    if (symbols.stream().anyMatch(named::contains)) {
      return; // it says something of that one
    }
    for (String symbol : symbols) {
      named.stream()
          .filter(symbol::equalsIgnoreCase)
          .findFirst()
          .map(
              meant ->
                  Diagnostic.of(
                      Code.SP113,
                      item.marked(fact.start(), fact.end()),
                      "where of `%s` names %s, which is in no shape, unlike %s"
                          .formatted(model.simpleName(), symbol, meant)))
          .ifPresent(found::add);
    }
  }
}
