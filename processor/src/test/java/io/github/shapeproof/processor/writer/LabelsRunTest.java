package io.github.shapeproof.processor.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.GeneratedAdapter;
import io.github.shapeproof.runtime.ShapeMismatchException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The numbers of classes that sparse losses compare with, and the types of the inputs. */
class LabelsRunTest {
  private static final INDArray LOGITS = Maps.random(1, 1, 4, 3);

  private static INDArray integers(int... elements) {
    return Nd4j.createFromArray(elements);
  }

  /** The loss of these logits from labels that nothing moves. */
  private static INDArray loss(INDArray labels) {
    return (INDArray)
        GeneratedAdapter.of(
                """
                @TensorModel class Net {
                  @Input @Shape("N,4,3") INDArray x;
                  @Input @Shape("N,4") INDArray t;
                  @Loss(value = SPARSE_SOFTMAX_CROSS_ENTROPY, from = "x", target = "t") INDArray l;
                }
                """)
            .call("loss", LOGITS, labels.reshape(1, 4));
  }

  @Test
  void aSparseTargetThatOthersComputeWithIsOfFloatingType() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel class Net {
              @Input @Shape("N,4,3") INDArray x;
              @Input @Shape("N,4") INDArray t;
              @Loss(value = SPARSE_SOFTMAX_CROSS_ENTROPY, from = "x", target = "t") INDArray l;
              @Activation(from = "t", value = RELU) INDArray y;
            }
            """);
    INDArray integers = integers(0, 2, 1, 1).reshape(1, 4);
    INDArray floats = integers.castTo(DataType.FLOAT);
    assertEquals(floats, adapter.forward(floats));
    assertEquals(loss(integers), adapter.call("loss", LOGITS, floats));
    assertEquals(floats, adapter.defined(LOGITS, floats).get(0));
    assertThrows(ShapeMismatchException.class, () -> adapter.forward(integers));
    assertThrows(ShapeMismatchException.class, () -> adapter.call("loss", LOGITS, integers));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "N,2,2 | @Reshape(\"N,4\")                      | 0,1,2,1",
        "N,4,1 | @Flatten                               | 0,1,2,1",
        "N,2,2 | @Rearrange(\"n a b -> n (b a)\")       | 0,2,1,1",
        "N,4,1 | @Crop(size = 4) INDArray c; @Flatten   | 0,1,2,1",
      })
  void labelsAreIntegersWhateverMovesThem(String shape, String layers, String expected) {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel(axes = 1) class Net {
              @Input @Shape("N,4,3") INDArray x;
              @Input @Shape("%s") INDArray t;
              %s INDArray moved;
              @Loss(value = SPARSE_SOFTMAX_CROSS_ENTROPY, from = "x", target = "moved") INDArray l;
            }
            """
                .formatted(shape, layers));
    INDArray labels = integers(0, 1, 2, 1);
    INDArray t = shape.equals("N,4,1") ? labels.reshape(1, 4, 1) : labels.reshape(1, 2, 2);
    INDArray moved = adapter.forward(t);
    assertEquals(DataType.FLOAT, moved.dataType());
    String[] numbers = expected.split(",");
    for (int i = 0; i < 4; i++) {
      assertEquals(Integer.parseInt(numbers[i]), moved.getInt(0, i));
    }
    INDArray loss = (INDArray) adapter.call("loss", LOGITS, t);
    assertEquals(loss(moved.castTo(DataType.INT32)), loss);
    INDArray floats = t.castTo(DataType.FLOAT);
    assertThrows(ShapeMismatchException.class, () -> adapter.call("loss", LOGITS, floats));

    SameDiff graph = SameDiff.create();
    SDVariable x = graph.var("x", LOGITS);
    adapter.define(graph, x, graph.placeHolder("t", DataType.INT32, t.shape()));
    Map<String, INDArray> fed = Map.of("t", t);
    assertTrue(loss.equalsWithEps(graph.outputSingle(fed, "l"), 1e-5));
    INDArray gradient = graph.calculateGradients(fed, "x").get("x");
    assertTrue(gradient.normmaxNumber().doubleValue() > 0.01);
  }

  @Test
  void cutsLabels() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel(axes = 1) class Net {
              @Input @Shape("N,4,3") INDArray x;
              @Input @Shape("N,6,1") INDArray t;
              @Crop(from = "t", amounts = 1) INDArray cut;
              @Reshape("N,4") INDArray moved;
              @Loss(value = SPARSE_SOFTMAX_CROSS_ENTROPY, from = "x", target = "moved") INDArray l;
            }
            """);
    INDArray t = integers(2, 0, 1, 2, 1, 2).castTo(DataType.INT64).reshape(1, 6, 1);
    INDArray loss = (INDArray) adapter.call("loss", LOGITS.castTo(DataType.DOUBLE), t);
    assertEquals(DataType.DOUBLE, loss.dataType());
    assertTrue(loss(integers(0, 1, 2, 1)).castTo(DataType.DOUBLE).equalsWithEps(loss, 1e-6));
  }

  @Test
  void labelsOfAnAppliedLossAreIntegers() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel class Net {
              @Input @Shape("N,4,3") INDArray x;
              @Input @Shape("N,4") INDArray t;
              @Apply(from = {"x", "t"}) Part part;
            }
            @TensorModel class Part {
              @Input @Shape("N,K,C") INDArray x;
              @Input @Shape("N,K") INDArray t;
              @Loss(value = SPARSE_SOFTMAX_CROSS_ENTROPY, from = "x", target = "t")
              @Output INDArray loss;
            }
            """);
    INDArray t = integers(0, 1, 2, 1).reshape(1, 4);
    assertEquals(loss(t), adapter.forward(LOGITS, t));
    assertTrue(loss(t).equalsWithEps(adapter.defined(LOGITS, t).get(0), 1e-5));
  }
}
