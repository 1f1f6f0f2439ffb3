package io.github.shapeproof.processor.declaration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only the source shows: each fault one error, on its place, on every compiler. */
class ModelReaderTest {
  @ParameterizedTest
  @EnumSource
  void refusesWhatIsNoClass(CompilerKind compiler) {
    compiler.check(
        """
        /*^*/@TensorModel interface I { @Input @Shape("N") INDArray x = null; } // SP004 an interface
        """);
    compiler.check(
        """
        /*^*/@TensorModel enum E { A; @Input @Shape("N") INDArray x; } // SP004 is an enum
        """);
    compiler.check(
        """
        @interface Outer { /*^*/@TensorModel @interface A {} } // SP004 is an annotation
        """);
  }

  /** ECJ has no place for a record. */
  @ParameterizedTest
  @EnumSource
  void refusesARecord(CompilerKind compiler) {
    Message error =
        compiler
            .compilation()
            .source("@TensorModel record R(@Input @Shape(\"N\") INDArray x) {}")
            .compile()
            .onlyError();
    assertEquals("SP004", error.code());
    assertEquals(compiler == CompilerKind.JAVAC ? 1 : 0, error.line());
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnInnerClassButNotANestedOne(CompilerKind compiler) {
    compiler.check(
        """
        class Outer {
          /*^*/@TensorModel class Inner { // SP004 is an inner class
            @Input @Shape("N") INDArray x;
          }
          @TensorModel static class Nested {
            @Input @Shape("N,8,8,4") INDArray x;
            @Conv(kernel = 3, filters = 5) @Shape(/*^*/"N,6,5,5") INDArray y; // SP201
          }
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void refusesASecondOperation(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @MaxPool(kernel = 2) /*^*/@Activation(RELU) INDArray y; // SP003 both @MaxPool and @Activation
          @Input /*^*/@Flatten @Shape("N,4") INDArray z; // SP003 both @Input and @Flatten
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void refusesTensorsOutsideAModelWithOneError(CompilerKind compiler) {
    compiler.check(
        """
        class Net {
          /*^*/@Input @Shape("N,8,8,4") INDArray x; // SP006 `x` has @Input, but `Net` has no @TensorModel
          @Activation(RELU) INDArray y;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void leavesTheTensorsOfABaseClassAlone(CompilerKind compiler) {
    compiler.check(
        """
        abstract class Base<T> {
          @Input @Shape("N,9,9,7") T image;
        }
        abstract class Middle extends Base<INDArray> {}
        @TensorModel class Net extends Middle {
          @Input @Shape("N,8,8,4") INDArray x;
          @Activation(RELU) INDArray y;
          @Activation(value = RELU, from = /*^*/"image") INDArray z; // SP001 `z` reads "image", which is no tensor of Net
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void leavesStaticFieldsAlone(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Activation(RELU) @MaxPool(kernel = 0) static INDArray y;
          @Shape("N,,4") static int count;
          @Apply(from = "none") static Object applied;
          @Input @Shape("N,4") static final double FACTOR = 2;
          @Resize(scale = FACTOR) @Shape("N,16,16,4") INDArray twice;
        }
        class Other {
          @Input @Shape("N,8,8,4") static INDArray x;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void tellsThatANameIsStatic(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") static INDArray x;
          @Input @Shape("N,8,8,4") INDArray base;
          static INDArray plain;
          @Activation(value = RELU, from = /*^*/"x") INDArray y; // SP001 `y` reads "x", which is static and so no tensor of Net; above it stand: base
          @Activation(value = RELU, from = /*^*/"plain") INDArray z; // SP001 `z` reads "plain", which is no tensor of Net; above it stand: base, y
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void refusesAShapeOfNoTensor(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          /*^*/@Shape("N,8,8,4") INDArray y; // SP007 `y` has @Shape
          /*^*/@Output INDArray z; // SP007 `z` has @Output
          INDArray ordinary;
          static int count;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void refusesPrimitiveTensors(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") float /*^*/x; // SP016 `x` is of type float
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void refusesOtherNumbersOfAxes(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel(axes = /*^*/4) class Net { // SP305 axes = 4
          @Input @Shape("N,8,8,4") INDArray x;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void readsFieldsDeclaredTogether(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") private INDArray x, y;
          @Resize(from = "x", like = "y") @Shape("N,8,8,4") Object same;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void leavesInheritedFieldsAlone(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net extends Base {
          @Input @Shape("N,8,8,4") INDArray x;
          @Add(from = {"x", /*^*/"bias"}) INDArray sum; // SP001 "bias"
        }
        class Base { INDArray bias; }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryKindOfValue(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel(layout = Layout.CHANNELS_FIRST, axes = 1, where = "L % 2 == 0") class Net {
          static final int K = 3;
          static final String NAME = "in" + "put";
          static final double FACTOR = 3 / 2;
          @Input @Shape("N, 4," + " L") INDArray input;
          @Conv(from = NAME, kernel = K, filters = 2 * K, padding = Padding.SAME, bias = false)
          @Shape("N,6,L") INDArray wide;
          @Resize(scale = FACTOR) @Shape("N,6,L") INDArray same;
          @Resize(scale = 2) @Shape(\"""
              N,6,
              2*L\""") INDArray twice;
        }
        """);
  }
}
