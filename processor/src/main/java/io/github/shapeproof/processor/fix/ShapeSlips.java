package io.github.shapeproof.processor.fix;

import io.github.shapeproof.processor.declaration.Edit;
import io.github.shapeproof.processor.declaration.FieldDeclaration;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.model.CheckedModel;
import io.github.shapeproof.processor.model.Finding;
import io.github.shapeproof.processor.shape.Parsed;
import io.github.shapeproof.processor.shape.ShapeParser;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Shapes written as other notations have them: {@code [N,28,28,1]}, {@code (N;28)}, {@code
 * ?,28,28,1} and {@code -1,784}.
 */
final class ShapeSlips {
  private static final double SLIP = 1;
  private static final Pattern BRACKETS = Pattern.compile("^\\s*[\\[({](.*?),?\\s*[\\])}]\\s*$");
  private static final Pattern OPEN = Pattern.compile("(?<=^|,)\\s*(?:\\?|-1)\\s*(?=,|$)");

  private ShapeSlips() {}

  /** The text at fault in the project's own notation. */
  static Stream<Candidate> candidates(CheckedModel model, Finding finding) {
    return finding.diagnostic().code().compareTo(Code.SP201) < 0
        ? model.declaration().field(finding.field()).stream().flatMap(ShapeSlips::candidates)
        : Stream.of();
  }

  private static Stream<Candidate> candidates(FieldDeclaration field) {
    Stream<Edit> declared =
        field.shape().stream()
            .flatMap(ShapeSlips::respelt)
            .map(text -> new Edit.SetShape(field.name(), text));
    Stream<Edit> computed =
        SizeTexts.of(field)
            .flatMap(
                text ->
                    respelt(text.content())
                        .map(it -> new Edit.SetAttribute(field.name(), text.attribute(), it)));
    return Stream.concat(declared, computed)
        .map(edit -> new Candidate(field.name() + " text", List.of(edit), SLIP));
  }

  private static Stream<String> respelt(String text) {
    String bare = BRACKETS.matcher(text).replaceFirst("$1").replace(';', ',');
    String respelt = OPEN.matcher(bare).replaceAll("_");
    return respelt.equals(text) || !(ShapeParser.shape(respelt) instanceof Parsed.Ok)
        ? Stream.of()
        : Stream.of(respelt);
  }
}
