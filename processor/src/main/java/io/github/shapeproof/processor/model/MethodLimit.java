package io.github.shapeproof.processor.model;

import io.github.shapeproof.annotation.Custom;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/** Demands that the methods and records of an adapter have no more parameters than Java allows. */
public final class MethodLimit {
  /** Tensors that a method takes beside a graph: of 255 parameters one is {@code this}. */
  private static final int MOST = 253;

  private MethodLimit() {}

  /** An error for each method or record of too many. */
  static List<Diagnostic> in(ModelDeclaration model, ModelGraph graph) {
    List<Diagnostic> found = new ArrayList<>();
    String name = model.simpleName();
    check(found, Site.MODEL, name, graph.inputs(), "inputs");
    check(found, Site.MODEL, name, graph.outputs(), "outputs");
    check(found, Site.MODEL, name, graph.losses(), "losses");
    for (ModelGraph.Node node : graph.nodes().values()) {
      if (node.field().isComputedBy(Custom.class)) {
        Site site = node.field().layerSite().attribute("from");
        check(found, site, node.field().name(), node.from(), "inputs");
      }
    }
    return found;
  }

  private static void check(
      List<Diagnostic> found, Site site, String name, List<String> tensors, String what) {
    if (tensors.size() > MOST) {
      found.add(
          Diagnostic.of(
              Code.SP012,
              site,
              "`%s` has %d %s, but with Java's limit of parameters there can be %d"
                  .formatted(name, tensors.size(), what, MOST)));
    }
  }

  /** As many of them as a stub can have. */
  public static List<String> few(List<String> tensors) {
    return tensors.subList(0, Math.min(tensors.size(), MOST));
  }
}
