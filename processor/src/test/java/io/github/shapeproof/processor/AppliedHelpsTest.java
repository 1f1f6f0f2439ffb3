package io.github.shapeproof.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.Message;
import java.util.List;
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

  private static final String OTHER_TENSOR =
      "use from = {\"a\", \"b\"} in place of {\"x\", \"b\"} on `out`";

  @ParameterizedTest
  @EnumSource
  void noHelpBreaksAModelThatAppliesTheOneAtFault(CompilerKind compiler) {
    assertEquals(
        List.of("use kernel = 1 in place of 7 on `a`", OTHER_TENSOR, "add padding = SAME to `a`"),
        helps(compiler, BLOCK));
    String applier =
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Apply(times = 2) Block a;
        }
        """;
    assertEquals(
        List.of(
            "use kernel = 1 in place of 7 on `a`",
            "add padding = SAME to `a`",
            "add pad = 3 to `b`"),
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
        List.of(
            "use kernel = 1 in place of 7 on `a`",
            "add padding = SAME to `a`",
            "add pad = 3 to `b`"),
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
        List.of(
            "use kernel = 1 in place of 7 on `a`",
            "add padding = SAME to `a`",
            "add pad = 3 to `b`"),
        helps(compiler, applier + BLOCK));
  }

  /** The helps of the error on `out`, without lines. */
  private static List<String> helps(CompilerKind compiler, String source) {
    List<Message> errors = compiler.compilation().source(source).compile().errors();
    return errors.stream()
        .map(Message::text)
        .filter(text -> text.contains("`out`: "))
        .findFirst()
        .orElseThrow()
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("help: "))
        .map(line -> line.substring("help: ".length()).replaceAll(" \\(line \\d+\\)", ""))
        .toList();
  }
}
