package io.github.shapeproof.processor;

import io.github.shapeproof.processor.declaration.Site;
import io.github.shapeproof.processor.diagnostic.Code;
import io.github.shapeproof.processor.diagnostic.Diagnostic;
import io.github.shapeproof.processor.diagnostic.Patch;
import io.github.shapeproof.processor.diagnostic.Reported;
import io.github.shapeproof.processor.diagnostic.Sarif;
import io.github.shapeproof.processor.report.ModelPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The files beside the adapters: errors as SARIF, the first help of each as a patch, and a page for
 * each model. The first two speak of one compilation, which is enough for incremental builds too: a
 * class with an error keeps its compilation from succeeding, so it is compiled again until it has
 * none.
 */
final class OutputFiles {
  private final Options options;

  OutputFiles(Options options) {
    this.options = options;
  }

  /** Removes what an earlier compilation left, so that nothing stale outlives a killed build. */
  void clear() {
    Stream.of(options.sarif(), options.patch()).flatMap(Optional::stream).forEach(this::clear);
  }

  private void clear(Path file) {
    try {
      if (Files.isRegularFile(file)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      // Nor can it be written, which is reported when that is tried.
    }
  }

  /** Writes the errors of a compilation. */
  List<Diagnostic> write(List<Reported> errors) {
    List<Diagnostic> faults = new ArrayList<>();
    options
        .sarif()
        .flatMap(file -> write(file, bytes(Sarif.of(errors, Version.text()))))
        .ifPresent(faults::add);
    options.patch().flatMap(file -> write(file, Patch.of(errors))).ifPresent(faults::add);
    return faults;
  }

  /**
   * Writes the page of a model, which replaces the one that an earlier compilation wrote, so that
   * incremental builds keep the pages of what they do not compile.
   */
  Optional<Diagnostic> writePage(Outcome outcome) {
    return options
        .report()
        .flatMap(
            folder -> {
              String name = ModelPage.name(outcome.model().declaration());
              try {
                String page = ModelPage.of(outcome.model(), outcome.errors());
                return write(folder.resolve(name), bytes(page));
              } catch (InvalidPathException e) {
                return Optional.of(unwritten(folder + "/" + name, e.getReason()));
              }
            });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes a file whole or not at all; to what is no file, such as a pipe, as to a stream. */
  private static Optional<Diagnostic> write(Path file, byte[] content) {
    try {
      if (Files.isDirectory(file)) {
        throw new FileSystemException(file.toString(), null, "it is a folder");
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        Files.write(file, content);
        return Optional.empty();
      }
      Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
      Files.createDirectories(folder);
      Path draft = folder.resolve(".shapeproof-%s.tmp".formatted(UUID.randomUUID()));
      try {
        Files.write(draft, content, StandardOpenOption.CREATE_NEW);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(unwritten(file.toString(), e));
    }
  }

  /** A file that the disk does not take. */
  static Diagnostic unwritten(String file, IOException cause) {
    return unwritten(file, reason(cause));
  }

  private static Diagnostic unwritten(String file, String reason) {
    return Diagnostic.of(
        Code.SP017, Site.MODEL, "%s cannot be written: %s".formatted(file, reason));
  }

  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException) {
      return "its folder is a file";
    }
    String told = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
    return Objects.requireNonNullElse(told, e.toString());
  }
}
