package io.github.shapeproof.processor.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.Compiled;
import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.GeneratedAdapter;
import io.github.shapeproof.runtime.Weights;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The method define as Java: its names, overloads, stubs, and models of any length. */
class DefineFormTest {
  @Test
  void takesTheModelsNamesWhateverTheyAre() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,C") INDArray sd;
              @Input @Shape("N,C") INDArray SameDiff;
              @Input @Shape("N,C") INDArray Size;
              @Add(from = {"sd", "SameDiff", "Size"}) INDArray define;
              @Activation(RELU) INDArray graph;
              @Activation(RELU) INDArray weights;
              @Activation(RELU) INDArray Graph;
            }
            """);
    Nd4j.getRandom().setSeed(1);
    INDArray x = Nd4j.rand(DataType.FLOAT, 2, 3);
    INDArray expected = adapter.forward(x, x, x);
    assertTrue(expected.equalsWithEps(adapter.defined(x, x, x).get(0), 1e-6));
  }

  @Test
  void returnsInputsThatAreOutputs() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Output @Input @Shape("N,3") INDArray x;
              @Activation(RELU) INDArray y;
            }
            """);
    SameDiff graph = SameDiff.create();
    SDVariable x = DefineTest.placeHolder(graph, "x", -1, 3);
    assertSame(x, adapter.define(graph, x).get("x"));
  }

  @Test
  void callsTheOverloadOfCustomOperations() throws ReflectiveOperationException {
    Compiled compiled =
        CompilerKind.JAVAC
            .compilation()
            .source(
                """
                @TensorModel class Net {
                  @Input @Shape("N,C") INDArray x;
                  @Custom("N,C -> N,C") INDArray twice;
                  @Activation(RELU) INDArray out;
                }
                """)
            .source(
                """
                public class User {
                  public static INDArray run(boolean full, INDArray x) {
                    NetAdapter.Operations operations = full ? new Twice() : a -> a.mul(2);
                    var sd = org.nd4j.autodiff.samediff.SameDiff.create();
                    return NetAdapter.create(operations).define(sd, sd.var("x", x)).eval();
                  }
                  static class Twice implements NetAdapter.Operations {
                    @Override public INDArray twice(INDArray x) { return x.mul(2); }
                    @Override public org.nd4j.autodiff.samediff.SDVariable twice(
                        org.nd4j.autodiff.samediff.SameDiff sd,
                        org.nd4j.autodiff.samediff.SDVariable x) {
                      return x.mul(2);
                    }
                  }
                }
                """)
            .compile();
    assertEquals(List.of(), compiled.messages());
    var run =
        compiled.loader().loadClass("test.User").getMethod("run", boolean.class, INDArray.class);
    INDArray x = Nd4j.createFromArray(new float[][] {{1, -2}});
    assertEquals(Nd4j.createFromArray(new float[][] {{2, 0}}), run.invoke(null, true, x));
    var fault = assertThrows(InvocationTargetException.class, () -> run.invoke(null, false, x));
    assertEquals(
        "define needs the operation 'twice' as variables: override Operations.twice(SameDiff, ...)",
        Objects.requireNonNull(fault.getCause()).getMessage());
  }

  @Test
  void holdsInStubs() {
    Compiled compiled =
        CompilerKind.JAVAC
            .compilation()
            .source(
                """
                @TensorModel class Net {
                  @Input @Shape("N,H,W,6") INDArray x;
                  @Input @Shape("N,H,W,6") INDArray target;
                  @Crop(from = "x", size = 0) INDArray y;
                  @Output @Activation(from = "x", value = RELU) INDArray z;
                  @Loss(from = "z", value = MEAN_SQUARED_ERROR, target = "target") INDArray loss;
                }
                """)
            .source(
                """
                class User {
                  Object run(
                      org.nd4j.autodiff.samediff.SameDiff sd,
                      org.nd4j.autodiff.samediff.SDVariable x) {
                    NetAdapter.Graph graph = NetAdapter.create().define(sd, x, x);
                    return graph.y().add(graph.z());
                  }
                }
                """)
            .compile();
    compiled.onlyError();
  }

  @Test
  void fitsLongModelsIntoClassFiles() {
    int layers = 1500;
    StringBuilder source =
        new StringBuilder("@TensorModel class Net {\n@Input @Shape(\"N,2\") INDArray x0;\n");
    for (int i = 1; i <= layers; i++) {
      source.append("@Dense(units = 2) INDArray x%d;%n".formatted(i));
    }
    Class<?> type = GeneratedAdapter.load("Net", source.append("}").toString());
    Weights.Builder weights = Weights.builder();
    for (int i = 1; i <= layers; i++) {
      weights.put("x" + i + "/kernel", Nd4j.eye(2));
      weights.put("x" + i + "/bias", Nd4j.createFromArray(1f, 0.5f));
    }
    INDArray y =
        GeneratedAdapter.of(type, weights.build()).defined(Nd4j.zeros(DataType.FLOAT, 1, 2)).get(0);
    assertEquals(layers, y.getDouble(0, 0), 1e-2);
    assertEquals(layers / 2.0, y.getDouble(0, 1), 1e-2);
  }
}
