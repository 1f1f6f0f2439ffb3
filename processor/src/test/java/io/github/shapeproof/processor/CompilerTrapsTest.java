package io.github.shapeproof.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.Compilation;
import io.github.shapeproof.processor.testing.Compiled;
import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.Environments;
import io.github.shapeproof.processor.testing.Generating;
import io.github.shapeproof.processor.testing.Message;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The traps of docs/compilers.md that need no build tool, by row. */
class CompilerTrapsTest {
  private static final String SOUND =
      """
      @TensorModel class Net {
        @Input @Shape("N,8,8,4") INDArray x;
        @Conv(kernel = 3, filters = 2) @Shape("N,6,6,2") INDArray y;
      }
      """;

  @ParameterizedTest
  @EnumSource
  void row2GivesABrokenModelOneErrorHoweverItIsUsed(CompilerKind compiler) {
    String user =
        """
        class User {
          INDArray run(INDArray x) {
            if (NetAdapter.SHAPES.isEmpty() || NetAdapter.WEIGHTS.isEmpty()) {
              return NetAdapter.create().forward(x);
            }
            return NetAdapter.create(null).forward(x);
          }
        }
        """;
    for (String body :
        List.of(
            "@Conv(kernel = 9, filters = 2) INDArray y;",
            "@Conv(kernel = 3, filters = 2, from = \"z\") INDArray y;",
            "@Conv(kernel = 3, filters = 2) @Flatten INDArray y;",
            "@Conv(kernel = Missing.K, filters = 2) INDArray y;",
            "@Shape(\"N,,\") @Activation(RELU) INDArray y;")) {
      compiler
          .compilation()
          .source(
              "@TensorModel class Net {\n@Input @Shape(\"N,8,8,4\") INDArray x;\n%s\n}"
                  .formatted(body))
          .source(user)
          .compile()
          .onlyError();
    }
  }

  @ParameterizedTest
  @EnumSource
  void row3ReportsInTheRoundOfTheElement(CompilerKind compiler) {
    compiler
        .compilation()
        .with(new Generating("test.Other", "package test; class Other {}"))
        .source(
            """
            @TensorModel class Net {
              @Input @Shape("N,8,8,4") INDArray x;
              @Conv(kernel = /*^*/9, filters = 2) INDArray y; // SP301
            }
            """)
        .check();
  }

  @ParameterizedTest
  @EnumSource
  void row7DrawsTheColumnOnTwoContinuationLines(CompilerKind compiler) {
    Message message =
        compiler
            .compilation()
            .source(
                """
                @TensorModel class Net {
                  static final String BATCH = "N";
                  @Input @Shape("N,8,8,4") INDArray x;
                  @Conv(kernel = 3, filters = 2) @Shape(BATCH + ",6,7,2") INDArray y;
                }
                """)
            .compile()
            .onlyError();
    List<String> lines = message.text().lines().toList();
    String indent = lines.get(1).substring(0, lines.get(1).indexOf('"'));
    assertEquals(indent + "\"N,6,7,2\"", lines.get(1));
    assertEquals(indent + "     ^", lines.get(2));
  }

  @ParameterizedTest
  @EnumSource
  void row8PrintsNothingButErrors(CompilerKind compiler) {
    Compiled sound = compiler.compilation().source(SOUND).compile();
    assertEquals(List.of(), sound.messages().stream().filter(this::concernsProcessors).toList());
    Compiled faulty = compiler.compilation().source(SOUND.replace("N,6,6,2", "N,7,7,2")).compile();
    assertEquals(
        List.of("SP201"),
        faulty.messages().stream().map(Message::code).filter(c -> !c.isEmpty()).toList());
  }

  @ParameterizedTest
  @EnumSource
  void row9PointsAtTheItemWhereTheCompilerCan(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel(
            axes = 2,
            where = {"H >= 4", /*^*/"H >>= 4"}) // SP102
        class Net {
          @Input @Shape("N,H,8,4") INDArray x;
        }
        """);
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Concat(
              axis = -1,
              from = {"x", /*^*/"z"}) // SP001
          INDArray y;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void row10ClaimsItsAnnotations(CompilerKind compiler) {
    Compilation compilation = compiler.compilation().source(SOUND);
    Compiled compiled =
        (compiler == CompilerKind.JAVAC
                ? compilation.options("-Xlint:all", "-Werror", "-Xlint:-options,-processing")
                : compilation.options("-warn:allDeadCode", "-failOnWarning"))
            .compile();
    assertEquals(List.of(), compiled.messages().stream().filter(this::concernsProcessors).toList());
  }

  private boolean concernsProcessors(Message message) {
    return message.text().contains("processor") || !message.code().isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void row11ReportsOneErrorForOneCause(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Conv(kernel = /*^*/9, filters = 2) INDArray a; // SP301
          @Conv(kernel = 3, filters = 2) INDArray b;
          @Resize(from = "a", like = "b") INDArray c;
          @Resize(from = "b", like = "a") @Shape("N,1,1,1") INDArray d;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void row13ReportsModelsByName(CompilerKind compiler) {
    Compiled compiled =
        compiler
            .compilation()
            .source("@TensorModel class B { @Conv(kernel = 3) INDArray x; }")
            .source("@TensorModel class C { @Conv(kernel = 3) INDArray x; }")
            .source("@TensorModel class A { @Conv(kernel = 3) INDArray x; }")
            .compile();
    assertEquals(
        List.of("A.java", "B.java", "C.java"),
        compiled.errors().stream().map(Message::file).distinct().toList());
  }

  @ParameterizedTest
  @EnumSource
  void row14PrintsEachErrorOnce(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Add(from = {"x", /*^*/"z", "z"}) INDArray y; // SP001
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void row16FindsNoFaultInClassFiles(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel class Net extends java.util.ArrayList<String> {
          @Input @Shape("N,8,8,4") INDArray x;
        }
        """);
  }

  @ParameterizedTest
  @EnumSource
  void row17GeneratesCodeWithoutWarnings(CompilerKind compiler) {
    Compiled compiled =
        compiler
            .compilation()
            .options(compiler == CompilerKind.JAVAC ? "-Xlint:all,-options" : "-warn:all")
            .source(SOUND)
            .compile();
    assertEquals(
        List.of(),
        compiled.messages().stream().filter(m -> m.file().startsWith("NetAdapter")).toList());
  }

  @Test
  void row18WritesTheSameBytesWhateverTheOrderAndTheCompiler() {
    String other =
        SOUND.replace("Net", "Other").replace("filters = 2", "filters = 2, bias = false");
    Set<Map<String, String>> results = new HashSet<>();
    for (CompilerKind compiler : CompilerKind.values()) {
      results.add(compiler.compilation().source(SOUND).source(other).compile().sources());
      results.add(compiler.compilation().source(other).source(SOUND).compile().sources());
    }
    assertEquals(1, results.size());
    Map<String, String> sources = results.iterator().next();
    assertEquals(Set.of("test/NetAdapter.java", "test/OtherAdapter.java"), sources.keySet());
    assertFalse(sources.toString().contains("\r"));
  }

  @Test
  void row19DeclaresItselfIsolating() throws IOException {
    String path = "/META-INF/gradle/incremental.annotation.processors";
    try (InputStream declared = ShapeProcessor.class.getResourceAsStream(path)) {
      assertEquals(
          ShapeProcessor.class.getName() + ",isolating",
          new String(declared.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }

  @ParameterizedTest
  @EnumSource
  void row19MakesEachFileFromOneTypeAlone(CompilerKind compiler) {
    String net =
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Conv(kernel = 3, filters = 2) INDArray y;
          @TensorModel static class Inner { @Input @Shape("N,4") INDArray x; @Dense(units = 2) INDArray y; }
        }
        """;
    String other =
        """
        @TensorModel class Other { @Input @Shape("N,8") INDArray x; @Dense(units = 2) INDArray y; }
        @TensorModel class Wrong { @Input @Shape("N,8") INDArray x; @Shape("N,9") @Dense(units = 2) INDArray y; }
        """;
    Map<String, List<String>> origins = new TreeMap<>();
    Compiled both =
        compiler
            .compilation()
            .only(Environments.wrapped(Environments.recording(origins)))
            .source(net)
            .source(other)
            .compile();
    assertEquals(1, both.errors().size());
    assertEquals(
        Map.of(
            "test.NetAdapter", List.of("test.Net"),
            "test.Net_InnerAdapter", List.of("test.Net.Inner"),
            "test.OtherAdapter", List.of("test.Other"),
            "test.WrongAdapter", List.of("test.Wrong")),
        origins);
    Compiled alone = compiler.compilation().source(net).compile();
    assertEquals(2, alone.sources().size());
    alone.sources().forEach((file, text) -> assertEquals(text, both.sources().get(file)));
  }

  @ParameterizedTest
  @EnumSource
  void row19ChecksThroughWrappedEnvironments(CompilerKind compiler) {
    String source =
        """
        @TensorModel class Net {
          @Input @Shape("N,8,8,4") INDArray x;
          @Conv(kernel = 3, filters = 2) @Shape(/*^*/"N,7,7,2") INDArray y; // SP201
        }
        """;
    Compiled plain = compiler.compilation().source(source).check();
    assertTrue(plain.onlyError().text().contains("declared, line 2"));
    for (UnaryOperator<ProcessingEnvironment> wrapper :
        List.<UnaryOperator<ProcessingEnvironment>>of(
            Environments::delegating, Environments::proxy)) {
      Compiled wrapped =
          compiler.compilation().only(Environments.wrapped(wrapper)).source(source).check();
      assertEquals(plain.onlyError(), wrapped.onlyError());
    }
  }

  @Test
  void row20RegistersItselfBothWays() throws IOException, URISyntaxException {
    String path = "/META-INF/services/" + Processor.class.getName();
    try (InputStream declared = ShapeProcessor.class.getResourceAsStream(path)) {
      assertEquals(
          ShapeProcessor.class.getName(),
          new String(declared.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
    Path classes =
        Path.of(ShapeProcessor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleDescriptor.Provides provides =
        ModuleFinder.of(classes)
            .find("io.github.shapeproof.processor")
            .orElseThrow()
            .descriptor()
            .provides()
            .iterator()
            .next();
    assertEquals(Processor.class.getName(), provides.service());
    assertEquals(List.of(ShapeProcessor.class.getName()), provides.providers());
  }

  @ParameterizedTest
  @EnumSource
  void row22SupportsTheNewestSourceVersion(CompilerKind compiler) {
    Compiled compiled = compiler.compilation().source(SOUND).compile();
    assertTrue(compiled.success());
    assertFalse(compiled.messages().stream().anyMatch(m -> m.text().contains("SourceVersion")));
  }

  @ParameterizedTest
  @EnumSource
  void row31WritesSourcesThatAreTheSameInAllEncodings(CompilerKind compiler) {
    Compiled compiled =
        compiler.check(
            """
            @TensorModel class Net {
              @Input @Shape("N,4") INDArray eingangsgröße;
              @Dense(units = 2) INDArray übung;
              @Custom("N,C -> N,C") INDArray 名;
              @Dense(units = 2) INDArray 𝒳;
            }
            """);
    String source = compiled.sources().get("test/NetAdapter.java");
    assertEquals("", source.replaceAll("\\p{ASCII}", ""));
    assertTrue(source.contains("forward(INDArray eingangsgr\\u00f6\\u00dfe)"), source);
  }

  @ParameterizedTest
  @EnumSource
  void row26GivesEachMessageAStableCode(CompilerKind compiler) {
    Message message =
        compiler.compilation().source("@TensorModel interface Net {}").compile().onlyError();
    assertTrue(message.text().startsWith("[SP004] "), message.text());
    assertTrue(message.text().endsWith("see: docs/errors/SP004.md"), message.text());
  }
}
