package io.github.shapeproof.processor.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.Compiled;
import io.github.shapeproof.processor.testing.CompilerKind;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The example of {@code docs/adding-a-layer.md}: a layer whose files stand beside these tests, and
 * of which nothing else knows.
 */
final class AddingALayerTest {
  private static final Path SOURCES = Path.of("src", "test", "java", "io", "github", "shapeproof");
  private static final Path PAGE = Path.of("..", "docs", "adding-a-layer.md");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "annotation/GatedLinear.java",
        "processor/layer/GatedLinearLayer.java",
        "runtime/op/GatedLinear.java"
      })
  void thePageShowsTheFiles(String file) throws IOException {
    String source = Files.readString(SOURCES.resolve(file));
    String body = source.substring(source.indexOf("/**"));
    assertTrue(Files.readString(PAGE).contains(body), file);
  }

  @ParameterizedTest
  @EnumSource(CompilerKind.class)
  void itIsChecked(CompilerKind compiler) {
    compiler.check(
        """
        @TensorModel
        class Gates {
          @Input @Shape("N,H,W,C") INDArray x;
          @Conv(filters = 6, kernel = 1) INDArray even;
          @GatedLinear @Shape("N,H,W,3") INDArray half;
          @GatedLinear INDArray quarter; // SP306 `quarter` halves the channels of `half` N,H,W,3, but 3 is odd
          @GatedLinear(from = "x") INDArray any; // SP306
        }
        """);
  }

  @Test
  void itRuns() throws ReflectiveOperationException {
    Compiled compiled =
        CompilerKind.JAVAC.check(
            """
            @TensorModel
            public class Gate {
              @Input @Shape("N,4") INDArray x;
              @GatedLinear INDArray y;
            }
            """);
    Class<?> adapter = compiled.loader().loadClass("test.GateAdapter");
    Object gate = adapter.getMethod("create").invoke(null);
    Method forward = adapter.getMethod("forward", INDArray.class);
    INDArray x = Nd4j.createFromArray(new double[][] {{2, 4, 0, 100}}).castTo(DataType.DOUBLE);
    assertEquals(Nd4j.createFromArray(new double[][] {{1, 4}}), forward.invoke(gate, x));
    SameDiff graph = SameDiff.create();
    Method define = adapter.getMethod("define", SameDiff.class, SDVariable.class);
    SDVariable y = (SDVariable) define.invoke(gate, graph, graph.var("x", x));
    assertEquals(Nd4j.createFromArray(new double[][] {{1, 4}}), y.eval());
  }
}
