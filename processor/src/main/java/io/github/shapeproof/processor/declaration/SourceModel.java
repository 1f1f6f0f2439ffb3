package io.github.shapeproof.processor.declaration;

import io.github.shapeproof.processor.diagnostic.Diagnostic;
import java.util.List;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * A model as read from the compiler: its declaration as values, and the way back from a site to the
 * compiler's own place for a message. Good for one round only (compilers.md, row 3).
 *
 * @param type the class
 * @param declaration what it says
 * @param text its file
 * @param faults what is wrong with the declaration itself, to be reported
 * @param unresolved whether something in it is unknown to the compiler, which then reports it
 */
public record SourceModel(
    TypeElement type,
    ModelDeclaration declaration,
    SourceText text,
    List<Diagnostic> faults,
    boolean unresolved) {

  public SourceModel {
    faults = List.copyOf(faults);
  }

  /** Whether the declaration says all that a check needs. */
  public boolean isCheckable() {
    return faults.isEmpty() && !unresolved;
  }

  /** Prints an error at a site. */
  public void error(Messager messager, Site site, String message) {
    Place.of(element(site), site).error(messager, message);
  }

  private Element element(Site site) {
    return ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
        .filter(f -> f.getSimpleName().contentEquals(site.field()))
        .map(Element.class::cast)
        .findFirst()
        .orElse(type);
  }
}
