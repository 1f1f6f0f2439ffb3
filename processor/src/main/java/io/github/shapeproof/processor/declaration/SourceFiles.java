package io.github.shapeproof.processor.declaration;

import java.io.IOException;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;

/**
 * Reads the file that declares a type, by whichever way the compiler at hand offers. Lines and
 * columns are a service to the reader of a message: where no way works they are left out and
 * nothing else changes.
 */
final class SourceFiles {
  private final Elements elements;
  private final Optional<JavacTrees> trees;

  SourceFiles(ProcessingEnvironment environment) {
    elements = environment.getElementUtils();
    trees = JavacTrees.of(environment);
  }

  /**
   * The text of the file in which {@code type} stands.
   *
   * @param name the type's name within its package
   */
  SourceText textOf(TypeElement type, String name) {
    return trees
        .flatMap(t -> t.fileOf(type))
        .or(() -> fileObjectOf(type))
        .flatMap(file -> read(file, name))
        .or(() -> EclipseFiles.textOf(type, name))
        .map(text -> text.in(new Scope(elements, type, text.imports())))
        .orElse(SourceText.unknown());
  }

  private static Optional<SourceText> read(FileObject file, String name) {
    try {
      String content = file.getCharContent(true).toString();
      return Optional.of(SourceText.of(file.toUri(), content, name));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** {@code Elements.getFileObjectOf}, which is there from JDK 18 on. */
  private Optional<FileObject> fileObjectOf(TypeElement type) {
    try {
      Object file =
          Elements.class.getMethod("getFileObjectOf", Element.class).invoke(elements, type);
      return Optional.ofNullable((FileObject) file);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
