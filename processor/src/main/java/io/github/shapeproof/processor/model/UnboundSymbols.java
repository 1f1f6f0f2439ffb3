package io.github.shapeproof.processor.model;

import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.shape.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Demands that inputs and weights fix every symbol, so that all sizes are known at run time. */
final class UnboundSymbols {
  private UnboundSymbols() {}

  /** A finding for each symbol without a value, at the first tensor that holds it. */
  static List<Finding> find(CheckedModel model) {
    List<Finding> findings = new ArrayList<>();
    Set<String> seen = new HashSet<>(SymbolBinding.of(model, model.graph().inputs()).bound());
    for (CheckedField field : model.fields().values()) {
      Shape shape = field.shape().orElseThrow();
      for (String symbol : shape.symbols()) {
        if (seen.add(symbol)) {
          FieldDeclaration declared = field.node().field();
          Site site = declared.shape().isPresent() ? declared.shapeSite() : declared.layerSite();
          String sentence =
              "`%s` is %s, but no input fixes %s: no dimension is %s itself or linear in it"
                  .formatted(field.name(), shape, symbol, symbol);
          findings.add(new Finding(Diagnostic.of(Code.SP113, site, sentence), List.of()));
        }
      }
    }
    return findings;
  }
}
