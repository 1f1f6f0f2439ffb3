package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.CodeBlock;
import io.github.shapeproof.processor.model.CheckedField;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.plan.EntryPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The Javadoc of the method that defines a model in a graph. */
final class DefineDoc {
  private DefineDoc() {}

  static CodeBlock of(CheckedModel model, EntryPoint entry, String graph, List<String> parameters) {
    CodeBlock.Builder doc = CodeBlock.builder();
    doc.add("Defines $L in a SameDiff graph, to be trained there.\n", codes(entry.results()));
    doc.add("\n<p>The computation is that of inference; tensors have the names of their fields.\n");
    if (!model.weights().isEmpty()) {
      List<String> fixed = fixed(model);
      doc.add(
          "Variables with copies of the weights are trainable, under the weights' names$L.\n",
          fixed.isEmpty() ? "" : ", but for statistics, which are constants: " + codes(fixed));
    }
    List<String> losses = model.graph().losses();
    if (!losses.isEmpty()) {
      doc.add("Marked as losses: $L.\n", codes(losses));
    }
    doc.add(
        "\n<p>A placeholder may leave a size open, as -1. After an exception the graph may hold a"
            + " part of the model.\n\n");
    doc.add("@param $L the graph\n", graph);
    for (int i = 0; i < parameters.size(); i++) {
      String shape = model.shape(entry.inputs().get(i)).orElseThrow().inWords();
      doc.add(
          "@param $L a variable of it, $L\n",
          parameters.get(i),
          shape.equals("a scalar") ? shape : Docs.code(shape));
    }
    String results =
        entry.results().stream()
            .map(result -> model.shape(result).orElseThrow().inWords())
            .map(shape -> shape.equals("a scalar") ? shape : Docs.code(shape))
            .collect(Collectors.joining(", "));
    doc.add("@return $L\n", results);
    doc.add(
        "@throws $T if an input is not what is declared, or a layer needs the number of an open"
            + " size\n",
        ClassNames.SHAPE_MISMATCH);
    if (!model.weights().isEmpty()) {
      doc.add(
          "@throws $T if the graph has a variable that is called like a weight; a name scope"
              + " tells models apart\n",
          IllegalStateException.class);
    }
    if (!Custom.of(model.graph()).isEmpty()) {
      doc.add(
          "@throws $T if an operation of the model's own has no such overload\n",
          UnsupportedOperationException.class);
    }
    return doc.build();
  }

  private static List<String> fixed(CheckedModel model) {
    List<String> fixed = new ArrayList<>();
    for (CheckedField field : model.fields().values()) {
      field.inference().stream()
          .flatMap(inference -> inference.parameters().stream())
          .filter(parameter -> !parameter.isTrained())
          .forEach(parameter -> fixed.add(field.name() + "/" + parameter.name()));
    }
    return fixed;
  }

  private static String codes(List<String> names) {
    return names.stream().map(Docs::code).collect(Collectors.joining(", "));
  }
}
