package io.github.shapeproof.processor.docs;

import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.Golden;
import io.github.shapeproof.processor.testing.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README's first command shows: every message of the seeds, to be read in a diff. */
final class SeedMessagesTest {
  private static final Path CLAIMS = Path.of("..", "samples", "seeds", "src", "claims", "java");

  @Test
  void areTheOnesThatWereRead() throws IOException {
    StringBuilder messages = new StringBuilder();
    for (Path claim : claims()) {
      for (Message error :
          CompilerKind.JAVAC.compilation().source(Files.readString(claim)).compile().errors()) {
        messages.append(
            "%s:%d:%d: %s%n%n".formatted(error.file(), error.line(), error.column(), error.text()));
      }
    }
    Golden.check("diagnostic/seeds.txt", messages.toString());
  }

  private static List<Path> claims() throws IOException {
    try (Stream<Path> files = Files.walk(CLAIMS)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
