package io.github.shapeproof.processor.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Results of applied models that were not meant, or were meant and are none. */
class AppliedResultsTest {
  private static final String DENSE =
      """
      @TensorModel class Net {
        @Input @Shape("N,8,8,16") INDArray x;
        @Apply Cell a;
        @Apply Cell b;
        @Apply Cell c;
        @GlobalAvgPool INDArray pooled;
      }
      @TensorModel class Cell {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filters = 64, kernel = 1) INDArray narrow;
        @Conv(filters = 32, kernel = 3, padding = SAME) INDArray more;
        @Concat(from = {"x", "narrow"}) INDArray out;
      }
      """;

  private static final String BACKBONE =
      """
      @TensorModel class Net {
        @Input @Shape("N,64,64,3") INDArray image;
        @Apply Backbone body;
        @Conv(from = "body.c2", filters = 8, kernel = 1) INDArray p2;
        @Conv(from = "body.c3", filters = 8, kernel = 1) INDArray p3;
        @Conv(from = "body.c4", filters = 8, kernel = 1) INDArray p4;
      }
      @TensorModel class Backbone {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filters = 16, kernel = 3, stride = 2, padding = SAME) INDArray c2;
        @Conv(filters = 32, kernel = 3, stride = 2, padding = SAME) INDArray c3;
        @Conv(filters = 64, kernel = 3, stride = 2, padding = SAME) INDArray c4;
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aTensorThatNothingReads(CompilerKind compiler) {
    Message error = compiler.compilation().source(DENSE).compile().onlyError();
    assertEquals(4, error.line());
    assertTrue(
        error
            .text()
            .startsWith(
                "[SP001] `b` reads \"a\", which has several results; name one of: a.more, a.out"),
        error::text);
    assertTrue(
        error
            .text()
            .contains(
                "nothing there reads `more` of `Cell` (Net.java:11), so that is a result as well"),
        error::text);
    assertEquals(
        List.of(
            "use from = {\"x\", \"narrow\", \"more\"} in place of {\"x\", \"narrow\"} on `out` of `Cell`"
                + " (Net.java:12)"),
        helps(error));
  }

  /** A field has no name with a dot. */
  @ParameterizedTest
  @EnumSource
  void whatIsInsertedHasAName(CompilerKind compiler) {
    Message error =
        compiler
            .check(
                """
                @TensorModel class Net {
                  @Input @Shape("N,8,8,16") INDArray x;
                  @Apply Two b;
                  @Activation(value = RELU, from = /*^*/{"b.y", "x"}) INDArray r; // SP012
                }
                @TensorModel class Two {
                  @Input @Shape("N,H,W,C") INDArray x;
                  @Conv(filters = 4, kernel = 1) @Output INDArray y;
                  @Conv(filters = 4, kernel = 1) @Output INDArray z;
                }
                """)
            .onlyError();
    assertEquals(
        List.of(
            "insert @Concat(from = {\"b.y\", \"x\"}) `bYJoined` above `r`, and use from = \"bYJoined\" in"
                + " place of {\"b.y\", \"x\"} on `r` (line 4)",
            "use from = \"b.y\" in place of {\"b.y\", \"x\"} on `r` (line 4)"),
        helps(error));
  }

  /** What it repeats has one result. */
  @ParameterizedTest
  @EnumSource
  void aTensorThatNothingReadsOfWhatIsRepeated(CompilerKind compiler) {
    String repeated =
        DENSE
            .replaceAll(
                "@Apply Cell a;\\s+@Apply Cell b;\\s+@Apply Cell c;", "@Apply(times = 3) Cell a;")
            .replace(
                "@Concat(from = {\"x\", \"narrow\"})", "@Activation(value = RELU, from = \"x\")");
    Message error = compiler.compilation().source(repeated).compile().onlyError();
    assertTrue(error.text().startsWith("[SP505] `a` applies `Cell` 3 times"), error::text);
    assertTrue(error.text().contains("nothing there reads `more` of `Cell`"), error::text);
  }

  /** All of it is meant: the last result comes first, and every reader is told. */
  @ParameterizedTest
  @EnumSource
  void resultsOfWhichOneIsToBeNamed(CompilerKind compiler) {
    String source =
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,16") INDArray x;
          @Apply Split a;
          @Activation(value = RELU, from = "a") INDArray r;
          @Activation(value = RELU, from = "a.low") INDArray s;
        }
        @TensorModel class Split {
          @Input @Shape("N,H,W,C") INDArray x;
          @MaxPool(from = "x", kernel = 2) @Output INDArray low;
          @Conv(from = "x", filters = 2, kernel = 1) @Output INDArray high;
        }
        """;
    Message error = compiler.compilation().source(source).compile().onlyError();
    assertTrue(!error.text().contains("nothing there reads"), error::text);
    assertEquals(List.of("use from = \"a.high\" in place of \"a\" on `r` (line 4)"), helps(error));
  }

  @ParameterizedTest
  @EnumSource
  void outputForgotten(CompilerKind compiler) throws IOException {
    Path patch = folder.resolve("fix.patch");
    Message error =
        compiler
            .compilation()
            .source(BACKBONE)
            .options("-Ashapeproof.patch=" + patch)
            .compile()
            .onlyError();
    assertEquals(4, error.line());
    assertTrue(
        error
            .text()
            .startsWith(
                "[SP001] `p2` reads \"body.c2\", but `c2` of `Backbone` is no result without"
                    + " @Output: it is read there"),
        error::text);
    assertEquals(
        List.of(
            "add @Output to `c2` of `Backbone` (Net.java:10) and to `c3` of `Backbone`"
                + " (Net.java:11)"),
        helps(error));
    String added = "Output INDArray c3;";
    assertTrue(Files.readString(patch).contains(added), () -> read(patch));
    String mended = BACKBONE.replaceAll("(INDArray c[23];)", "@Output $1");
    assertEquals(List.of(), compiler.compilation().source(mended).compile().errors());
  }

  /** Of a field with several results the field is marked, once. */
  @ParameterizedTest
  @EnumSource
  void outputForgottenOnWhatHasSeveralResults(CompilerKind compiler) {
    String source =
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Apply Outer b;
          @Activation(value = RELU, from = "b.both.low") INDArray r;
          @Activation(value = RELU, from = "b.both.high") INDArray s;
        }
        @TensorModel class Outer {
          @Input @Shape("N,H,W,C") INDArray x;
          @Apply Inner both;
          @Add(from = {"both.low", "both.high"}) INDArray sum;
        }
        @TensorModel class Inner {
          @Input @Shape("N,H,W,C") INDArray x;
          @Activation(value = RELU, from = "x") INDArray low;
          @Activation(value = TANH, from = "x") INDArray high;
        }
        """;
    Message error = compiler.compilation().source(source).compile().onlyError();
    assertEquals(List.of("add @Output to `both` of `Outer` (Net.java:9)"), helps(error));
    String mended = source.replace("Inner both;", "@Output Inner both;");
    assertEquals(List.of(), compiler.compilation().source(mended).compile().errors());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static List<String> helps(Message error) {
    return error
        .text()
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("help: "))
        .map(line -> line.substring("help: ".length()))
        .toList();
  }
}
