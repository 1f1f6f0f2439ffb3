package io.github.shapeproof.processor;

import io.github.shapeproof.processor.testing.CompilerKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models that apply models: what is proved, what is refused, and where. */
class ApplyTest {
  private static final String MODELS =
      """
      @TensorModel class Block {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filtersOf = "F", kernelOf = "K", strideOf = "S", padding = SAME) INDArray a;
        @Activation(RELU) INDArray out;
      }
      @TensorModel class Narrow {
        @Input @Shape("N,H,W,2*C") INDArray z;
        @Dense(unitsOf = "C") INDArray y;
      }
      @TensorModel class Valid {
        @Input @Shape("N,H,W,C") INDArray q;
        @Conv(filtersOf = "C", kernel = 5) INDArray y;
      }
      @TensorModel(where = "H % 4 == 0") class Even {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filtersOf = "C", kernel = 2, stride = {4, 1}, padding = SAME) INDArray y;
      }
      @TensorModel class Split {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filtersOf = "C", kernel = 1) @Output INDArray left;
        @Conv(filtersOf = "2*C", kernel = 1) INDArray right;
      }
      """;

  private static void check(CompilerKind compiler, String nets) {
    compiler.check(MODELS + nets);
  }

  @ParameterizedTest
  @EnumSource
  void bindsSymbols(CompilerKind compiler) {
    check(
        compiler,
        """
        @TensorModel(where = "H % 8 == 0") class Net {
          @Input @Shape("N,H,W,6") INDArray x;
          @Apply(with = "F=16, K=3, S=2") @Shape("N,H/2,ceil(W/2),16") Block one;
          @Apply(from = "one") @Shape("N,H/2,ceil(W/2),8") Narrow two;
          @Apply(times = 2, with = "F=8,K=5,S=1") @Shape("N,H/2,ceil(W/2),8") Block three;
          @Apply @Shape("N,H/8,ceil(W/2),8") Even four;
          @Apply Split five;
          @Concat(from = {"five.left", "five.right"}) @Shape("N,H/8,ceil(W/2),24") INDArray six;
        }
        """);
  }

  /** What {@code where} says here is unknown to the applied model. */
  @ParameterizedTest
  @EnumSource
  void tellsSizesWithoutNeedlessRounding(CompilerKind compiler) {
    check(
        compiler,
        """
        @TensorModel class Half {
          @Input @Shape("N,H,W,C") INDArray x;
          @MaxPool(kernel = 2) INDArray y;
        }
        @TensorModel class Back {
          @Input @Shape("N,H,W,C") INDArray x;
          @MaxPool(kernel = 2) INDArray half;
          @Resize(scale = 2) INDArray y;
        }
        @TensorModel(where = "H % 32 == 0") class Net {
          @Input @Shape("N,H,8,4") INDArray x;
          @MaxPool(kernel = 3, stride = 4, padding = SAME) @Shape("N,ceil(H/4),2,4") INDArray a;
          @Apply @Shape(/*^*/"N,H/8,2,4") Half b; // SP201 is declared N,H/8,2,4 but is N,H/8,1,4
          @Apply(from = "x") @Shape(/*^*/"N,H,8,5") Back c; // SP201 is declared N,H,8,5 but is N,H,8,4
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void nests(CompilerKind compiler) {
    check(
        compiler,
        """
        @TensorModel class Stage {
          @Input @Shape("N,H,W,C") INDArray x;
          @Apply(with = "F=D,K=3,S=R") Block first;
          @Apply(with = "F=D,K=3,S=1", times = 2) @Shape("N,_,_,D") Block rest;
        }
        @TensorModel class Net {
          @Input @Shape("N,32,32,3") INDArray x;
          @Apply(with = "D=16,R=2") @Shape("N,16,16,16") Stage one;
          @Apply(with = "D=32,R=4") @Shape("N,4,4,32") Stage two;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void wrongArguments(CompilerKind compiler) {
    check(
        compiler,
        """
        @TensorModel class Net {
          @Input @Shape("N,H,W,7") INDArray x;
          @Input @Shape("N,H,7") INDArray line;
          @Apply(from = /*^*/"x") Narrow a; // SP201 `a` takes N,H,W,2*C, but `x` is N,H,W,7
          @Apply(from = /*^*/"line") Narrow b; // SP203 `b` takes N,H,W,2*C, but `line` is N,H,7
          @Apply(from = /*^*/{"x", "x"}) Narrow c; // SP012 `c` applies `Narrow` to x, x, but it takes: z
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void wrongValues(CompilerKind compiler) {
    check(
        compiler,
        """
        @TensorModel class Net {
          @Input @Shape("N,H,W,4") INDArray x;
          /*^*/@Apply(from = "x") Block a; // SP503 neither its inputs nor with say what K is
          @Apply(from = "x", with = /*^*/"K=3,S=1") Block b; // SP503 say what F is
          @Apply(from = "x", with = /*^*/"K=3,S=1,F=4,G=2") Block c; // SP503 symbols of `Block` are: C, F, H, K, N, S, W
          @Apply(from = "x", with = /*^*/"K=3,S=H,F=4") Block d; // SP501 gives S = H, but it is a kernel or a stride
          @Apply(from = "x", with = /*^*/"K=3,S=0,F=4") Block e; // SP310 `e` would have S = 0
          @Apply(from = "x", with = /*^*/"K=3,S") Block f; // SP112 needs values as in "F=256,S=2"
          @Apply(from = "x", with = /*^*/"K=3,K=3") Block g; // SP112 gives K twice
          @Apply(from = "x", with = /*^*/"K=(,S=1") Block h; // SP102 with of `h`
          @Apply(from = "x", with = /*^*/"2=K") Block i; // SP112 needs a symbol before the =
          @Apply(from = "x", with = /*^*/"F=5,K=3,S=1,C=5") Block j; // SP201 takes
        }
        """
            .replace("with = /*^*/\"F=5", "with = \"F=5"));
  }

  @ParameterizedTest
  @EnumSource
  void conditions(CompilerKind compiler) {
    check(
        compiler,
        """
        @TensorModel class Net {
          @Input @Shape("N,H,W,4") INDArray x;
          @Input @Shape("N,6,9,4") INDArray y;
          @Input @Shape("N,4,9,4") INDArray z;
          @Apply(from = "x") Valid a;
          @Apply(from = /*^*/"x") Even b; // SP504 `b` applies `Even`, which needs H % 4 == 0
          @Apply(from = /*^*/"y") Even c; // SP504 which needs H % 4 == 0, where H is 6
          @Apply(from = /*^*/"z") Valid d; // SP504 whose kernel 5 of `y` needs H >= 5, where H is 4
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void repetitions(CompilerKind compiler) {
    check(
        compiler,
        """
        @TensorModel class Net {
          @Input @Shape("N,H,W,4") INDArray x;
          @Apply(from = "x", times = /*^*/2) Valid a; // SP505 2 times, but it makes N,H - 4,W - 4,4 of `x` N,H,W,4
          @Apply(from = "x", times = /*^*/2) Split b; // SP505 makes 2 tensors of `x`
          @Apply(from = "x", times = /*^*/0) Valid c; // SP305 times = 0
          @Apply(from = "x", times = /*^*/2147483647) Valid d; // SP305 at most 4000
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void severalResults(CompilerKind compiler) {
    check(
        compiler,
        """
        @TensorModel class Net {
          @Input @Shape("N,H,W,4") INDArray x;
          @Apply(from = "x") Split a;
          /*^*/@Dense(units = 3) INDArray b; // SP001 has several results; name one of: a.left, a.right
          @Dense(from = /*^*/"a.center", units = 3) INDArray c; // SP001 above it stand: x, a.left, a.right, b
          @Add(from = {"a.left", /*^*/"a.right"}) INDArray d; // SP202 `a.left` is N,H,W,4 and `a.right` is N,H,W,8
          @Apply(from = "x") @Shape(/*^*/"N,H,W,4") Split e; // SP007 several results: e.left, e.right
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void factsAreProvedOfSymbolsThatTheyDefine(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel(where = "H == 2*K") class Half {
          @Input @Shape("N,H,W,C") INDArray x;
          @MaxPool(kernel = {2, 1}) @Shape("N,K,W,C") INDArray p;
        }
        @TensorModel class Net {
          @Input @Shape("N,7,W,C") INDArray x;
          @Input @Shape("N,H,W,C") INDArray y;
          @Input @Shape("N,8,W,C") INDArray z;
          @Apply(from = /*^*/"x") Half a; // SP504 which needs H == 2*K, where H is 7 and K is 3
          @Apply(from = /*^*/"y") Half b; // SP504 where K is H/2
          @Apply(from = "z") @Shape("N,4,W,C") Half c;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void anySymbolOfAnAppliedModelMayComeFromWith(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,T,64") INDArray x;
          @Apply(with = "G=8") @Shape("N,8,T,8") Heads a;
          @Apply(from = "x", with = "G=4,E=16") @Shape("N,T,4,16") Parts b;
          /*^*/@Apply(from = "x") Heads c; // SP503 what D and G is
          @Apply(from = "x", with = /*^*/"G=7") Heads d; // SP201 `d` takes N,T,D*G
        }
        @TensorModel class Heads {
          @Input @Shape("N,T,D*G") INDArray x;
          @Rearrange(value = "n t (g d) -> n g t d", sizes = "g=G") INDArray y;
        }
        @TensorModel(where = "D == G*E") class Parts {
          @Input @Shape("N,T,D") INDArray x;
          @Reshape("N,T,G,E") INDArray y;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void sizesOfARearrangeMayBeExpressions(CompilerKind compiler) {
    check(
        compiler,
        """
        @TensorModel(axes = 1, where = "D == 4") class Heads {
          @Input @Shape("N,T,64") INDArray x;
          @Rearrange(value = "n t (g d) -> n g t d", sizes = "g=2*D") INDArray y;
        }
        @TensorModel(axes = 1) class Net {
          @Input @Shape("N,T,64") INDArray x;
          @Apply(with = "D=4") @Shape("N,8,T,8") Heads y;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void boundsOfLossesAreKept(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Segment {
          @Input @Shape("N,H,W,C") INDArray x;
          @Input @Shape("N,H-4,W-4,C") INDArray t;
          @MaxPool(from = "x", kernel = 3, stride = 1) INDArray a;
          @MaxPool(kernel = 3, stride = 1) @Output INDArray b;
          @Loss(value = MEAN_SQUARED_ERROR, target = "t") INDArray l;
          @GlobalAvgPool(from = "b") INDArray g;
        }
        @TensorModel class Net {
          @Input @Shape("N,4,4,C") INDArray x;
          /*^*/@Apply Segment u; // SP504 needs H - 4 >= 1, where H is 4
        }
        @TensorModel class Other {
          @Input @Shape("N,5,5,C") INDArray x;
          @Apply Segment u;
          @Activation(value = RELU, from = "u.b") @Shape("N,1,1,C") INDArray y;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void factsNeedAllTheirSymbols(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel(where = {"H >= K", "K >= 10"}) class Tall {
          @Input @Shape("N,H,W,C") INDArray x;
          @MaxPool(kernel = {9, 1}, stride = 1) INDArray p;
          @GlobalMaxPool INDArray g;
        }
        @TensorModel class Net {
          @Input @Shape("N,3,W,C") INDArray x;
          @Input @Shape("N,30,W,C") INDArray y;
          /*^*/@Apply(from = "x") Tall a; // SP503 say what K is
          @Apply(from = /*^*/"x", with = "K=10") Tall b; // SP504 needs H >= K, where H is 3 and K is 10
          @Apply(from = "y", with = "K=10") Tall c;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void sizesWithinAreCounted(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Up {
          @Input @Shape("N,H,W,C") INDArray x;
          @Resize(scale = 200000) INDArray y;
          @GlobalAvgPool INDArray z;
        }
        @TensorModel class Net {
          @Input @Shape("N,10000,10000,4") INDArray x;
          /*^*/@Apply Up y; // SP309 whose `y` is N,2000000000,2000000000,4
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsProvedByAnInputThatIsNotGivenIsNeeded(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel(axes = 1) class Short {
          @Input @Shape("N,H,3") INDArray x;
          @Input @Shape("N,K,K - H,9 - K") INDArray t;
          @Conv(from = "x", filters = 3, kernel = 1, stride = 8, padding = SAME) @Shape("N,1,3") INDArray y;
        }
        @TensorModel(axes = 1, where = "K <= 8") class Labelled {
          @Input @Shape("N,H,3") INDArray x;
          @Input @Shape("N,K,K - H,3") INDArray t;
          @Input @Shape("N,K,K - H") INDArray s;
          @Conv(from = "x", filters = 3, kernel = 1, stride = 8, padding = SAME) @Shape("N,1,3") INDArray y;
          @Loss(from = "t", value = SPARSE_SOFTMAX_CROSS_ENTROPY, target = "s") INDArray l;
        }
        @TensorModel(axes = 1) class Net {
          @Input @Shape("N,100,3") INDArray x;
          @Input @Shape("N,7,3") INDArray z;
          @Apply(from = /*^*/"x") Short a; // SP504 needs 1 == ceil(H/8), where H is 100
          @Apply(from = /*^*/"x") Labelled b; // SP504 needs 1 == ceil(H/8), where H is 100
          @Apply(from = "z") @Shape("N,1,3") Short c;
        }
        """);
  }
}
