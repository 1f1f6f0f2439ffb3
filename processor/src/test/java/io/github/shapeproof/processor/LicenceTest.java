package io.github.shapeproof.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.TensorModel;
import io.github.shapeproof.runtime.Guard;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our jars bear our licence, and the processor's names the libraries that are copied into it. */
class LicenceTest {
  private static final Pattern COPIED = Pattern.compile("<include>([\\w.-]+:[\\w.-]+)</include>");

  @ParameterizedTest
  @ValueSource(classes = {TensorModel.class, Guard.class, ShapeProcessor.class})
  void eachJarHasTheLicence(Class<?> member) throws IOException {
    assertEquals(Files.readString(Path.of("..", "LICENSE")), text(member, "META-INF/LICENSE"));
  }

  @Test
  void theNoticeNamesEachCopiedLibrary() throws IOException {
    String notice = text(ShapeProcessor.class, "META-INF/NOTICE");
    List<String> copied =
        COPIED
            .matcher(Files.readString(Path.of("pom.xml")))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertEquals(3, copied.size());
    copied.forEach(library -> assertTrue(notice.contains("(" + library + ")"), library));
  }

  /** A file beside a class, in its jar or folder. */
  private static String text(Class<?> member, String name) throws IOException {
    URL place = member.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader only = new URLClassLoader(new URL[] {place}, null);
        InputStream in = only.getResourceAsStream(name)) {
      assertTrue(in != null, () -> name + " in " + place);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
