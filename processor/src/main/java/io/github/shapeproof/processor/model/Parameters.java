package io.github.shapeproof.processor.model;

import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.Roles;
import io.github.shapeproof.processor.layer.With;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Parsed;
import io.github.shapeproof.processor.shape.ShapeParser;
import io.github.shapeproof.processor.shape.ShapePattern;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Symbols that operations name, such as {@code S} in {@code strideOf = "S"}: what a model that
 * applies this one may say. Kernels and strides must be numbers before anything can be inferred.
 */
final class Parameters {
  private Parameters() {}

  /** The symbols in the texts of operations: twins, shapes, sizes, and what is passed on. */
  static Set<String> symbols(ModelDeclaration model) {
    Set<String> symbols = new TreeSet<>();
    for (FieldDeclaration field : model.fields()) {
      symbols.addAll(symbols(field, Roles.NUMBERS.keySet()));
      symbols.addAll(symbols(field, Roles.CHANNELS.keySet()));
      field.layer().ifPresent(layer -> symbols.addAll(symbols(field, layer)));
      with(field).values().forEach(dim -> symbols.addAll(dim.symbols()));
    }
    return symbols;
  }

  private static Set<String> symbols(FieldDeclaration field, LayerDeclaration layer) {
    Set<String> symbols = new TreeSet<>();
    if (layer.type() == Reshape.class) {
      symbols.addAll(shapeSymbols(field.withShape(layer.attributes().text("value"))));
    }
    if (layer.attributes().has("sizes")) {
      for (String size : layer.attributes().text("sizes").split(",", -1)) {
        ok(ShapeParser.dim(size.substring(size.indexOf('=') + 1)))
            .ifPresent(dim -> symbols.addAll(dim.symbols()));
      }
    }
    return symbols;
  }

  /** The symbols that must be numbers; what is a size of an input is not free to be one. */
  static Set<String> numbers(ModelDeclaration model) {
    Set<String> symbols = new TreeSet<>();
    model.fields().forEach(field -> symbols.addAll(numbers(field)));
    for (FieldDeclaration field : model.fields()) {
      if (field.isInput() && !symbols.isEmpty()) {
        symbols.removeAll(shapeSymbols(field));
      }
    }
    return symbols;
  }

  /** The symbols of one layer that must be numbers. */
  static Set<String> numbers(FieldDeclaration field) {
    Set<String> symbols = symbols(field, Roles.NUMBERS.keySet());
    field
        .layer()
        .flatMap(LayerDeclaration::applied)
        .ifPresent(applied -> symbols.addAll(given(field, AppliedCheck.of(applied).numbers())));
    return symbols;
  }

  /** The symbols that one of the twins names, here or in models that are applied. */
  static Set<String> named(ModelDeclaration model, String twin) {
    Set<String> symbols = new TreeSet<>();
    for (FieldDeclaration field : model.fields()) {
      symbols.addAll(symbols(field, List.of(twin)));
      field
          .layer()
          .flatMap(LayerDeclaration::applied)
          .ifPresent(applied -> symbols.addAll(given(field, AppliedCheck.of(applied).named(twin))));
    }
    return symbols;
  }

  /** The symbols of the values that a field gives some symbols of the model that it applies. */
  private static Set<String> given(FieldDeclaration field, Set<String> wanted) {
    Set<String> symbols = new TreeSet<>();
    with(field)
        .forEach(
            (symbol, dim) -> {
              if (wanted.contains(symbol)) {
                symbols.addAll(dim.symbols());
              }
            });
    return symbols;
  }

  /** The symbols of a tensor's {@code @Shape}, as far as it can be read. */
  static Set<String> shapeSymbols(FieldDeclaration field) {
    Set<String> symbols = new TreeSet<>();
    field
        .shape()
        .flatMap(text -> ok(ShapeParser.shape(text)))
        .ifPresent(
            shape -> {
              for (ShapePattern.Item item : shape.items()) {
                if (item instanceof ShapePattern.Exact exact) {
                  symbols.addAll(exact.dim().symbols());
                }
              }
            });
    return symbols;
  }

  private static Set<String> symbols(FieldDeclaration field, Collection<String> twins) {
    Set<String> symbols = new TreeSet<>();
    for (String twin : twins) {
      field
          .layer()
          .flatMap(layer -> dim(layer, twin))
          .ifPresent(dim -> symbols.addAll(dim.symbols()));
    }
    return symbols;
  }

  private static Optional<Dim> dim(LayerDeclaration layer, String twin) {
    return layer.attributes().isGiven(twin)
        ? ok(ShapeParser.dim(layer.attributes().text(twin)))
        : Optional.empty();
  }

  private static Map<String, Dim> with(FieldDeclaration field) {
    return field.layer().map(layer -> With.values(field.name(), layer)).orElse(Map.of());
  }

  private static <T> Optional<T> ok(Parsed<T> parsed) {
    return parsed instanceof Parsed.Ok<T> ok ? Optional.of(ok.value()) : Optional.empty();
  }

  /** A model with values for its kernels and strides. */
  static ModelDeclaration give(ModelDeclaration model, Map<String, Dim> values) {
    ModelDeclaration given =
        model.withFields(model.fields().stream().map(field -> give(field, values)).toList());
    for (Map.Entry<String, Dim> value : values.entrySet()) {
      given = given.withFact(value.getKey() + " == " + value.getValue());
    }
    return given;
  }

  private static FieldDeclaration give(FieldDeclaration field, Map<String, Dim> values) {
    LayerDeclaration given = field.layer().orElse(null);
    if (given == null) {
      return field;
    }
    for (String twin : Roles.NUMBERS.keySet()) {
      Optional<Dim> dim = dim(given, twin).filter(d -> !d.symbols().isEmpty());
      if (dim.isPresent()) {
        given = given.with(twin, dim.get().substitute(values).toString());
      }
    }
    Map<String, Dim> with = new LinkedHashMap<>(with(field));
    if (!with.isEmpty()) {
      with.replaceAll((symbol, dim) -> dim.substitute(values));
      given = given.with("with", With.text(with));
    }
    return field.withLayer(given);
  }
}
