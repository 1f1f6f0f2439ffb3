package io.github.shapeproof.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.Compiled;
import io.github.shapeproof.processor.testing.CompilerKind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kernels and strides that only a model which applies this one says. */
class OpenKernelsTest {
  @ParameterizedTest
  @EnumSource
  void whereMaySpeakOfKernels(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel(where = "K % 2 == 1") class Odd {
          @Input @Shape("N,H,W,C") INDArray x;
          @MaxPool(kernelOf = "K", stride = 1, padding = SAME) INDArray p;
        }
        @TensorModel class Net {
          @Input @Shape("N,H,W,C") INDArray x;
          @Apply(with = "K=3") @Shape("N,H,W,C") Odd a;
          @Apply(with = /*^*/"K=4") Odd b; // SP504 which needs K % 2 == 1, where K is 4
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrongForAllKernelsIsToldOnce(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Block {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filters = 4, kernelOf = "K", padding = SAME) INDArray a;
          @Conv(filters = 5, kernelOf = "K", padding = SAME) INDArray b;
          @Add(from = {"a", /*^*/"b"}) INDArray c; // SP202 4 against 5
        }
        @TensorModel class Net {
          @Input @Shape("N,H,W,4") INDArray x;
          @Apply(with = "K=3") Block a;
          @Apply(with = "K=5") Block b;
        }
        @TensorModel class Strange {
          @Input @Shape("N,H,W,C") INDArray x;
          @Apply(with = /*^*/"K=L,foo") Other y; // SP112
        }
        @TensorModel class Stranger {
          @Input @Shape("N,H,W,C") INDArray x;
          @Apply(with = /*^*/"K=L,Z=3") Other y; // SP503 gives Z
        }
        @TensorModel class Other {
          @Input @Shape("N,H,W,C") INDArray x;
          @MaxPool(kernelOf = "K") INDArray y;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrongForAllNumbersIsToldForOne(CompilerKind compiler) {
    Compiled compiled =
        compiler.check(
            """
            @TensorModel class Down {
              @Input @Shape("N,H,W,C") INDArray x;
              @Conv(filters = 32, kernel = 3, strideOf = "S", pad = 1) INDArray y;
              @Conv(from = "x", filters = 64, kernel = 1, strideOf = "S") INDArray s;
              @Add(from = {"y", /*^*/"s"}) INDArray z; // SP202 `y` is N,H,W,32 and `s` is N,H,W,64, which differ in the channels: 32 against 64
            }
            @TensorModel class Net {
              @Input @Shape("N,8,8,4") INDArray x;
              @Apply(with = "S=2") Down a;
              @Apply(with = "S=1") Down b;
            }
            """);
    String text = compiled.onlyError().text();
    assertTrue(text.contains("\n    for any S; shown here for S = 1\n  because"), text);
  }

  @ParameterizedTest
  @EnumSource
  void claimsThatAreWrongForAllNumbers(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Symbols {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filtersOf = "F", kernelOf = "K", strideOf = "S", padding = SAME) INDArray y;
          @Conv(from = "x", filtersOf = "2*F", kernel = 1, strideOf = "S") INDArray s;
          @Add(from = {"y", /*^*/"s"}) INDArray z; // SP202 differ in the channels: F against 2*F
        }
        @TensorModel class Claim {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filters = 32, kernel = 3, strideOf = "S", pad = 1) INDArray y;
          @Activation(RELU) @Shape(/*^*/"N,H,W,64") INDArray z; // SP201 declared N,H,W,64 but is N,H,W,32
        }
        @TensorModel class Rank {
          @Input @Shape("N,H,W,C") INDArray x;
          @MaxPool(kernelOf = "K") INDArray y;
          @GlobalAvgPool INDArray z;
          @Add(from = {"y", /*^*/"z"}) INDArray w; // SP203
        }
        @TensorModel class Shrinks {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filters = 32, kernelOf = "K") INDArray y;
          @Conv(from = "x", filters = 32, kernelOf = "K", pad = 1) INDArray s;
          @Add(from = {"y", /*^*/"s"}) INDArray z; // SP202 differ in the height: H against H + 2
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void symbolsThatAreForgotten(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Mid {
          @Input @Shape("N,H,W,C") INDArray x;
          @Apply(with = /*^*/"K=K,S=2") Leaf y; // SP503 neither its inputs nor with say what F is
        }
        @TensorModel class Less {
          @Input @Shape("N,H,W,C") INDArray x;
          @Apply(with = /*^*/"F=3,S=2*S") Leaf y; // SP503 neither its inputs nor with say what K is
        }
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Apply(with = "K=3") Mid a;
          @Apply(with = "K=5") Mid b;
        }
        @TensorModel class Leaf {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filtersOf = "F", kernelOf = "K", strideOf = "S", padding = SAME) INDArray y;
        }
        """);
  }

  /** Each is right for some number, be it one of a few, a large one, or one that a fact relates. */
  @ParameterizedTest
  @EnumSource
  void whatSomeNumberMendsIsNoError(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Padded {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filtersOf = "C", kernelOf = "K", pad = 50) INDArray y;
          @Add(from = {"x", "y"}) INDArray z;
        }
        @TensorModel class Forgotten {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filtersOf = "C", kernelOf = "K") INDArray y;
          @Add(from = {"x", "y"}) INDArray z;
        }
        @TensorModel(where = {"H % 10 == 0", "W % 10 == 0"}) class Tenth {
          @Input @Shape("N,H,W,C") INDArray x;
          @MaxPool(kernelOf = "S") @Shape("N,H/10,W/10,C") INDArray y;
        }
        @TensorModel class Filters {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filtersOf = "K", kernelOf = "K", padding = SAME) INDArray y;
          @Activation(RELU) @Shape("N,H,W,100") INDArray z;
        }
        @TensorModel(where = "F == 2*S") class Related {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filtersOf = "F", kernel = 1, strideOf = "S") INDArray y;
          @Conv(from = "x", filters = 100, kernel = 1, strideOf = "S") INDArray s;
          @Add(from = {"y", "s"}) INDArray z;
        }
        @TensorModel class Small {
          @Input @Shape("N,2,2,C") INDArray x;
          @Conv(filters = 3, kernel = 3, padding = SAME, strideOf = "S") INDArray y;
          @Activation(RELU) @Shape("N,2,2,3") INDArray z;
        }
        @TensorModel class Between {
          @Input @Shape("N,60,60,C") INDArray x;
          @Conv(filters = 3, kernelOf = "K") INDArray y;
          @MaxPool(kernel = 16) @Shape("N,2,2,3") INDArray z;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrongForTheNumbersGivenIsShownInTheBlock(CompilerKind compiler) {
    Compiled compiled =
        compiler.check(
            """
            @TensorModel class Net {
              @Input @Shape("N,56,56,256") INDArray x;
              @Apply(with = /*^*/"F=64,S=2") Neck b; // SP502 which where S is 2 has an error in line 10: `sum`: `c` is
            }
            @TensorModel class Neck {
              @Input @Shape("N,H,W,C") INDArray x;
              @Conv(filtersOf = "F", kernel = 3, strideOf = "S", pad = 1) INDArray c;
              @Conv(from = "x", filtersOf = "F", kernel = 1) INDArray shortcut;

              @Add(from = {"c", "shortcut"}) INDArray sum;
            }
            """);
    String text = compiled.onlyError().text();
    assertTrue(
        text.contains(
            """
              because
                x               N,56,56,256               declared, line 2
                Neck.x          N,H,W,C                   declared, line 6
                Neck.c          N,ceil(H/2),ceil(W/2),F   conv 3, stride 2, pad 1, line 7
                Neck.shortcut   N,H,W,F                   conv 1, line 8
            """),
        text);
  }

  /** An edit with which the same is right for all samples, and for all that apply the model. */
  @ParameterizedTest
  @EnumSource
  void whatIsWrongForWhateverNumbersHasHelps(CompilerKind compiler) {
    Compiled compiled =
        compiler.check(
            """
            @TensorModel class Net {
              @Input @Shape("N,56,56,64") INDArray x;
              @Apply(with = "K=3") Block a;
              @Apply(with = "K=5", times = 2) Block b;
            }
            @TensorModel class Block {
              @Input @Shape("N,H,W,64") INDArray x;
              @Conv(filters = 32, kernelOf = "K", padding = SAME) INDArray y;
              @Conv(filters = 64, kernel = 3, stride = 2, padding = SAME) INDArray z;
              @Add(from = {"x", /*^*/"z"}) INDArray out; // SP202 `x` is N,H,W,64 and `z` is N,ceil(H/2),ceil(W/2),64
            }
            """);
    String text = compiled.onlyError().text();
    assertTrue(text.contains("help: use stride = 1 in place of 2 on `z` (line 9)"), text);
  }

  /** A help that fits one stride only, and hides from who looks at what is wrong for all. */
  @ParameterizedTest
  @EnumSource
  void aHelpIsRightForWhateverNumbers(CompilerKind compiler) {
    Compiled compiled =
        compiler.check(
            """
            @TensorModel class Block {
              @Input @Shape("N,H,W,C") INDArray x;
              @Conv(filtersOf = "F", kernel = 3, strideOf = "S", padding = SAME) INDArray a;
              @Conv(filtersOf = "F", kernel = 3, padding = SAME) INDArray c;
              @Conv(from = "x", filtersOf = "2*F", kernel = 1, strideOf = "S") INDArray s;
              @Add(from = {"c", /*^*/"s"}) INDArray out; // SP202 differ in the channels: F against 2*F
            }
            """);
    String text = compiled.onlyError().text();
    assertTrue(
        text.contains("help: use filtersOf = \"F\" in place of \"2*F\" on `s` (line 5)"), text);
    assertFalse(text.contains("strideOf = \"S\" to"), text);
  }

  /** A tensor of one channel would fit everything, and be another network. */
  @ParameterizedTest
  @EnumSource
  void noHelpMakesWhatBroadcasts(CompilerKind compiler) {
    Compiled compiled =
        compiler.check(
            """
            @TensorModel class Block {
              @Input @Shape("N,H,W,C") INDArray x;
              @Conv(filters = 4, kernelOf = "K", padding = SAME) INDArray a;
              @Dense(units = 5) INDArray d;
              @Concat(from = {"a", "d"}) INDArray e;
              @Add(from = {"d", /*^*/"e"}) INDArray c; // SP202 differ in the channels: 5 against 9
            }
            """);
    assertEquals(
        List.of("help: use @Concat(from = {\"d\", \"e\"}) in place of @Add on `c` (line 6)"),
        compiled
            .onlyError()
            .text()
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith("help: "))
            .toList());
  }

  @ParameterizedTest
  @EnumSource
  void numbersAreSaidOnce(CompilerKind compiler) {
    Compiled compiled =
        compiler.check(
            """
            @TensorModel class Net {
              @Input @Shape("N,8,8,4") INDArray x;
              @Apply(with = "S=2") Block a;
            }
            @TensorModel class Block {
              @Input @Shape("N,H,W,C") INDArray x;
              @Conv(filters = 4, kernel = 3, stride = 2, strideOf = /*^*/"S") INDArray y; // SP008 `y` has both stride and strideOf; leave one out
            }
            """);
    String text = compiled.onlyError().text();
    assertTrue(text.contains("help: leave out stride = 2 on `y` (line 7)"), text);
    compiler.check(
        """
        @TensorModel class Pool {
          @Input @Shape("N,H,W,C") INDArray x;
          @MaxPool(kernel = 3, kernelOf = /*^*/"K", stride = 1) INDArray y; // SP008 `y` has both kernel and kernelOf
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void kernelsMayBeCalledLikeFieldsButForCase(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Block {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filters = 7, kernelOf = "K", padding = SAME) INDArray k;
          @Activation(value = RELU, from = "k") INDArray o;
        }
        @TensorModel class Net {
          @Input @Shape("N,H,W,3") INDArray x;
          @Apply(with = "K=3") @Shape("N,H,W,7") Block b;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void whatHoldsForSomeKernelsIsNoError(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel(where = {"J >= 3", "J % 2 == 1"}) class Same {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filtersOf = "C", kernelOf = "J", pad = 2) INDArray y;
          @Add(from = {"x", "y"}) INDArray z;
        }
        @TensorModel(where = "S == 2") class Half {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filtersOf = "C", kernelOf = "J", strideOf = "S", pad = 1) @Shape("N,(H-1)/2+1,_,C") INDArray y;
        }
        @TensorModel class Net {
          @Input @Shape("N,H,W,4") INDArray x;
          @Apply(with = "J=5") @Shape("N,H,W,4") Same y;
          @Apply(with = "J=3,S=2") Half z;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void sizesOfInputsAreNoKernels(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,H,W,4") INDArray x;
          @Conv(filters = 3, kernelOf = /*^*/"H") INDArray y; // SP501 kernel = H, a size of an input
        }
        """);
  }
}
