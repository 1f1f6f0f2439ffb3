package io.github.shapeproof.processor.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Padding;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.diagnostic.Help;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;

/** What the tests of helps have in common. */
final class Helped {
  private Helped() {}

  /** The helps of the one error of a model. */
  static List<String> helps(Models model) {
    List<Diagnostic> errors = Explainer.explain(model.check());
    assertEquals(1, errors.size(), errors::toString);
    return errors.get(0).helps().stream().map(Help::text).toList();
  }

  /** With one convolution more, 3 × 3 and SAME. */
  static Models conv(Models model, String name, String from, int filters) {
    return model.layer(
        name, Conv.class, "from", from, "filters", filters, "kernel", 3, "padding", Padding.SAME);
  }
}
