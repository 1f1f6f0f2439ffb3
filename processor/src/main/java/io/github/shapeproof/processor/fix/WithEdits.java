package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.AppliedModel;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.layer.With;
import io.github.shapeproof.processor.model.AppliedCheck;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.shape.Dim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@code with} of an {@code @Apply} says: a symbol that was misspelt or forgotten, or another
 * number. Numbers are those that the shapes around the finding ask for, and those that others give
 * the same model.
 */
final class WithEdits {
  private static final double STEP_AWAY = 1;
  private static final double RETYPED = 0.5;
  private static final double RENAMED = 1;
  private static final double OTHER_NUMBER = 1.5;
  private static final double FORGOTTEN = 2;

  private final CheckedModel model;
  private final Finding finding;
  private final Suspects suspects;

  WithEdits(CheckedModel model, Finding finding, Suspects suspects) {
    this.model = model;
    this.finding = finding;
    this.suspects = suspects;
  }

  Stream<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    suspects
        .layers()
        .forEach(
            (field, distance) ->
                field
                    .layer()
                    .flatMap(LayerDeclaration::applied)
                    .ifPresent(applied -> add(candidates, field, applied, distance)));
    return candidates.stream();
  }

  private void add(
      List<Candidate> candidates, FieldDeclaration field, AppliedModel applied, int distance) {
    Map<String, String> given = items(field);
    if (given.isEmpty() && !text(field).isBlank()) {
      retyped(text(field))
          .forEach(text -> candidates.add(candidate(field, text, RETYPED + distance)));
      return;
    }
    Set<String> symbols = AppliedCheck.of(applied).parameters();
    List<String> missing = symbols.stream().filter(s -> !given.containsKey(s)).toList();
    given.forEach(
        (symbol, value) -> {
          for (String meant : missing) {
            if (!symbols.contains(symbol) && NearNames.alike(symbol, meant)) {
              candidates.add(candidate(field, given, symbol, meant, value, RENAMED + distance));
            }
          }
          for (String number : numbers(applied, symbol)) {
            if (!number.equals(value)) {
              double cost = OTHER_NUMBER + distance * STEP_AWAY;
              candidates.add(candidate(field, given, symbol, symbol, number, cost));
            }
          }
        });
    for (String symbol : missing) {
      for (String number : numbers(applied, symbol)) {
        double cost = FORGOTTEN + distance * STEP_AWAY;
        candidates.add(candidate(field, given, symbol, symbol, number, cost));
      }
    }
  }

  private static String text(FieldDeclaration field) {
    return field.layer().orElseThrow().attributes().text("with");
  }

  /** What {@code with} says, by symbol; nothing where it cannot be read. */
  private static Map<String, String> items(FieldDeclaration field) {
    Map<String, String> items = new LinkedHashMap<>();
    With.values(field.name(), field.layer().orElseThrow())
        .forEach((symbol, dim) -> items.put(symbol, dim.toString()));
    return items;
  }

  /** The text without usual slips: other separators, one too many. */
  private static Stream<String> retyped(String text) {
    String plain = text.replace("==", "=").replace(':', '=').replace(';', ',');
    return Stream.of(plain.replaceAll("[\\s,]*,", ",").replaceAll("^[\\s,]+|[\\s,]+$", ""))
        .filter(changed -> !changed.equals(text));
  }

  /** Values that others give the symbol, and sizes of the tensors that the finding is about. */
  private Set<String> numbers(AppliedModel applied, String symbol) {
    Set<String> numbers = new LinkedHashSet<>();
    for (FieldDeclaration other : model.declaration().fields()) {
      if (other.layer().flatMap(LayerDeclaration::applied).filter(applied::equals).isPresent()) {
        String value = items(other).get(symbol);
        if (value != null) {
          numbers.add(value);
        }
      }
    }
    Stream.concat(Stream.of(finding.field()), model.graph().node(finding.field()).reads().stream())
        .flatMap(name -> model.shape(name).stream())
        .flatMap(shape -> shape.dims().stream())
        .filter(Dim::isConstant)
        .forEach(dim -> numbers.add(dim.toString()));
    return numbers;
  }

  private static Candidate candidate(
      FieldDeclaration field,
      Map<String, String> given,
      String old,
      String symbol,
      String value,
      double cost) {
    Map<String, String> changed = new LinkedHashMap<>();
    given.forEach(
        (name, number) ->
            changed.put(name.equals(old) ? symbol : name, name.equals(old) ? value : number));
    changed.put(symbol, value);
    return candidate(field, With.text(changed), cost);
  }

  private static Candidate candidate(FieldDeclaration field, String text, double cost) {
    return new Candidate(
        field.name() + ".with", List.of(new Edit.SetAttribute(field.name(), "with", text)), cost);
  }
}
