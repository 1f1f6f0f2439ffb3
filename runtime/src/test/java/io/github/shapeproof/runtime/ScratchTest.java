package io.github.shapeproof.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.runtime.Scratch.ThreadRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Classes that have rows at the same time have rows of different names. */
class ScratchTest {
  private static final Path SOURCES = Path.of("src/main/java/io/github/shapeproof/runtime/op");
  private static final Pattern NAME = Pattern.compile("\\bThread(?:Row|Ring)\\.([A-Z_]+)");

  private static final String AXIS = "AXIS";
  private static final String FINISH = "FINISH";
  private static final String BODY = "BODY";

  @Test
  void aClassUsesTheNamesOfOneRole() throws IOException {
    Map<String, Set<String>> roles =
        sources().stream()
            .collect(Collectors.toMap(ScratchTest::name, source -> rolesOf(read(source))));
    roles.forEach((name, used) -> assertTrue(used.size() <= 1, name + " uses " + used));
    assertEquals(
        Set.of("Columns", "Phases", "SlidImages", "SlidRows"), classesOf(AXIS, roles), AXIS);
    assertEquals(Set.of("Blend", "Gate"), classesOf(FINISH, roles), FINISH);
  }

  @Test
  void everyRowIsUsed() throws IOException {
    String all = sources().stream().map(ScratchTest::read).collect(Collectors.joining());
    for (ThreadRow row : ThreadRow.values()) {
      assertTrue(all.contains("ThreadRow." + row), row.name());
    }
  }

  private static Set<String> classesOf(String role, Map<String, Set<String>> roles) {
    return roles.keySet().stream()
        .filter(name -> roles.get(name).contains(role))
        .collect(Collectors.toSet());
  }

  private static Set<String> rolesOf(String text) {
    return NAME.matcher(text)
        .results()
        .map(ScratchTest::role)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String role(MatchResult match) {
    String name = match.group(1);
    return name.startsWith("AXIS_") ? AXIS : name.startsWith("FINISH_") ? FINISH : BODY;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files.toList();
    }
  }

  private static String name(Path source) {
    return source.getFileName().toString().replace(".java", "");
  }

  private static String read(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
