package io.github.shapeproof.processor.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Expected texts in files under {@code src/test/golden}. {@code mvn test
 * -Dshapeproof.updateGolden=true} writes them anew, to be read in the diff.
 */
public final class Golden {
  private static final Path FOLDER = Path.of("src", "test", "golden");

  private Golden() {}

  /** Asserts that a text is the one in the file of that name. */
  public static void check(String name, String actual) {
    Path file = FOLDER.resolve(name);
    try {
      if (Boolean.getBoolean("shapeproof.updateGolden")) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, actual);
      }
      assertEquals(Files.readString(file), actual, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
