package io.github.shapeproof.processor.declaration;

import java.nio.file.Path;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/**
 * The file of a type in ECJ. Before JDK 18 there is no API for it, and ECJ's own classes for that
 * API need a newer JDK to load, so it is read from the compiler's binding of the type, all of whose
 * links are public.
 */
final class EclipseFiles {
  private EclipseFiles() {}

  /** The text, where {@code type} is ECJ's and comes from source. */
  static Optional<SourceText> textOf(TypeElement type, String name) {
    try {
      Object scope = field(field(type, "_binding"), "scope");
      Object unit = call(scope, "referenceCompilationUnit");
      Object file = field(field(unit, "compilationResult"), "compilationUnit");
      String path = new String((char[]) call(file, "getFileName"));
      String content = new String((char[]) call(file, "getContents"));
      return Optional.of(SourceText.of(Path.of(path).toUri(), content, name));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }

  /** Whether {@code type} is ECJ's and comes from source, be it one that the source path has. */
  static boolean hasSource(TypeElement type) {
    return textOf(type, "").isPresent();
  }

  private static Object field(Object owner, String name) throws ReflectiveOperationException {
    return owner.getClass().getField(name).get(owner);
  }

  private static Object call(Object owner, String name) throws ReflectiveOperationException {
    return owner.getClass().getMethod(name).invoke(owner);
  }
}
