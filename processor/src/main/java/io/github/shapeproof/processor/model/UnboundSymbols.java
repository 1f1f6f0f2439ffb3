package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.shape.Dim;
import io.github.shapeproof.processor.shape.Fact;
import io.github.shapeproof.processor.shape.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Demands that inputs and weights fix every symbol, so that all sizes are known at run time. */
final class UnboundSymbols {
  private UnboundSymbols() {}

  /**
   * A finding for each tensor that is the first to hold symbols without a value; of a model that is
   * wrong in other ways for each input.
   */
  static List<Finding> find(CheckedModel model) {
    List<Finding> findings = new ArrayList<>();
    boolean known =
        model.fields().values().stream()
            .filter(UnboundSymbols::isInput)
            .allMatch(f -> f.shape().isPresent());
    if (!known) {
      return findings;
    }
    Set<String> seen = new HashSet<>(SymbolBinding.of(model, model.graph().inputs()).bound());
    if (seen.addAll(Parameters.symbols(model.declaration()))) {
      addDetermined(model, seen);
    }
    for (CheckedField field : model.fields().values()) {
      if (!model.findings().isEmpty() && !isInput(field)) {
        continue;
      }
      List<String> symbols =
          field.shape().stream().flatMap(s -> s.symbols().stream()).filter(seen::add).toList();
      if (!symbols.isEmpty()) {
        FieldDeclaration declared = field.node().field();
        Site site = declared.shape().isPresent() ? declared.shapeSite() : declared.layerSite();
        String sentence =
            "`%s` is %s, but no input fixes %s, by a dimension that is a symbol, linear in it, or that rounded"
                .formatted(
                    field.name(), field.shape().orElseThrow(), String.join(" and ", symbols));
        findings.add(new Finding(Diagnostic.of(Code.SP113, site, sentence), List.of()));
      }
    }
    return findings;
  }

  /** Adds what inputs and equations determine once the other symbols of {@code seen} are given. */
  private static void addDetermined(CheckedModel model, Set<String> seen) {
    List<Dim> equations = new ArrayList<>();
    for (String input : model.graph().inputs()) {
      equations.addAll(model.field(input).shape().orElseThrow().dims());
    }
    for (Fact fact : model.facts().list()) {
      if (fact.relation() == Relation.EQUAL) {
        equations.add(fact.left().minus(fact.right()));
      }
    }
    while (equations.removeIf(equation -> determines(equation, seen))) {
      // what one tells may be all that another lacked
    }
  }

  /** Whether all but one symbol are known, which is linear. */
  private static boolean determines(Dim equation, Set<String> seen) {
    List<String> unknown = equation.symbols().stream().filter(s -> !seen.contains(s)).toList();
    if (unknown.size() != 1) {
      return false;
    }
    String symbol = unknown.get(0);
    Dim rest = equation.substitute(Map.of(symbol, Dim.of(0)));
    Dim factor = equation.substitute(Map.of(symbol, Dim.of(1))).minus(rest);
    return equation.equals(factor.times(Dim.symbol(symbol)).plus(rest)) && seen.add(symbol);
  }

  private static boolean isInput(CheckedField field) {
    return field.node().field().isInput();
  }

  /** The symbols that neither the inputs nor the weights of a model fix. */
  static Set<String> open(CheckedModel model) {
    if (!model.isInferred()) {
      return Parameters.numbers(model.declaration());
    }
    Set<String> open = new TreeSet<>(Parameters.symbols(model.declaration()));
    model.fields().values().forEach(f -> open.addAll(f.shape().orElseThrow().symbols()));
    open.removeAll(SymbolBinding.of(model, model.graph().inputs()).bound());
    return open;
  }
}
