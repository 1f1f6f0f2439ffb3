package io.github.shapeproof.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.Compiled;
import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.Message;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rows 6, 12, 29 and 30 of docs/compilers.md: what the compiler reports itself is not told twice.
 */
class LeftToTheCompilerTest {
  @ParameterizedTest
  @EnumSource
  void row6IsSilentAboutUnresolvedConstants(CompilerKind compiler) {
    Compiled compiled =
        compiler
            .compilation()
            .source(
                """
                @TensorModel class Net {
                  @Input @Shape("N,8,8,4") INDArray x;
                  @Conv(kernel = Missing.K, filters = 2) @Shape("N,8,8,9") INDArray y;
                }
                """)
            .compile();
    assertEquals("", compiled.onlyError().code());
    Compiled names =
        compiler
            .compilation()
            .source(
                """
                @TensorModel class Net {
                  @Input @Shape("N,8,8,4") INDArray x;
                  @Activation(value = RELU, from = Missing.NAME) INDArray y;
                  @Activation(value = RELU, from = {"x", Missing.NAME}) INDArray z;
                  @Activation(value = RELUU) INDArray u;
                  @Resize(like = Missing.NAME) INDArray v;
                }
                """)
            .compile();
    assertEquals(List.of("", "", "", ""), names.errors().stream().map(Message::code).toList());
  }

  @ParameterizedTest
  @EnumSource
  void row6IsNotSilentAboutTheSameTextInQuotes(CompilerKind compiler) {
    Compiled compiled =
        compiler
            .compilation()
            .source(
                """
                @TensorModel class Net {
                  @Input @Shape("N,8,8,4") INDArray x;
                  @Resize(like = "<error>") INDArray y;
                }
                """)
            .compile();
    assertTrue(compiled.onlyError().code().startsWith("SP0"));
  }

  @ParameterizedTest
  @EnumSource
  void row12LeavesValuesOfTheWrongTypeToTheCompiler(CompilerKind compiler) {
    for (String annotations :
        List.of(
            "@Shape(3) @Activation(RELU)",
            "@Shape(RELU) @Activation(RELU)",
            "@Shape({\"N\", \"4\"}) @Activation(RELU)",
            "@Activation(value = RELU, from = 3)",
            "@Activation(value = RELU, from = SAME)",
            "@Activation(3)",
            "@Activation(SAME)",
            "@Add(from = {\"x\", 3})",
            "@Conv(filters = 2.5, kernel = 3)",
            "@Conv(filters = RELU, kernel = 3)",
            "@Conv(filters = {2, 3}, kernel = 3)",
            "@Conv(filters = 2, kernel = \"3\")",
            "@Conv(filters = 2, kernel = {3, true})",
            "@Conv(filters = 2, kernel = String.class)",
            "@Conv(filters = 2, kernel = @Output)",
            "@Conv(filters = 2, kernel = 3, padding = \"SAME\")",
            "@Conv(filters = 2, kernel = 3, bias = 1)",
            "@Dropout(rate = \"0.5\")")) {
      leavesToTheCompiler(compiler, "", annotations + " INDArray y;");
    }
    for (String attribute :
        List.of("where = 3", "where = {\"N >= 2\", 3}", "axes = \"2\"", "layout = RELU")) {
      leavesToTheCompiler(compiler, attribute, "");
    }
  }

  @ParameterizedTest
  @EnumSource
  void row29LeavesUnknownAttributesToTheCompiler(CompilerKind compiler) {
    for (String annotation :
        List.of(
            "@Conv(kernal = 3, filters = 4)",
            "@Conv(3)",
            "@Conv(filters = 4, kernel = 3, kernal = 3)",
            "@Conv(filters = 4, kernel = 3, paddings = Padding.SAME) @Shape(\"N,8,8,4\")",
            "@Conv(filters = 4, kern\\u0061l = 3)",
            "@Conv(/* kernel = */ kernal /* = */ = {3, 3}, // kernel = 3\nfilters = 4)",
            "@io.github.shapeproof.annotation.Conv(kernal = 3, filters = 4)",
            "@Resize(from = \"a, b = (\", likes = {\"x\", \"\\\"\"})",
            "@Resize(likes = @Shape(value = \"N\"))",
            "@Flatten(axes = 2)",
            "@Flatten @Output(names = \"y\")")) {
      leavesToTheCompiler(compiler, "", annotation + " INDArray y;");
    }
    leavesToTheCompiler(compiler, "layot = Layout.CHANNELS_FIRST", "");
    leavesToTheCompiler(compiler, "axis = 1, where = \"\"\"\nN >= \"2\", axes = 1\"\"\"", "");
  }

  @ParameterizedTest
  @EnumSource
  void row29LeavesAnAnnotationWithoutItsValueToTheCompiler(CompilerKind compiler) {
    List<Message> errors =
        compiler
            .compilation()
            .source("@TensorModel class Net { @Input @Shape(valu = \"N,4\") INDArray x; }")
            .compile()
            .errors();
    assertEquals(Set.of(""), errors.stream().map(Message::code).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @EnumSource
  void row29ChecksTheModelsBesideOneWithAnUnknownAttribute(CompilerKind compiler) {
    Compiled compiled =
        compiler
            .compilation()
            .source(
                """
                @TensorModel class Net {
                  @Input @Shape("N,8,8,4") INDArray x;
                  @Conv(kernal = 3, filters = 4) INDArray y;
                }
                """)
            .source(
                """
                @TensorModel class Other {
                  @Input @Shape("N,8,8,4") INDArray x;
                  @Conv(kernel = 3, filters = 4) @Shape("N,8,8,4") INDArray y;
                }
                """)
            .source("class User { NetAdapter net = NetAdapter.create(); }")
            .compile();
    assertEquals(
        List.of("Net.java:3 ", "Other.java:3 SP201"),
        compiled.errors().stream()
            .map(m -> m.file() + ":" + m.line() + " " + m.code())
            .sorted()
            .toList());
  }

  @ParameterizedTest
  @EnumSource
  void row29GivesOneErrorThoughAnotherModelAppliesTheOneAtFault(CompilerKind compiler) {
    Message error =
        compiler
            .compilation()
            .source(
                """
                @TensorModel class Block {
                  @Input @Shape("N,8,8,4") INDArray x;
                  @Conv(kernel = 3, filters = 4, paddings = Padding.SAME) @Output INDArray y;
                }
                """)
            .source(
                """
                @TensorModel class Net {
                  @Input @Shape("N,8,8,4") INDArray x;
                  @Apply @Shape("N,8,8,4") Block block;
                  @Add(from = {"x", "block"}) INDArray sum;
                }
                """)
            .compile()
            .onlyError();
    assertEquals("Block.java", error.file());
    assertEquals(3, error.line());
    assertEquals(34, error.column());
    assertEquals("", error.code());
    assertTrue(error.text().contains("paddings"), error::text);
  }

  @ParameterizedTest
  @EnumSource
  void row29TakesNoAttributeForUnknownThatIsNot(CompilerKind compiler) {
    compiler
        .compilation()
        .source(
            """
            @TensorModel(ax\\u0065s = 2) class Net {
              @Input @Shape("N,8,8,4") INDArray x;
              @other.Conv(a = 1, b = 2, c = 3) @Conv(kernel = 3, filters = 4) INDArray y;
              @Conv(k\\u0065rnel\\u003d3\\u002c filters = 4) @other.Conv(a = 1) INDArray z;
              @Conv(kernel = /*^*/9, filters = 4) INDArray u; // SP301
            }
            """)
        .source(
            "package other; public @interface Conv { int a(); int b() default 0; int c() default 0; }")
        .check();
  }

  @ParameterizedTest
  @EnumSource
  void row30LeavesUnknownAnnotationsToTheCompiler(CompilerKind compiler) {
    List<String> ours = List.of("TensorModel", "Input", "Shape", "Conv", "Output", "Add");
    for (String forgotten : ours) {
      List<String> others = ours.stream().filter(name -> !name.equals(forgotten)).toList();
      leavesToTheCompiler(compiler, others, "", "Conv");
    }
    leavesToTheCompiler(compiler, List.of("*"), "", "Cnov");
    leavesToTheCompiler(compiler, List.of("*"), "", "io.github.shapeproof.Conv");
    leavesToTheCompiler(compiler, List.of("*"), "import java.awt.*;", "Conv");
  }

  private static void leavesToTheCompiler(
      CompilerKind compiler, List<String> imports, String more, String layer) {
    String source =
        """
        package p;
        import org.nd4j.linalg.api.ndarray.INDArray;
        %s%s
        @TensorModel class Net {
          @Input @Shape("N,5,5,3") INDArray x;
          @%s(kernel = 3, filters = 3, pad = 1) @Shape("N,5,5,3") @Output INDArray y;
          @Add(from = {"x", "y"}) @Output INDArray z;
        }
        """
            .formatted(
                imports.stream()
                    .map("import io.github.shapeproof.annotation.%s;"::formatted)
                    .collect(Collectors.joining("\n")),
                more,
                layer);
    List<Message> errors = compiler.compilation().source(source).compile().errors();
    assertEquals(
        Set.of(""),
        errors.stream().map(Message::code).collect(Collectors.toSet()),
        () -> source + errors);
  }

  @ParameterizedTest
  @EnumSource
  void row30GivesOneErrorThoughAnotherModelAppliesTheOneAtFault(CompilerKind compiler) {
    Message error =
        compiler
            .compilation()
            .source(
                """
                @TensorModel class Block {
                  @Input @Shape("N,8,8,4") INDArray x;
                  @Cnov(kernel = 3, filters = 4) @Output INDArray y;
                  @Add(from = {"x", "y"}) @Output INDArray z;
                }
                """)
            .source(
                """
                @TensorModel class Net {
                  @Input @Shape("N,8,8,4") INDArray x;
                  @Apply @Shape("N,8,8,4") Block block;
                  @Add(from = {"x", "block"}) INDArray sum;
                }
                """)
            .compile()
            .onlyError();
    assertEquals("", error.code(), error::text);
    assertEquals("Block.java", error.file());
  }

  /**
   * Not all annotations have mirrors on the field: not repeated ones, and not those of its type.
   */
  @ParameterizedTest
  @EnumSource
  void row30TakesNoAnnotationForUnknownThatIsNot(CompilerKind compiler) {
    compiler
        .compilation()
        .source(
            """
            @TensorModel class Net extends Base {
              @Input @Shape("N,8,8,4") @Own @other.Of INDArray x;
              @Twice @Twice @SuppressWarnings("x") @Conv(kernel = 3, filters = 4) INDArray y;
              @Inherited @Outer.Inner @java.lang.Deprecated @Flatten INDArray z;
              @Conv(kernel = /*^*/9, filters = 4, from = "y") INDArray u; // SP301
              @Target(ElementType.TYPE_USE) @interface Own {}
            }
            class Base { @Target(ElementType.TYPE_USE) @interface Inherited {} }
            class Outer { @Target(ElementType.TYPE_USE) @interface Inner {} }
            @Repeatable(All.class) @interface Twice {}
            @interface All { Twice[] value(); }
            """
                .replace("@Target(", "@java.lang.annotation.Target(java.lang.annotation.")
                .replace("@Repeatable", "@java.lang.annotation.Repeatable"))
        .source(
            """
            package other;
            @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE)
            public @interface Of {}
            """)
        .check();
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @\\u0043onv(kernel = 3, filters = 4) INDArray y;
          @Conv(kernel = /*^*/9, filters = 4) INDArray u; // SP301
        }
        """);
  }

  private static void leavesToTheCompiler(CompilerKind compiler, String attribute, String field) {
    String source =
        "@TensorModel(%s) class Net {\n@Input @Shape(\"N,8,8,4\") INDArray x;\n%s\n}"
            .formatted(attribute, field);
    Message error = compiler.compilation().source(source).compile().onlyError();
    assertEquals("", error.code(), error::text);
  }
}
