package io.github.shapeproof.processor.fix;

import static io.github.shapeproof.processor.fix.Helped.helps;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.annotation.Concat;
import io.github.shapeproof.annotation.Conv;
import io.github.shapeproof.annotation.Dense;
import io.github.shapeproof.annotation.Reshape;
import io.github.shapeproof.processor.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written as another framework, or another language, has it: the help respells it. */
final class NotationSlipsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[N,28,28,1]   | N,28,28,1",
        "(N,28,28,1)   | N,28,28,1",
        "(N,28,28,1,)  | N,28,28,1",
        "{N, 28,28, 1} | N, 28,28, 1",
        "N;28;28;1     | N,28,28,1",
        "?,28,28,1     | _,28,28,1",
        "-1,28,28,1    | _,28,28,1",
        "[-1, ?, ?, 1] | _,_,_, 1"
      })
  void shapes(String written, String meant) {
    Models model =
        Models.model().input("x", written).layer("y", Conv.class, "filters", 2, "kernel", 1);
    assertEquals(List.of("declare `x` (line 1) as @Shape(\"%s\")".formatted(meant)), helps(model));
  }

  @Test
  void theSizeThatReshapeLeavesOpen() {
    Models model =
        Models.model()
            .input("x", "N,28,28,1")
            .layer("y", Reshape.class, "value", "-1,784")
            .layer("z", Dense.class, "units", 10);
    assertEquals(
        List.of("use value = \"_,784\" in place of \"-1,784\" on `y` (line 2)"), helps(model));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "H % 4 == 0 and W == 8 | H % 4 == 0 && W == 8",
        "H % 4 == 0 AND W = 8  | H % 4 == 0 && W == 8",
        "H % 4 == 0 & W => 8   | H % 4 == 0 && W >= 8",
        "H % 4 == 0; W >= 8    | H % 4 == 0 && W >= 8"
      })
  void facts(String written, String meant) {
    Models model =
        Models.model()
            .where(written)
            .input("x", "N,H,W,1")
            .layer("y", Conv.class, "filters", 2, "kernel", 1);
    assertEquals(
        List.of("use \"%s\" in place of \"%s\" in where".formatted(meant, written)), helps(model));
  }

  @Test
  void severalNamesInOneText() {
    Models model =
        Models.model()
            .input("a", "N,8,8,4")
            .input("b", "N,8,8,4")
            .layer("c", Concat.class, "from", List.of("a, b"));
    assertEquals(
        List.of("use from = {\"a\", \"b\"} in place of \"a, b\" on `c` (line 3)"), helps(model));
  }

  @Test
  void aFieldAsJavaNamesIt() {
    Models model =
        Models.model()
            .input("a", "N,8,8,4")
            .layer("c", Conv.class, "from", "this.a", "filters", 2, "kernel", 1);
    assertEquals(List.of("use from = \"a\" in place of \"this.a\" on `c` (line 2)"), helps(model));
  }
}
