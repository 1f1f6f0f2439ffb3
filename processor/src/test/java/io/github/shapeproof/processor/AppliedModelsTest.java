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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is applied: from class files, with errors of its own, generated, or no model at all. */
class AppliedModelsTest {
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
  void unknownNamesAreToldOnce(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Block {
          @Input @Shape("N,4") INDArray x;
          @Add(from = {"x", /*^*/"y"}) INDArray z; // SP001
        }
        @TensorModel class Net {
          @Input @Shape("N,4") INDArray x;
          @Apply Block b;
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
  void noModels(CompilerKind compiler) {
    compiler.check(
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
  void howManyResultsAFaultyModelHasIsNotKnown(CompilerKind compiler, @TempDir Path folder)
      throws IOException {
    Path patch = folder.resolve("fix.patch");
    compiler
        .compilation()
        .options("-Ashapeproof.patch=" + patch)
        .source(
            """
            @TensorModel class DenseLayer {
              @Input @Shape("N,H,W,C") INDArray x;
              @Conv(filters = 128, kernel = 1) INDArray c1;
              @Conv(filters = 32, kernel = 3, pad = 1) INDArray c2;
              @Concat(from = {"x", "c1"}) @Shape(/*^*/"N,H,W,C+32") INDArray out; // SP201
            }
            @TensorModel class Net {
              @Input @Shape("N,8,8,4") INDArray x;
              @Apply DenseLayer a;
              @Apply DenseLayer b;
              @Apply @Shape("N,8,8,100") DenseLayer c;
              @Dense(units = 10) @Shape("N,8,8,10") INDArray d;
            }
            """)
        .check();
    List<String> edits =
        Files.readAllLines(patch).stream().filter(line -> line.startsWith("+ ")).toList();
    assertEquals(1, edits.size(), edits.toString());
    assertTrue(edits.get(0).contains("INDArray out;"), edits.toString());
  }

  @ParameterizedTest
  @EnumSource
  void whichResultsAFaultyModelHasIsNotKnown(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class DenseLayer {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filters = 128, kernel = 1) INDArray c1;
          @Conv(filters = 32, kernel = 3, pad = 1) INDArray c2;
          @Concat(from = {"x", "c1"}) @Shape(/*^*/"N,H,W,C+32") INDArray out; // SP201
        }
        @TensorModel class Heads {
          @Input @Shape("N,8,8,4") INDArray x;
          @Apply DenseLayer a;
          @Add(from = {"a.c2", "a.other"}) INDArray b;
          @Reconcile(from = "b", like = "a.c1") INDArray c;
        }
        @TensorModel class User {
          @Input @Shape("N,8,8,4") INDArray x;
          @Apply @Shape("N,8,8,68") Heads a;
          @Dense(units = 3) INDArray b;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void theOnlyResultIsCalledAsItsField(CompilerKind compiler) {
    Compiled compiled =
        compiler.check(
            """
            @TensorModel class Net {
              @Input @Shape("N,H,W,4") INDArray x;
              @Apply Block b;
              @Dense(units = 4) INDArray c;
              @Add(from = {"c", /*^*/"b.y"}) INDArray z; // SP001 `z` reads "b.y", which is no tensor of Net
            }
            @TensorModel class Block {
              @Input @Shape("N,H,W,C") INDArray x;
              @Dense(units = 4) INDArray y;
            }
            """);
    String text = compiled.onlyError().text();
    assertTrue(
        text.contains("help: use from = {\"c\", \"b\"} in place of {\"c\", \"b.y\"} on `z`"), text);
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

  /** javac compiles what it finds there without processing it, and says so. */
  @ParameterizedTest
  @EnumSource
  void modelsComeFromTheSourcePath(CompilerKind compiler, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("lib/Zoo.java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, LIBRARY);
    Compiled compiled =
        compiler
            .compilation()
            .options("-sourcepath", folder.toString())
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
    assertTrue(compiled.sources().containsKey("user/NetAdapter.java"));
  }

  /** Without it ECJ does not know the order, and says that, not what follows from it. */
  @Test
  void aClassFileWithoutItsAdapterIsOneErrorUnderEcj(@TempDir Path folder) throws IOException {
    Path lib = Files.createDirectory(folder.resolve("lib"));
    for (String name : List.of("Zoo", "Zoo$Inner")) {
      byte[] bytes = Objects.requireNonNull(library().classes().get("lib." + name));
      Files.write(lib.resolve(name + ".class"), bytes);
    }
    String error =
        CompilerKind.ECJ
            .compilation()
            .classPath(folder + File.pathSeparator + System.getProperty("java.class.path"))
            .source(
                """
                package user;
                import io.github.shapeproof.annotation.*;
                import org.nd4j.linalg.api.ndarray.INDArray;
                @TensorModel class Net {
                  @Input @Shape("N,9,9,4") INDArray x;
                  @Apply(from = {"x", "x"}, with = "S=2") lib.Zoo y;
                }
                """)
            .compile()
            .onlyError()
            .text();
    assertTrue(error.startsWith("[SP502] `y` applies `Zoo`, which was compiled without"), error);
  }

  private static final String LIBRARY =
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
      """;

  /** Fields in no order of their names: ECJ sorts those of class files. */
  private static Compiled library() {
    Compiled library = CompilerKind.JAVAC.compilation().source(LIBRARY).compile();
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
