package io.github.shapeproof.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.Message;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What users get wrong: each mistake has a code of its own, one error, and the right place. */
class BadInputTest {
  /** What is wrong elsewhere is searched for helps, on the way past these. */
  @ParameterizedTest
  @EnumSource
  void circlesBesideAnotherMistake(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Circles {
          @Input @Shape("N,8,8,4") INDArray x;
          @Activation(value = RELU, from = /*^*/"a") INDArray a; // SP002 `a` reads itself
          @Activation(value = RELU, from = /*^*/"c") INDArray b; // SP002 declared below it
          @Activation(value = RELU, from = "b") INDArray c;
          @Conv(from = "x", filters = 5, kernel = 3) @Shape(/*^*/"N,8,8,5") INDArray y; // SP201
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void unknownField(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Activation(value = RELU, from = /*^*/"X") INDArray y; // SP001 `y` reads "X"
          @Activation(RELU) INDArray z;
          @Activation(value = RELU, from = {/*^*/"Q"}) INDArray u; // SP001 `u` reads "Q"
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void laterField(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Add(from = {"x", /*^*/"z"}) INDArray y; // SP002 `z`, which is declared below it
          @Activation(RELU) INDArray z;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void itself(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Activation(value = RELU, from = /*^*/"y") INDArray y; // SP002 `y` reads itself
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void noInput(CompilerKind compiler) {
    compiler.check(
        """
        /*^*/@TensorModel class Net { // SP005 `Net` has no @Input
          INDArray x;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void nothingAbove(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          /*^*/@Activation(RELU) INDArray y; // SP009 no tensor above it
          @Input @Shape("N,8,8,4") INDArray x;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void arrayOfTheWrongLength(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Conv(filters = 2, kernel = {3, 3}, stride = /*^*/{1, 1, 1}) INDArray y; // SP010
          @Conv(filters = 2, kernel = 3, from = "x", pad = /*^*/{1, 1, 1, 1, 1}) INDArray z; // SP010
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void numbersOutOfRange(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Conv(filters = 2, kernel = /*^*/0) INDArray a; // SP305
          @Conv(from = "x", filters = 2, kernel = {3, /*^*/-3}) INDArray b; // SP305
          @Conv(from = "x", filters = /*^*/-2, kernel = 3) INDArray c; // SP305
          @MaxPool(from = "x", kernel = 2, stride = /*^*/0) INDArray d; // SP305
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void padBesidePadding(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Conv(filters = 2, kernel = 3, padding = SAME, pad = /*^*/1) INDArray y; // SP008
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void textThatIsNoShape(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape(/*^*/"N,,4") INDArray a; // SP102
          @Input @Shape(/*^*/"N,8;8") INDArray b; // SP101
          @Input @Shape(/*^*/"N,(8") INDArray c; // SP103
          @Input @Shape(/*^*/"N/0") INDArray d; // SP105
          @Input @Shape(/*^*/"N/M") INDArray e; // SP105
          @Input @Shape(/*^*/"...,N,...") INDArray f; // SP107
          @Input @Shape(/*^*/"9223372036854775808") INDArray g; // SP104
          @Input @Shape(/*^*/"N,-1") INDArray h; // SP109
          @Input @Shape(/*^*/"N,\\u202e\\n\\0") INDArray i; // SP101
          @Input @Shape(/*^*/"N,\uD83D\uDE00") INDArray j; // SP101
        }
        """);
  }

  @Test
  void everyFactThatCannotBeReadAndWhatIsWrongWhateverTheFacts() {
    CompilerKind.JAVAC.check(
        """
        @TensorModel(where = {
          /*^*/"H %% 2 == 0", // SP102
          "W >= 2",
          /*^*/"K = 3" // SP101
        })
        class Net {
          @Input @Shape("N,K*H,W,3") INDArray x;
          @Conv(filters = 2, kernel = 9) @Shape("N,H,W,2") INDArray y;
          @Add(from = {"y", /*^*/"z"}) INDArray a; // SP001
          @Conv(from = "x", filters = 2, kernel = 3, padding = SAME, pad = /*^*/1) INDArray b; // SP008
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void hostileShapes(CompilerKind compiler) {
    for (String text :
        List.of(
            "(".repeat(20_000),
            "N+".repeat(20_000) + "N",
            "N*".repeat(9_000) + "N",
            "9".repeat(20_000),
            "N,".repeat(20_000),
            "x".repeat(40_000),
            "ceil(".repeat(8_000))) {
      Message error =
          compiler
              .compilation()
              .source(
                  "@TensorModel class Net {\n  @Input @Shape(\"%s\") INDArray x; }".formatted(text))
              .compile()
              .onlyError();
      assertTrue(error.code().startsWith("SP1"), () -> error.text());
      assertEquals(2, error.line());
      assertTrue(error.text().length() < 3000, () -> "" + error.text().length());
    }
  }

  @ParameterizedTest
  @EnumSource
  void unknownOptions(CompilerKind compiler) {
    List<Message> errors =
        compiler
            .compilation()
            .options("-Ashapeproof.genrate=none", "-Ashapeproof.generate=maybe", "-Aother.option=1")
            .source("@TensorModel class Net { @Input @Shape(\"N\") INDArray x; }")
            .compile()
            .errors();
    assertEquals(List.of("SP014", "SP014"), errors.stream().map(Message::code).toList());
    assertTrue(errors.get(0).text().contains("shapeproof.genrate"), errors.get(0)::text);
    assertTrue(errors.get(0).text().contains("shapeproof.sarif"), errors.get(0)::text);
    assertTrue(errors.get(1).text().contains("adapters or none"), errors.get(1)::text);
  }

  @ParameterizedTest
  @EnumSource
  void nameOfTheAdapterTaken(CompilerKind compiler) {
    compiler
        .compilation()
        .source(
            """
            @TensorModel class Net { // SP015 NetAdapter
              @Input @Shape("N,8,8,4") INDArray x;
              @Activation(RELU) INDArray y;
            }
            """)
        .source("class NetAdapter {}")
        .check();
  }
}
