package io.github.shapeproof.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.Compiled;
import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.Environments;
import io.github.shapeproof.processor.testing.Message;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fault of our own is one error for each model, and never ends the build (row 23). */
class CrashTest {
  @ParameterizedTest
  @EnumSource
  void reportsAndGoesOnWithTheNextModel(CompilerKind compiler) {
    String model = "@TensorModel class %s { @Input @Shape(\"N,%s\") INDArray x; }";
    Compiled compiled =
        compiler
            .compilation()
            .only(Environments.wrapped(Environments::failing))
            .source(model.formatted("A", "4"))
            .source(model.formatted("B", ""))
            .source(model.formatted("C", "4"))
            .compile();
    List<Message> errors = compiled.errors();
    assertEquals(
        List.of("SP901", "SP102", "SP901", "SP901"), errors.stream().map(Message::code).toList());
    assertTrue(errors.get(0).text().contains("`A`"), errors.get(0)::text);
    assertTrue(errors.get(0).text().contains("createSourceFile is broken"), errors.get(0)::text);
    assertTrue(errors.get(0).text().lines().count() < 12, errors.get(0)::text);
  }

  @ParameterizedTest
  @EnumSource
  void modelsThatApplyTheOneThatFailedAreChecked(CompilerKind compiler) {
    String applied = "@TensorModel class Z { @Input @Shape(\"N,4\") INDArray x; }";
    String model =
        "@TensorModel class %s { @Input @Shape(\"N,4\") INDArray x; @Apply(from = \"x\") %s y; }";
    Compiled compiled =
        compiler
            .compilation()
            .only(Environments.wrapped(Environments.failingOnce("getPackageOf", "test.Z")))
            .source(model.formatted("A", "Z"))
            .source(model.formatted("B", "A"))
            .source(applied)
            .compile();
    List<Message> errors = compiled.errors();
    assertEquals(List.of("SP901"), errors.stream().map(Message::code).toList());
    assertTrue(errors.get(0).text().contains("`A`"), errors.get(0)::text);
  }

  @ParameterizedTest
  @EnumSource
  void reportsWhatFailsInTheLastRound(CompilerKind compiler) {
    Compiled compiled =
        compiler
            .compilation()
            .only(Environments.wrapped(Environments.failingOnce("getTypeElement", "test.Net")))
            .source("@TensorModel class Net { @Input @Shape(\"N,4\") INDArray x; @Apply Lost y; }")
            .compile();
    List<String> codes = compiled.errors().stream().map(Message::code).toList();
    assertTrue(codes.contains("SP901"), codes::toString);
  }

  @ParameterizedTest
  @EnumSource
  void aDiskThatIsFullIsNoFaultOfOurs(CompilerKind compiler) {
    String model = "@TensorModel class %s { @Input @Shape(\"N,4\") INDArray x; }";
    Compiled compiled =
        compiler
            .compilation()
            .only(Environments.wrapped(Environments.full("NetAdapter")))
            .source(model.formatted("Net"))
            .source(model.formatted("Other"))
            .compile();
    String first = compiled.onlyError().text().lines().findFirst().orElseThrow();
    assertEquals("[SP017] the adapter of `Net` cannot be written: No space left on device", first);
    assertTrue(compiled.sources().containsKey("test/OtherAdapter.java"));
  }
}
