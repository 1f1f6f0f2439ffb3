package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.CodeBlock;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.LearnedSizes;
import io.github.shapeproof.processor.plan.CallSizes;
import io.github.shapeproof.processor.plan.EntryPoint;
import io.github.shapeproof.processor.plan.Plan;
import io.github.shapeproof.processor.plan.PlanText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The Javadoc of a method that computes: its shapes, its preconditions, its plan and its memory.
 */
final class ComputeDoc {
  private ComputeDoc() {}

  static CodeBlock of(
      CheckedModel model, EntryPoint entry, List<String> parameters, Plan plan, CallSizes sizes) {
    CodeBlock.Builder doc = CodeBlock.builder();
    doc.add("Computes $L.\n", codes(entry.results()));
    if (!sizes.stated().isEmpty()) {
      doc.add("\n<p>Sizes must keep\n\n<ul>\n");
      sizes
          .stated()
          .forEach(
              (fact, reason) ->
                  doc.add(
                      "  <li>$L: $L\n",
                      Docs.code(fact),
                      reason.isEmpty() ? "declared" : Docs.words(reason)));
      doc.add("</ul>\n");
    }
    LearnedSizes.sentences(model.weights()).forEach(s -> doc.add("\n<p>$L\n", Docs.words(s)));
    if (!plan.actions().isEmpty()) {
      doc.add("\n<p>The plan:\n\n<ol>\n");
      PlanText.actions(plan).forEach(action -> doc.add("  <li>$L\n", Docs.words(action)));
      doc.add("</ol>\n");
    }
    doc.add("\n<p>Memory beside inputs and results: $L.\n\n", Docs.words(PlanText.memory(plan)));
    for (int i = 0; i < parameters.size(); i++) {
      doc.add("@param $L $L\n", parameters.get(i), shape(model, entry.inputs().get(i)));
    }
    String shapes =
        entry.results().stream()
            .map(result -> shape(model, result))
            .collect(Collectors.joining(", "));
    doc.add("@return $L, which belongs to the caller\n", shapes);
    doc.add("@throws $T if an input is not what is declared\n", ClassNames.SHAPE_MISMATCH);
    return doc.build();
  }

  private static String shape(CheckedModel model, String tensor) {
    String shape = model.shape(tensor).orElseThrow().toString();
    return shape.isEmpty() ? "a scalar" : Docs.code(shape);
  }

  private static String codes(List<String> names) {
    return names.stream().map(Docs::code).collect(Collectors.joining(", "));
  }
}
