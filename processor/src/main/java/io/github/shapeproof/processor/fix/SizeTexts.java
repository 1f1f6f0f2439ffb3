package io.github.shapeproof.processor.fix;

import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.processor.declaration.AppliedModel;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.Roles;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.layer.With;
import io.github.shapeproof.processor.model.AppliedCheck;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The texts of operations that say sizes, and the symbols and numbers in them. */
final class SizeTexts {
  /** A word that is neither a function nor what is given a value. */
  private static final Pattern SYMBOL = Pattern.compile("\\b[A-Za-z]\\w*\\b(?!\\s*[=(])");

  private static final Pattern NUMBER = Pattern.compile("\\b\\d+\\b");

  private SizeTexts() {}

  /** A text that says sizes. */
  record Text(String field, String attribute, String content) {

    /** The symbols in it. */
    Set<String> symbols() {
      return SizeTexts.symbols(content);
    }

    /** The text with another symbol in place of one, wherever it stands and in single places. */
    Set<String> with(String symbol, String other) {
      List<MatchResult> places =
          SYMBOL.matcher(content).results().filter(f -> f.group().equals(symbol)).toList();
      StringBuilder all = new StringBuilder(content);
      Set<String> texts = new LinkedHashSet<>();
      for (int i = places.size() - 1; i >= 0; i--) {
        MatchResult place = places.get(i);
        all.replace(place.start(), place.end(), other);
        texts.add(content.substring(0, place.start()) + other + content.substring(place.end()));
      }
      texts.add(all.toString());
      return texts;
    }
  }

  /** The texts of one field's operation. */
  static Stream<Text> of(FieldDeclaration field) {
    return field.layer().stream()
        .flatMap(
            layer ->
                attributes(layer)
                    .filter(layer.attributes()::isGiven)
                    .map(name -> new Text(field.name(), name, layer.attributes().text(name))));
  }

  private static Stream<String> attributes(LayerDeclaration layer) {
    return Stream.concat(
        Roles.SIZES.stream(), layer.type() == Reshape.class ? Stream.of("value") : Stream.of());
  }

  private static Set<String> symbols(String text) {
    return words(SYMBOL, text);
  }

  /** The numbers in a text. */
  static Set<String> numbers(String text) {
    return words(NUMBER, text);
  }

  private static Set<String> words(Pattern word, String text) {
    return word.matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The text with another number in place of one, wherever it stands. */
  static String withNumber(String text, String number, Object other) {
    return text.replaceAll("\\b" + number + "\\b", other.toString());
  }

  /** All symbols of a model. */
  static Set<String> symbols(ModelDeclaration model) {
    Set<String> symbols = elsewhere(model);
    model.fields().stream().flatMap(SizeTexts::of).forEach(t -> symbols.addAll(t.symbols()));
    return symbols;
  }

  /** The symbols of its shapes and facts. */
  private static Set<String> elsewhere(ModelDeclaration model) {
    return Stream.concat(
            model.where().stream().map(fact -> fact.replace('=', ' ')),
            model.fields().stream().flatMap(field -> field.shape().stream()))
        .flatMap(text -> symbols(text).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The text that names a symbol which nothing else in the model names. */
  static Optional<Text> only(ModelDeclaration model, String symbol) {
    List<Text> texts =
        model.fields().stream()
            .flatMap(SizeTexts::of)
            .filter(text -> text.symbols().contains(symbol))
            .toList();
    return texts.size() == 1 && !elsewhere(model).contains(symbol)
        ? Optional.of(texts.get(0))
        : Optional.empty();
  }

  /** Where a symbol stands that an application does not give, and that may be misspelt there. */
  static List<String> details(CheckedModel model, Finding finding) {
    Optional<FieldDeclaration> field = model.declaration().field(finding.field());
    return field
        .filter(f -> finding.diagnostic().code() == Code.SP503)
        .flatMap(FieldDeclaration::layer)
        .flatMap(LayerDeclaration::applied)
        .map(applied -> details(field.orElseThrow(), applied))
        .orElse(List.of());
  }

  private static List<String> details(FieldDeclaration field, AppliedModel applied) {
    AppliedCheck check = AppliedCheck.of(applied);
    Set<String> given = With.values(field.name(), field.layer().orElseThrow()).keySet();
    Set<String> own = new TreeSet<>(check.symbols());
    own.removeAll(check.parameters());
    List<String> details = new ArrayList<>();
    for (String symbol : check.parameters()) {
      if (!given.contains(symbol)) {
        only(applied.declaration(), symbol)
            .ifPresent(
                text ->
                    details.add(
                        "in `%s` nothing names %s but %s = \"%s\" of `%s`; its inputs have %s"
                            .formatted(
                                check.name(),
                                symbol,
                                text.attribute(),
                                text.content(),
                                text.field(),
                                String.join(", ", own))));
      }
    }
    return details;
  }
}
