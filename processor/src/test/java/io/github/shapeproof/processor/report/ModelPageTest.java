package io.github.shapeproof.processor.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.Compilation;
import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.Golden;
import io.github.shapeproof.processor.testing.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages that {@code -Ashapeproof.report} asks for. */
class ModelPageTest {
  private static final String NECK =
      """
      @TensorModel(where = "H % 4 == 0")
      class FusionNeck {
        @Input @Shape("N,H,W,512") INDArray high;
        @Input @Shape("N,5,5,512") INDArray low;
        @Resize(from = "low", like = "high") INDArray up;
        @Concat(from = {"up", "high"}) @Shape("N,H,W,1024") INDArray fused;
      }
      """;
  private static final String WRONG =
      """
      @TensorModel
      class Wrong {
        @Input @Shape("N,5,5,32") INDArray x;
        @Deconv(filters = 3, kernel = 3, stride = 2, padding = SAME)
        @Shape("N,11,11,3") INDArray y;
        @Add(from = {"y", "z|`<b>"}) INDArray sum;
        @Activation(RELU) INDArray end;
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void tellsShapesSizesPlanAndMemory(CompilerKind compiler) throws IOException {
    assertEquals(List.of(), errors(compiler, NECK));
    Golden.check("report/FusionNeck.md", page("test.FusionNeck.md"));
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhatIsLearnedAndTheLosses(CompilerKind compiler) throws IOException {
    assertEquals(
        List.of(),
        errors(
            compiler,
            """
            class Outer {
              @TensorModel(layout = CHANNELS_FIRST)
              static class Classifier {
                @Input @Shape("N,3,H,W") INDArray image;
                @Input @Shape("N,10") INDArray label;
                @Conv(from = "image", filters = 16, kernel = 5, stride = 2) INDArray stem;
                @BatchNorm INDArray norm;
                @Activation(RELU) INDArray end;
                @Conv(filters = 16, kernel = 3, padding = SAME) INDArray body;
                @Add(from = {"body", "end"}) INDArray block;
                @Custom("N,C,H,W -> N,2*C,H,W") INDArray doubled;
                @GlobalAvgPool INDArray pooled;
                @Dense(units = 10) INDArray logits;
                @Loss(value = SOFTMAX_CROSS_ENTROPY, target = "label") INDArray loss;
              }
            }
            """));
    Golden.check("report/Classifier.md", page("test.Outer.Classifier.md"));
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhatAppliedModelsDo(CompilerKind compiler) throws IOException {
    assertEquals(
        List.of(),
        errors(
            compiler,
            """
            class Outer {
              @TensorModel
              static class Net {
                @Input @Shape("N,4") INDArray x;
                @Apply Block inner;
                @Add(from = {"inner.y", "inner.z"}) INDArray sum;
              }
              @TensorModel
              static class Block {
                @Input @Shape("N,C") INDArray x;
                @Custom("N,C -> N,C") INDArray y;
                @Dense(from = "x", units = 4) INDArray z;
              }
            }
            """));
    String page = page("test.Outer.Net.md");
    assertTrue(
        page.contains(
            """
            1. `inner.y`: Custom of `x`, a result
            1. `inner.z`: Dense of `x`, `inner/z/kernel`, `inner/z/bias`, into buffer 0
            1. `sum`: Add of `inner.y`, `inner.z`, in place of `inner.y`
            """),
        page);
  }

  @ParameterizedTest
  @EnumSource
  void dotsTheArrowsFromWhatOnlyASizeIsTakenOf(CompilerKind compiler) throws IOException {
    String sums =
        """
        @TensorModel
        class Sums {
          @Input @Shape("N,19,19,4") INDArray high;
          @Input @Shape("N,5,5,4") INDArray low;
          @Reconcile(from = "low", like = "high") INDArray up;
          @Reconcile(from = "low", like = "high", combine = ADD) INDArray sum;
        }
        """;
    assertEquals(List.of(), errors(compiler, sums));
    String page = page("test.Sums.md");
    assertTrue(
        page.contains(
            """
              t1 --> t2
              t0 -.-> t2
              t1 --> t3
              t0 --> t3
            """),
        page);
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhatWeightsFix(CompilerKind compiler) throws IOException {
    String head =
        """
        @TensorModel
        class Head {
          @Input @Shape("N,H,W,C") INDArray x;
          @BatchNorm INDArray norm;
          @Flatten INDArray flat;
          @Dense(units = 3) INDArray y;
        }
        """;
    assertEquals(List.of(), errors(compiler, head));
    String page = page("test.Head.md");
    assertTrue(
        page.contains(
            """
            numbers in all.

            `C` is that of the weights that are given: `norm/gamma`.

            `C*H*W` is that of the weights that are given: `y/kernel`.
            """),
        page);
  }

  @ParameterizedTest
  @EnumSource
  void callsNamelessSizesByTheirPlaces(CompilerKind compiler) throws IOException {
    String head =
        """
        @TensorModel
        class Head {
          @Input @Shape("_,_,7,3") INDArray x;
          @MaxPool(kernel = 3) INDArray small;
          @Flatten INDArray flat;
          @Dense(units = 3) INDArray y;
        }
        """;
    assertEquals(List.of(), errors(compiler, head));
    String page = page("test.Head.md");
    assertTrue(page.contains("- `x[1] >= 3`: kernel 3 of `small`\n"), page);
    assertTrue(page.contains("| `_,_/3,2,3` |"), page);
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhatIsWrong(CompilerKind compiler) throws IOException {
    assertEquals(List.of("SP201", "SP001"), errors(compiler, WRONG));
    Golden.check("report/Wrong.md", page("test.Wrong.md"));
  }

  @ParameterizedTest
  @EnumSource
  void keepsThePagesOfWhatIsNotCompiled(CompilerKind compiler) throws IOException {
    errors(compiler, WRONG);
    errors(compiler, NECK);
    try (Stream<Path> pages = Files.list(folder)) {
      assertEquals(
          Set.of("test.FusionNeck.md", "test.Wrong.md"),
          pages
              .map(p -> p.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void needsNoAdapter(CompilerKind compiler) throws IOException {
    Compilation compilation = compiler.compilation().source(NECK).options(option(folder));
    assertTrue(compilation.options("-Ashapeproof.generate=none").compile().sources().isEmpty());
    assertFalse(page("test.FusionNeck.md").isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void aFileInTheFoldersPlaceIsTold(CompilerKind compiler) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    List<Message> errors =
        compiler.compilation().source(NECK).options(option(file)).compile().errors();
    assertEquals(List.of("SP017"), errors.stream().map(Message::code).toList());
    assertTrue(errors.get(0).text().contains("its folder is a file"), errors::toString);
    assertEquals("mine", Files.readString(file));
  }

  private List<String> errors(CompilerKind compiler, String source) {
    return compiler.compilation().source(source).options(option(folder)).compile().errors().stream()
        .map(Message::code)
        .toList();
  }

  private static String option(Path folder) {
    return "-Ashapeproof.report=" + folder;
  }

  private String page(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }
}
