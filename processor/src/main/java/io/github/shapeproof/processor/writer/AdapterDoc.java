package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.CodeBlock;
import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.processor.declaration.ModelDeclaration;
import io.github.shapeproof.processor.layer.Inference;
import io.github.shapeproof.processor.layer.Named;
import io.github.shapeproof.processor.model.CheckedField;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.LearnedSizes;
import io.github.shapeproof.processor.shape.Shape;
import java.util.List;

/** The Javadoc of an adapter: what goes in, what happens to it, what is learned. */
final class AdapterDoc {
  private AdapterDoc() {}

  static CodeBlock of(CheckedModel model) {
    ModelDeclaration declaration = model.declaration();
    CodeBlock.Builder doc = CodeBlock.builder();
    doc.add("Runs the model $L. Safe for concurrent callers.\n\n", Docs.code(declaration.name()));
    doc.add("<table>\n<caption>Tensors; feature maps are $L</caption>\n", axes(declaration));
    doc.add("<tr><th>tensor</th><th>shape</th><th>made by</th></tr>\n");
    for (CheckedField field : model.tensors()) {
      String maker = field.inference().map(Inference::description).orElse("input");
      doc.add(row(field.name(), field.shape().orElseThrow(), "<td>" + Docs.words(maker) + "</td>"));
    }
    doc.add("</table>\n");
    List<Named> weights = model.weights();
    if (!weights.isEmpty()) {
      doc.add(
          "\n<p>Kernels end in input and output channels, those of a deconvolution in output and"
              + " input\nchannels.\n\n");
      doc.add("<table>\n<caption>Learned parameters</caption>\n");
      doc.add("<tr><th>name</th><th>shape</th></tr>\n");
      weights.forEach(weight -> doc.add(row(weight.name(), weight.shape(), "")));
      doc.add("</table>\n");
      LearnedSizes.sentences(weights).forEach(s -> doc.add("\n<p>$L\n", Docs.words(s)));
    }
    return doc.build();
  }

  private static CodeBlock row(String name, Shape shape, String more) {
    return CodeBlock.of(
        "<tr><td>$L</td><td>$L</td>$L</tr>\n", Docs.code(name), Docs.code(shape), more);
  }

  private static String axes(ModelDeclaration model) {
    String space = List.of("W", "H, W", "D, H, W").get(model.axes() - 1);
    return model.layout() == Layout.CHANNELS_LAST ? "N, " + space + ", C" : "N, C, " + space;
  }
}
