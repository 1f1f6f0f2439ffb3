package io.github.shapeproof.processor.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.Message;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Helps where models apply others. */
class AppliedHelpsTest {
  private static final String BLOCK =
      """
      @TensorModel class Block {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filtersOf = "C", kernel = 7) INDArray a;
        @Conv(filtersOf = "C", kernel = 1) INDArray b;
        @Add(from = {"x", "b"}) INDArray out;
      }
      """;

  private static final String CELL =
      """
      @TensorModel class Cell {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filtersOf = "F", kernel = 3, strideOf = "S", pad = 1) INDArray y;
      }
      """;

  private static final String OTHER_TENSOR =
      "use from = {\"a\", \"b\"} in place of {\"x\", \"b\"} on `out`";

  private static final String FITTED =
      "insert @Reconcile(from = \"b\", like = \"x\") `bFitted` above `out`, and use from = {\"x\","
          + " \"bFitted\"} in place of {\"x\", \"b\"} on `out`";

  @ParameterizedTest
  @EnumSource
  void noHelpBreaksAModelThatAppliesTheOneAtFault(CompilerKind compiler) {
    assertEquals(
        List.of(OTHER_TENSOR, "add padding = SAME to `a`", "add pad = 3 to `a`"),
        helps(compiler, BLOCK));
    String applier =
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Apply(times = 2) Block a;
        }
        """;
    assertEquals(
        List.of("add padding = SAME to `a`", "add pad = 3 to `a`", FITTED),
        helps(compiler, applier + BLOCK));
  }

  @ParameterizedTest
  @EnumSource
  void noHelpBreaksAModelThatAppliesTheOneAtFaultThroughAnother(CompilerKind compiler) {
    String appliers =
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Apply @Shape("N,8,8,4") Stage s;
        }
        @TensorModel class Stage {
          @Input @Shape("N,H,W,C") INDArray x;
          @Apply Block a;
          @Apply Block b;
        }
        """;
    assertEquals(
        List.of("add padding = SAME to `a`", "add pad = 3 to `a`", FITTED),
        helps(compiler, appliers + BLOCK));
  }

  @ParameterizedTest
  @EnumSource
  void anErrorOfTheApplierIsNoFaultOfTheHelps(CompilerKind compiler) {
    String applier =
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Apply(times = 2) Block a;
          @Conv(from = "x", filters = 3, kernel = 9) INDArray y;
        }
        """;
    assertEquals(
        List.of("add padding = SAME to `a`", "add pad = 3 to `a`", FITTED),
        helps(compiler, applier + BLOCK));
  }

  @ParameterizedTest
  @EnumSource
  void aStrideThatWithGives(CompilerKind compiler) {
    String model =
        """
        @TensorModel class Net {
          @Input @Shape("N,H,W,C") INDArray x;
          @Apply(with = "F=C,S=2") Cell b;
          @Add(from = {"x", "b"}) INDArray out;
        }
        """;
    assertEquals(
        "use with = \"F=C,S=1\" in place of \"F=C,S=2\" on `b`",
        helps(compiler, model + CELL).get(0));
  }

  @ParameterizedTest
  @EnumSource
  void noOtherStrideSparesAModelItsFault(CompilerKind compiler) {
    String models =
        """
        @TensorModel class Net {
          @Input @Shape("N,32,32,64") INDArray x;
          @Apply(with = "S=1") Neck a;
          @Apply(with = "S=2") Neck out;
        }
        @TensorModel class Neck {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filtersOf = "C", kernel = 3, strideOf = "S", pad = 1) INDArray y;
          @Add(from = {"x", "y"}) INDArray sum;
        }
        """;
    assertEquals(List.of(), helps(compiler, models));
  }

  @ParameterizedTest
  @EnumSource
  void filtersThatWithGives(CompilerKind compiler) {
    String model =
        """
        @TensorModel class Net {
          @Input @Shape("N,H,W,C") INDArray x;
          @Apply(with = "F=2*C,S=1") Cell b;
          @Add(from = {"x", "b"}) INDArray out;
        }
        """;
    assertEquals(
        "use with = \"F=C,S=1\" in place of \"F=2*C,S=1\" on `b`",
        helps(compiler, model + CELL).get(0));
  }

  @ParameterizedTest
  @EnumSource
  void aForgottenStrideIsASmallNumber(CompilerKind compiler) {
    String model =
        """
        @TensorModel class Net {
          @Input @Shape("N,32,32,64") INDArray x;
          @Apply(with = "F=64") @Shape("N,%d,%d,64") Cell out;
        }
        """;
    assertEquals(
        List.of("use with = \"F=64,S=1\" in place of \"F=64\" on `out`"),
        helps(compiler, model.formatted(32, 32) + CELL));
    assertEquals(
        List.of("use with = \"F=64,S=2\" in place of \"F=64\" on `out`"),
        helps(compiler, model.formatted(16, 16) + CELL));
  }

  @ParameterizedTest
  @EnumSource
  void forgottenFiltersAreASizeOfChannels(CompilerKind compiler) {
    String model =
        """
        @TensorModel class Net {
          @Input @Shape("N,56,56,96") INDArray x;
          @Apply(with = "F=24,S=2") Cell a;
          @Apply(with = "S=1") Cell out;
        }
        """;
    assertEquals(
        List.of("use with = \"S=1,F=24\" in place of \"S=1\" on `out`"),
        helps(compiler, model + CELL));
  }

  @ParameterizedTest
  @EnumSource
  void aSymbolThatNothingNamesButOneTextIsMendedThereAndNotGiven(CompilerKind compiler) {
    String text =
        compiler
            .compilation()
            .source(
                """
                @TensorModel class Net {
                  @Input @Shape("N,56,56,96") INDArray x;
                  @Apply(times = 3) @Shape("N,56,56,96") Mlp out;
                }
                @TensorModel class Mlp {
                  @Input @Shape("N,H,W,C") INDArray x;
                  @Dense(unitsOf = "4*D") INDArray wide;
                  @Dense(unitsOf = "C") INDArray y;
                }
                """)
            .compile()
            .onlyError()
            .text();
    assertTrue(text.contains("[SP503] `out` applies `Mlp`, but neither its inputs"), text);
    assertTrue(
        text.contains(
            "in `Mlp` nothing names D but unitsOf = \"4*D\" of `wide`; its inputs have C, H, N, W"),
        text);
    assertTrue(
        text.contains(
            "help: use unitsOf = \"4*C\" in place of \"4*D\" on `wide` of `Mlp` (Net.java:7)"),
        text);
    assertEquals(1, text.lines().filter(line -> line.contains("help: ")).count(), text);
  }

  private static final String WIDTHS =
      """
      @TensorModel class Net {
        @Input @Shape("N,8,8,4") INDArray x;
        @Apply Head head;
        @Conv(from = "x", filters = 6, kernel = 1) INDArray y;
        @Add(from = {"head", "y"}) INDArray out;
      }
      @TensorModel class Head {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filters = 5, kernel = 1) INDArray y;
      }
      """;

  @ParameterizedTest
  @EnumSource
  void aModelIsEditedUnlessOthersNeedItAsItIs(CompilerKind compiler) {
    String edit = "use filters = 6 in place of 5 on `y` of `Head`";
    assertTrue(helps(compiler, WIDTHS).contains(edit));
    String other =
        """
        @TensorModel class Other {
          @Input @Shape("N,8,8,4") INDArray x;
          @Apply @Shape("N,8,8,5") %s head;
        }
        @TensorModel class Between {
          @Input @Shape("N,8,8,4") INDArray x;
          @Apply Head head;
        }
        """;
    assertFalse(helps(compiler, WIDTHS + other.formatted("Head")).contains(edit));
    assertFalse(helps(compiler, WIDTHS + other.formatted("Between")).contains(edit));
  }

  @ParameterizedTest
  @EnumSource
  void aModelFromAClassFileIsNotEdited(CompilerKind compiler, @TempDir Path folder)
      throws IOException {
    int split = WIDTHS.indexOf("@TensorModel class Head");
    for (Map.Entry<String, byte[]> type :
        compiler.compilation().source(WIDTHS.substring(split)).compile().classes().entrySet()) {
      Path file = folder.resolve(type.getKey().replace('.', '/') + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, type.getValue());
    }
    String text =
        compiler
            .compilation()
            .source(WIDTHS.substring(0, split))
            .classPath(folder + File.pathSeparator + System.getProperty("java.class.path"))
            .compile()
            .onlyError()
            .text();
    assertTrue(text.contains("help: use filters = 5 in place of 6 on `y` (line 4)"), text);
    assertFalse(text.contains("of `Head`"), text);
  }

  @ParameterizedTest
  @EnumSource
  void noEditMakesAConditionOfTheModelVoid(CompilerKind compiler) {
    String models =
        """
        @TensorModel class Net {
          @Input @Shape("N,6,8,4") INDArray x;
          @Apply Even out;
        }
        @TensorModel(where = "H % 4 == 0") class Even {
          @Input @Shape("N,H,W,C") INDArray x;
          @MaxPool(kernel = 2) INDArray y;
        }
        """;
    assertEquals(List.of(), helps(compiler, models));
  }

  /**
   * Facts are said in both models, one after the other, where the sizes of the applier may be so.
   */
  @ParameterizedTest
  @EnumSource
  void factsThatThoseWhoApplyTheModelHaveToSayToo(CompilerKind compiler) {
    String pyramid =
        """
        @TensorModel class Pyramid {
          @Input @Shape("N,H,W,8") INDArray p3;
          @Input @Shape("N,H/2,W/2,8") INDArray p4;
          @Input @Shape("N,H/4,W/4,8") INDArray p5;
          @Resize(scale = 2) INDArray up;
          @Add(from = {"p4", "up"}) INDArray out;
          @Resize(scale = 2) INDArray up4;
          @Add(from = {"p3", "up4"}) INDArray sum;
        }
        """;
    String stack =
        """
        @TensorModel class Stack {
          @Input @Shape("%s,8") INDArray p3;
          @Input @Shape("%s,8") INDArray p4;
          @Input @Shape("%s,8") INDArray p5;
          @Apply(from = {"p3", "p4", "p5"}) Pyramid a;
          @Conv(filters = 8, kernel = 1) INDArray b;
        }
        """;
    assertEquals(
        List.of(
            "add where = {\"H % 4 == 0\", \"W % 4 == 0\"} to @TensorModel; `Stack` has to say so too"),
        helps(compiler, pyramid + stack.formatted("N,H,W", "N,H/2,W/2", "N,H/4,W/4")));
    List<String> odd = helps(compiler, pyramid + stack.formatted("N,7,7", "N,3,3", "N,1,1"));
    assertTrue(odd.stream().noneMatch(help -> help.contains("where")), odd::toString);
  }

  @ParameterizedTest
  @EnumSource
  void aPoolBeforeAModelThatTakesFeatures(CompilerKind compiler) {
    String models =
        """
        @TensorModel class Net {
          @Input @Shape("N,H,W,3") INDArray x;
          @Conv(filters = 64, kernel = 3) INDArray y;
          @Apply Head out;
        }
        @TensorModel class Head {
          @Input @Shape("N,C") INDArray x;
          @Dense(units = 10) INDArray y;
        }
        """;
    assertEquals(
        "insert @GlobalAvgPool(from = \"y\") `yPooled` above `out`, and add from = \"yPooled\" to"
            + " `out`",
        helps(compiler, models).get(0));
  }

  /** Each stage has twice the channels of the one before. */
  @ParameterizedTest
  @EnumSource
  void twiceTheChannelsOfAnother(CompilerKind compiler) {
    String models =
        """
        @TensorModel class Net {
          @Input @Shape("N,32,32,24") INDArray x;
          @Apply(with = "F=240") @Shape("N,32,32,240") Stage a;
          @Apply(with = "F=400") Stage out;
        }
        @TensorModel(where = {"F % 12 == 0", "F >= 2*C"}) class Stage {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filtersOf = "F", kernel = 3, padding = SAME) INDArray y;
        }
        """;
    assertEquals(
        List.of("use with = \"F=480\" in place of \"F=400\" on `out`"), helps(compiler, models));
  }

  /** The helps of the error on `out`, without lines. */
  private static List<String> helps(CompilerKind compiler, String source) {
    List<Message> errors = compiler.compilation().source(source).compile().errors();
    return errors.stream()
        .map(Message::text)
        .filter(text -> text.contains("] `out`"))
        .findFirst()
        .orElseThrow()
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("help: "))
        .map(
            line ->
                line.substring("help: ".length()).replaceAll(" \\((line |\\w+\\.java:)\\d+\\)", ""))
        .toList();
  }
}
