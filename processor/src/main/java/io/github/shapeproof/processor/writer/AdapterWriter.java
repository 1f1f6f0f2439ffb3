package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.model.CheckedModel;
import java.io.IOException;
import java.util.List;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * Writes the adapter of each model, or a stub where the model has errors. A file has its model as
 * its only originating element and depends on nothing else, as incremental builds want it.
 */
public final class AdapterWriter {
  private final Filer filer;

  public AdapterWriter(Filer filer) {
    this.filer = filer;
  }

  /**
   * Writes the adapter of a sound model.
   *
   * @param originating the class that declares the model
   */
  public void write(TypeElement originating, CheckedModel model) throws IOException {
    write(originating, model, AdapterSource.of(model, isPublic(originating)));
  }

  /**
   * Writes what stands in for the adapter of a model with errors.
   *
   * @param originating the class that declares the model
   */
  public void writeStub(TypeElement originating, CheckedModel model, List<Diagnostic> errors)
      throws IOException {
    write(originating, model, StubSource.of(model, errors, isPublic(originating)));
  }

  private void write(TypeElement originating, CheckedModel model, TypeSpec type)
      throws IOException {
    // Classes of java.lang are imported too: the user's package may have a String of its own.
    JavaFile.builder(
            model.declaration().packageName(),
            type.toBuilder().addOriginatingElement(originating).build())
        .indent("  ")
        .build()
        .writeTo(filer);
  }

  private static boolean isPublic(TypeElement type) {
    Element element = type;
    while (element.getKind() != ElementKind.PACKAGE) {
      if (!element.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
      element = element.getEnclosingElement();
    }
    return true;
  }
}
