package io.github.shapeproof.processor;

import io.github.shapeproof.processor.declaration.Region;
import io.github.shapeproof.processor.declaration.SourceModel;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.diagnostic.DiagnosticText;
import io.github.shapeproof.processor.diagnostic.Reported;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.tools.Diagnostic.Kind;

/** Prints errors: each once (compilers.md, row 14), those of a model in source order. */
final class Reporter {
  private final Messager messager;
  private final Set<String> printed = new HashSet<>();
  private final List<Reported> reported = new ArrayList<>();

  Reporter(Messager messager) {
    this.messager = messager;
  }

  /** Prints the errors of a model where they are. */
  void report(SourceModel model, List<Diagnostic> errors) {
    errors.stream()
        .sorted(Comparator.comparingInt(error -> offset(model, error)))
        .forEach(error -> print(model, error));
  }

  private static int offset(SourceModel model, Diagnostic error) {
    return model.text().region(error.site()).map(Region::span).map(s -> s.start()).orElse(0);
  }

  private void print(SourceModel model, Diagnostic error) {
    String text = DiagnosticText.render(error, model.declaration().text(error.site()));
    if (printed.add(model.type().getQualifiedName() + " " + error.site() + " " + text)) {
      model.error(messager, error.site(), text);
      reported.add(new Reported(error, text, model.declaration(), model.text()));
    }
  }

  /** Prints an error that has no place in any source. */
  void report(Diagnostic error) {
    String text = DiagnosticText.render(error, Optional.empty());
    if (printed.add(text)) {
      messager.printMessage(Kind.ERROR, text);
      reported.add(Reported.of(error, text));
    }
  }

  /** All errors so far, in the order in which they were printed. */
  List<Reported> reported() {
    return List.copyOf(reported);
  }
}
