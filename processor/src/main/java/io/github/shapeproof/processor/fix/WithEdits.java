package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.AppliedModel;
import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.layer.With;
import io.github.shapeproof.processor.model.AppliedCheck;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Nameless;
import io.github.shapeproof.processor.shape.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code with} of an {@code @Apply} says: a symbol that was misspelt or forgotten, or another
 * value. Kernels and strides are small numbers; other values are those that the shapes around the
 * finding ask for, and those that others give the same model.
 */
final class WithEdits {
  private static final double STEP_AWAY = 1;
  private static final double RETYPED = 0.5;
  private static final double RENAMED = 1;
  private static final double OTHER_VALUE = 1.5;
  private static final double FORGOTTEN = 2;

  /** Each value after the first one is less likely. */
  private static final double LATER = 0.1;

  /** Said of another application, which nothing here asks for. */
  private static final double ELSEWHERE = 3;

  /** Twice or half of that: each stage of a network has twice the channels of the one before. */
  private static final double DOUBLED = 0.5;

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private static final List<String> KERNELS = List.of("3", "1", "2", "5", "7");
  private static final List<String> STRIDES = List.of("1", "2", "3");

  /** A size that no network has: where it fits, any does. */
  private static final String ANY = "7919";

  private final CheckedModel model;
  private final Finding finding;
  private final Suspects suspects;
  private final Trial trial;

  WithEdits(CheckedModel model, Finding finding, Suspects suspects, Trial trial) {
    this.model = model;
    this.finding = finding;
    this.suspects = suspects;
    this.trial = trial;
  }

  /** None where the applied model is at fault: numbers that spare it its fault mend nothing. */
  Stream<Candidate> candidates() {
    if (finding.diagnostic().code() == Code.SP502) {
      return Stream.of();
    }
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
          values(applied, symbol)
              .forEach(
                  (other, cost) -> {
                    if (!other.equals(value)) {
                      double all = OTHER_VALUE + cost + distance * STEP_AWAY;
                      candidates.add(candidate(field, given, symbol, symbol, other, all));
                    }
                  });
        });
    for (String symbol : missing) {
      if (!isMisspelt(field, applied, symbol, given)) {
        values(applied, symbol)
            .forEach(
                (value, cost) -> {
                  double all = FORGOTTEN + cost + distance * STEP_AWAY;
                  candidates.add(candidate(field, given, symbol, symbol, value, all));
                });
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

  /**
   * Whether a symbol is likely none that anybody is to give: one text alone names it, no other
   * application gives it, and any size at all would do.
   */
  private boolean isMisspelt(
      FieldDeclaration field, AppliedModel applied, String symbol, Map<String, String> given) {
    return SizeTexts.only(applied.declaration(), symbol).isPresent()
        && elsewhere(applied, symbol).isEmpty()
        && trial.left(candidate(field, given, symbol, symbol, ANY, 0).edits()).isPresent();
  }

  /** Values to try, the likelier ones cheaper. */
  private Map<String, Double> values(AppliedModel applied, String symbol) {
    AppliedCheck check = AppliedCheck.of(applied);
    Map<String, Double> values = new LinkedHashMap<>();
    if (check.numbers().contains(symbol)) {
      List<String> usual = check.named("strideOf").contains(symbol) ? STRIDES : KERNELS;
      usual.forEach(number -> values.put(number, LATER * values.size()));
      return values;
    }
    boolean ofChannels =
        Stream.of("filtersOf", "unitsOf").anyMatch(twin -> check.named(twin).contains(symbol));
    Stream.concat(Stream.of(finding.field()), model.graph().node(finding.field()).reads().stream())
        .flatMap(name -> model.shape(name).stream())
        .flatMap(shape -> ofChannels ? channels(shape) : constants(shape))
        .forEach(dim -> values.putIfAbsent(dim.toString(), LATER * values.size()));
    List<String> elsewhere = elsewhere(applied, symbol);
    elsewhere.forEach(value -> values.putIfAbsent(value, ELSEWHERE));
    elsewhere.stream()
        .filter(value -> NUMBER.matcher(value).matches())
        .map(BigInteger::new)
        .flatMap(number -> Stream.of(number.shiftLeft(1), number.shiftRight(1)))
        .forEach(number -> values.putIfAbsent(number.toString(), ELSEWHERE + DOUBLED));
    return values;
  }

  private Stream<Dim> channels(Shape shape) {
    int channels = SwappedAxes.channels(model.declaration(), shape.dims().size());
    return shape.dims().stream()
        .skip(channels)
        .limit(1)
        .filter(dim -> dim.symbols().stream().noneMatch(Nameless::is));
  }

  private static Stream<Dim> constants(Shape shape) {
    return shape.dims().stream().filter(Dim::isConstant);
  }

  /** The values that the applications of a model give a symbol. */
  private List<String> elsewhere(AppliedModel applied, String symbol) {
    return model.declaration().fields().stream()
        .filter(
            f -> f.layer().flatMap(LayerDeclaration::applied).filter(applied::equals).isPresent())
        .flatMap(other -> Stream.ofNullable(items(other).get(symbol)))
        .toList();
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
