package io.github.shapeproof.processor.diagnostic;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder that paths in machine-readable output start from: the one with {@code .git} that the
 * source lies in, as {@code git apply} and code scanning expect, else the working directory.
 */
final class SourceRoot {
  private SourceRoot() {}

  /** The path of a source file from its root, with forward slashes; empty if it is no file. */
  static Optional<String> relative(URI uri) {
    Path file;
    try {
      file = Path.of(uri).toAbsolutePath().normalize();
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
    Path root = Path.of("").toAbsolutePath();
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(".git"))) {
        root = folder;
        break;
      }
    }
    Path path = file.startsWith(root) ? root.relativize(file) : file;
    return Optional.of(path.toString().replace('\\', '/'));
  }
}
