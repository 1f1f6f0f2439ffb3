package io.github.shapeproof.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.Compilation;
import io.github.shapeproof.processor.testing.Compiled;
import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.Generating;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
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
          /*^*/@Apply(from = "x") Even b; // SP504 `b` applies `Even`, which needs H % 4 == 0
          /*^*/@Apply(from = "y") Even c; // SP504 which needs H % 4 == 0, where H is 6
          /*^*/@Apply(from = "z") Valid d; // SP504 whose kernel 5 of `y` needs H >= 5, where H is 4
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
          @Apply(from = "x", times = /*^*/2147483647) Valid d; // SP305 at most 20000
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
          /*^*/@Apply(from = "x") Half a; // SP504 which needs H == 2*K, where H is 7 and K is 3
          /*^*/@Apply(from = "y") Half b; // SP504 where K is H/2
          @Apply(from = "z") @Shape("N,4,W,C") Half c;
        }
        """);
  }

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
          /*^*/@Apply(from = "x", with = "K=10") Tall b; // SP504 needs H >= K, where H is 3 and K is 10
          @Apply(from = "y", with = "K=10") Tall c;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void faultyTextsAreToldOnce(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Block {
          @Input @Shape(/*^*/"N,T*,D") INDArray x; // SP102
          @Dense(units = 3) INDArray z;
        }
        @TensorModel class Net {
          @Input @Shape("N,12") INDArray x;
          @Apply(with = "T=3") Block b;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void modelsWithoutOutputs(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Lonely {
          @Input @Shape("N,C") INDArray x;
          @Input @Shape("N,C") INDArray t;
          @Loss(value = MEAN_SQUARED_ERROR, from = "x", target = "t") INDArray l;
        }
        @TensorModel class Net {
          @Input @Shape("N,4") INDArray x;
          @Input @Shape("N,4") INDArray t;
          /*^*/@Apply(from = {"x", "t"}) Lonely l; // SP502 `l` applies `Lonely`, which has no output
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
  void noModels(CompilerKind compiler) {
    check(
        compiler,
        """
        @TensorModel class Net {
          @Input @Shape("N,H,W,4") INDArray x;
          /*^*/@Apply INDArray a; // SP502 `a` is of type INDArray
        }
        @TensorModel class Round {
          @Input @Shape("N,H,W,4") INDArray x;
          /*^*/@Apply Round a; // SP502 `a` applies `Round`, so `Round` would contain itself
        }
        @TensorModel class Ping {
          @Input @Shape("N,H,W,4") INDArray x;
          /*^*/@Apply Pong a; // SP502 so `Ping` would contain itself
        }
        @TensorModel class Pong {
          @Input @Shape("N,H,W,4") INDArray x;
          /*^*/@Apply Ping a; // SP502 so `Pong` would contain itself
        }
        @TensorModel class Outer {
          @Input @Shape("N,H,W,4") INDArray x;
          @Apply Ping a;
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

  @ParameterizedTest
  @EnumSource
  void anErrorIsToldOnce(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Faulty {
          @Input @Shape("N,8,8,4") INDArray x;
          @Conv(filters = 3, kernel = /*^*/9) INDArray y; // SP301
        }
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Apply Faulty y;
          @Dense(units = 3) INDArray z;
        }
        @TensorModel class Further {
          @Input @Shape("N,8,8,4") INDArray x;
          @Apply Net y;
        }
        class User {
          Object use(INDArray x) {
            return FurtherAdapter.create().forward(NetAdapter.create().forward(x));
          }
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownTypeIsTheCompilersToTell(CompilerKind compiler) {
    Compiled compiled =
        compiler
            .compilation()
            .source(
                """
                @TensorModel class Net {
                  @Input @Shape("N,8,8,4") INDArray x;
                  @Apply Missing y;
                }
                """)
            .compile();
    assertTrue(compiled.onlyError().text().contains("Missing"), compiled.onlyError().text());
  }

  @ParameterizedTest
  @EnumSource
  void modelsComeFromClassFiles(CompilerKind compiler, @TempDir Path folder) throws IOException {
    for (Map.Entry<String, byte[]> type : library().classes().entrySet()) {
      Path file = folder.resolve(type.getKey().replace('.', '/') + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, type.getValue());
    }
    compiler
        .compilation()
        .classPath(folder + File.pathSeparator + System.getProperty("java.class.path"))
        .source(
            """
            package user;
            import io.github.shapeproof.annotation.*;
            import org.nd4j.linalg.api.ndarray.INDArray;
            @TensorModel class Net {
              @Input @Shape("N,9,9,4") INDArray x;
              @Apply(from = {"x", "x"}, with = "S=2") @Shape("N,5,5,8") lib.Zoo y;
              @Apply @Shape("N,3,3,8") lib.Zoo.Inner z;
              @Apply(from = /*^*/"x") lib.Zoo.Inner u; // SP201 takes N,H,H,8, but `x` is N,9,9,4
            }
            """)
        .check();
  }

  /** Fields in no order of their names: ECJ sorts those of class files. */
  private static Compiled library() {
    Compiled library =
        CompilerKind.JAVAC
            .compilation()
            .source(
                """
                package lib;
                import io.github.shapeproof.annotation.*;
                import org.nd4j.linalg.api.ndarray.INDArray;
                @TensorModel public class Zoo {
                  @Input @Shape("N,H,W,C") INDArray z;
                  @Input @Shape("N,H,W,C") INDArray a;
                  @Concat(from = {"z", "a"}) INDArray y;
                  @MaxPool(kernel = 3, strideOf = "S", padding = Padding.SAME) INDArray b;
                  @Activation(ActivationKind.RELU) INDArray x;
                  @TensorModel public static class Inner {
                    @Input @Shape("N,H,H,8") INDArray z;
                    @Conv(filters = 8, kernel = 3) INDArray a;
                  }
                }
                """)
            .compile();
    assertTrue(library.success(), library.messages().toString());
    return library;
  }

  @ParameterizedTest
  @EnumSource
  void aBrokenClassFileIsToldWhereItIsApplied(CompilerKind compiler, @TempDir Path folder)
      throws IOException {
    Compiled library =
        CompilerKind.JAVAC
            .compilation()
            .options("-proc:none")
            .source(
                """
                package lib;
                import io.github.shapeproof.annotation.*;
                import org.nd4j.linalg.api.ndarray.INDArray;
                @TensorModel public class Bad {
                  @Input @Shape("N,8,8,C") INDArray x;
                  @MaxPool(kernel = 9) INDArray y;
                }
                """)
            .compile();
    Path file = folder.resolve("lib/Bad.class");
    Files.createDirectories(file.getParent());
    Files.write(file, library.classes().get("lib.Bad"));
    Compiled compiled =
        compiler
            .compilation()
            .classPath(folder + File.pathSeparator + System.getProperty("java.class.path"))
            .source(
                """
                package user;
                import io.github.shapeproof.annotation.*;
                import org.nd4j.linalg.api.ndarray.INDArray;
                @TensorModel class Net {
                  @Input @Shape("N,8,8,4") INDArray x;
                  @Apply lib.Bad y;
                }
                """)
            .compile();
    String text = compiled.onlyError().text();
    assertEquals("SP502", compiled.onlyError().code());
    assertTrue(
        text.contains(
            compiler == CompilerKind.ECJ
                ? "`y` applies `Bad`, which was compiled without its adapter"
                : "`y` applies `Bad`, which has an error: `y`: kernel 9 does not fit"),
        text);
  }

  @ParameterizedTest
  @EnumSource
  void generatedModelsComeTooLate(CompilerKind compiler) {
    compiler
        .compilation()
        .with(
            new Generating(
                "test.Made",
                Compilation.whole(
                    """
                    @TensorModel class Made {
                      @Input @Shape("N,C") INDArray x;
                      @Activation(RELU) INDArray y;
                    }
                    """)))
        .source(
            """
            /*^*/@TensorModel class Net { // SP011 `Net` refers to what this compilation generates
              @Input @Shape("N,4") INDArray x;
              @Apply Made y;
            }
            """)
        .check();
  }
}
