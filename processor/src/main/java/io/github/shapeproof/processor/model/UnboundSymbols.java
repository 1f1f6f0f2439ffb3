package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
    if (!known || model.declaration().applied()) {
      return findings;
    }
    Set<String> seen = new HashSet<>(SymbolBinding.of(model, model.graph().inputs()).bound());
    seen.addAll(Twins.symbols(model.declaration()));
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
            "`%s` is %s, but no input fixes %s, by a dimension that is a symbol or linear in it"
                .formatted(
                    field.name(), field.shape().orElseThrow(), String.join(" and ", symbols));
        findings.add(new Finding(Diagnostic.of(Code.SP113, site, sentence), List.of()));
      }
    }
    return findings;
  }

  private static boolean isInput(CheckedField field) {
    return field.node().field().isInput();
  }

  /** The symbols that neither the inputs nor the weights of a model fix. */
  static Set<String> open(CheckedModel model) {
    if (!model.isInferred()) {
      return Twins.numbers(model.declaration());
    }
    Set<String> open = new TreeSet<>(Twins.symbols(model.declaration()));
    model.fields().values().forEach(f -> open.addAll(f.shape().orElseThrow().symbols()));
    open.removeAll(SymbolBinding.of(model, model.graph().inputs()).bound());
    return open;
  }
}
