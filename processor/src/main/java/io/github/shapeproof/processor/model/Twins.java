package io.github.shapeproof.processor.model;

import io.github.shapeproof.annotation.Apply;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.LayerDeclaration;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Parsed;
import io.github.shapeproof.processor.shape.ShapeParser;
import io.github.shapeproof.processor.shape.ShapePattern;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Symbols in the string twins of numbers, such as {@code strideOf = "S"}: what a model that applies
 * this one may say. Kernels and strides must be numbers before anything can be inferred.
 */
public final class Twins {
  private static final List<String> WINDOWS = List.of("kernelOf", "strideOf");
  private static final List<String> ALL = List.of("kernelOf", "strideOf", "filtersOf", "unitsOf");

  private Twins() {}

  /** All symbols of twins. */
  public static Set<String> symbols(ModelDeclaration model) {
    Set<String> symbols = new TreeSet<>();
    for (LayerDeclaration layer : layers(model)) {
      ALL.forEach(twin -> dim(layer, twin).ifPresent(dim -> symbols.addAll(dim.symbols())));
      with(layer).values().forEach(dim -> symbols.addAll(dim.symbols()));
    }
    return symbols;
  }

  /** The symbols that must be numbers; what is a size of an input is not free to be one. */
  static Set<String> windows(ModelDeclaration model) {
    Set<String> symbols = new TreeSet<>();
    layers(model).forEach(layer -> symbols.addAll(windows(layer)));
    for (FieldDeclaration field : model.fields()) {
      if (field.isInput() && !symbols.isEmpty()) {
        symbols.removeAll(symbols(field));
      }
    }
    return symbols;
  }

  /** The symbols of one layer that must be numbers. */
  static Set<String> windows(LayerDeclaration layer) {
    Set<String> symbols = new TreeSet<>();
    WINDOWS.forEach(twin -> dim(layer, twin).ifPresent(dim -> symbols.addAll(dim.symbols())));
    if (layer.applied().isPresent()) {
      Map<String, Dim> with = with(layer);
      for (String symbol : windows(layer.applied().get().declaration())) {
        Optional.ofNullable(with.get(symbol)).ifPresent(dim -> symbols.addAll(dim.symbols()));
      }
    }
    return symbols;
  }

  private static List<LayerDeclaration> layers(ModelDeclaration model) {
    return model.fields().stream().flatMap(field -> field.layer().stream()).toList();
  }

  private static Set<String> symbols(FieldDeclaration field) {
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

  private static Optional<Dim> dim(LayerDeclaration layer, String twin) {
    return layer.attributes().has(twin)
        ? ok(ShapeParser.dim(layer.attributes().text(twin)))
        : Optional.empty();
  }

  /** What {@code with} says, as far as it can be read. */
  private static Map<String, Dim> with(LayerDeclaration layer) {
    Map<String, Dim> values = new LinkedHashMap<>();
    if (layer.type() == Apply.class) {
      for (String part : layer.attributes().text("with").split(",")) {
        int equals = part.indexOf('=');
        if (equals >= 0) {
          ok(ShapeParser.dim(part.substring(equals + 1)))
              .ifPresent(dim -> values.put(part.substring(0, equals).strip(), dim));
        }
      }
    }
    return values;
  }

  private static <T> Optional<T> ok(Parsed<T> parsed) {
    return parsed instanceof Parsed.Ok<T> ok ? Optional.of(ok.value()) : Optional.empty();
  }

  /** A model with numbers for its kernels and strides. */
  static ModelDeclaration give(ModelDeclaration model, Map<String, BigInteger> windows) {
    if (windows.isEmpty()) {
      return model;
    }
    Map<String, Dim> values = new LinkedHashMap<>();
    windows.forEach((symbol, number) -> values.put(symbol, Dim.of(number)));
    ModelDeclaration given =
        model.withFields(
            model.fields().stream()
                .map(f -> f.layer().map(l -> f.withLayer(give(l, values))).orElse(f))
                .toList());
    for (Map.Entry<String, BigInteger> window : windows.entrySet()) {
      given = given.withFact(window.getKey() + " == " + window.getValue());
    }
    return given;
  }

  private static LayerDeclaration give(LayerDeclaration layer, Map<String, Dim> values) {
    LayerDeclaration given = layer;
    for (String twin : WINDOWS) {
      Optional<Dim> dim = dim(layer, twin).filter(d -> !d.symbols().isEmpty());
      if (dim.isPresent()) {
        given = given.with(twin, dim.get().substitute(values).toString());
      }
    }
    Map<String, Dim> with = with(layer);
    if (!with.isEmpty()) {
      List<String> parts = new ArrayList<>();
      with.forEach((symbol, dim) -> parts.add(symbol + "=" + dim.substitute(values)));
      given = given.with("with", String.join(",", parts));
    }
    return given;
  }
}
