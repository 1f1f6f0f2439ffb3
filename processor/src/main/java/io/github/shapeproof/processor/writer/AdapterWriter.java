package io.github.shapeproof.processor.writer;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.model.CheckedModel;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Generated;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;

/**
 * Writes the adapter of each model, or a stub where the model has errors. A file has its model as
 * its only originating element and depends on nothing but that and the types of its fields, as
 * incremental builds want it.
 */
public final class AdapterWriter {
  private final Filer filer;
  private final Elements elements;
  private final String generator;

  /**
   * @param generator the name of the processor, which adapters bear
   */
  public AdapterWriter(ProcessingEnvironment environment, String generator) {
    this.filer = environment.getFiler();
    this.elements = environment.getElementUtils();
    this.generator = generator;
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
    AnnotationSpec.Builder suppressed =
        AnnotationSpec.builder(SuppressWarnings.class).addMember("value", "$S", "unused");
    if (isExported(originating)) {
      suppressed.addMember("value", "$S", "exports");
    }
    TypeSpec.Builder complete =
        type.toBuilder().addOriginatingElement(originating).addAnnotation(suppressed.build());
    // Not so in a module of the user that does not require java.compiler.
    if (reads(originating, Generated.class.getName())) {
      complete.addAnnotation(
          AnnotationSpec.builder(Generated.class).addMember("value", "$S", generator).build());
    }
    // Classes of java.lang are imported too: the user's package may have a String of its own.
    JavaFile file =
        JavaFile.builder(model.declaration().packageName(), complete.build()).indent("  ").build();
    JavaFileObject target =
        filer.createSourceFile(
            Signatures.adapter(model.declaration()).canonicalName(), originating);
    try (Writer writer = target.openWriter()) {
      writer.write(ascii(file.toString()));
    } catch (IOException e) {
      target.delete();
      throw e;
    }
  }

  /**
   * Java source whose bytes are the same in all encodings: javac writes in that of the sources,
   * which need not have every letter, and ECJ in UTF-8 even where it then reads another one.
   */
  private static String ascii(String source) {
    StringBuilder ascii = new StringBuilder();
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      ascii.append(c < 128 ? String.valueOf(c) : "\\u%04x".formatted((int) c));
    }
    return ascii.toString();
  }

  /** The library that adapters need and a class does not see: they cannot be compiled beside it. */
  public Optional<String> missing(TypeElement type) {
    // A class of the runtime that names none of ND4J's: ECJ fails at others where those are
    // missing.
    if (!reads(type, ClassNames.SHAPE_MISMATCH.canonicalName())) {
      return Optional.of("io.github.shapeproof:shapeproof-runtime");
    }
    return reads(type, ClassNames.ARRAY.canonicalName())
        ? Optional.empty()
        : Optional.of("org.nd4j:nd4j-api");
  }

  /** Whether a class sees another one, of its class path or of what its module requires. */
  private boolean reads(TypeElement type, String name) {
    ModuleElement module = elements.getModuleOf(type);
    return module == null
        ? elements.getTypeElement(name) != null
        : elements.getTypeElement(module, name) != null;
  }

  /** Whether other modules see the class: then they should see ND4J too, is the compiler's view. */
  private boolean isExported(TypeElement type) {
    ModuleElement module = elements.getModuleOf(type);
    return module != null
        && isPublic(type)
        && ElementFilter.exportsIn(module.getDirectives()).stream()
            .anyMatch(exports -> exports.getPackage().equals(elements.getPackageOf(type)));
  }

  private static boolean isPublic(TypeElement type) {
    for (Element element = type;
        element != null && element.getKind() != ElementKind.PACKAGE;
        element = element.getEnclosingElement()) {
      if (!element.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
    }
    return true;
  }
}
