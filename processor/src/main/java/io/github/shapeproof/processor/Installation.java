package io.github.shapeproof.processor;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.diagnostic.DiagnosticText;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;

/**
 * Whether the annotations are where the processor is. It loads them as classes, and a processor
 * path that was put together by hand may lack them.
 */
final class Installation {
  private static final String ANNOTATIONS = "io.github.shapeproof.annotation.";

  private static final Diagnostic FAULT =
      Diagnostic.of(
          Code.SP902,
          Site.MODEL,
          "no model was checked: the processor path has shapeproof-processor, but not"
              + " io.github.shapeproof:shapeproof-annotations, which it needs as well");

  private Installation() {}

  static boolean isComplete() {
    try {
      Class.forName(ANNOTATIONS + "TensorModel", false, Installation.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Tells those who use the annotations, by means that do without them. */
  static void report(Set<? extends TypeElement> used, Messager messager) {
    if (used.stream().anyMatch(a -> a.getQualifiedName().toString().startsWith(ANNOTATIONS))) {
      messager.printMessage(Kind.ERROR, DiagnosticText.render(FAULT, Optional.empty()));
    }
  }
}
