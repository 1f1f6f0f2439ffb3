package io.github.shapeproof.processor.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.GeneratedAdapter;
import io.github.shapeproof.runtime.ShapeMismatchException;
import io.github.shapeproof.runtime.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Adapters of models that apply others, compared with the same layers written out. */
class ApplyRunTest {
  private static final String BLOCKS =
      """
      @TensorModel class Bottleneck {
        @Input @Shape("N,H,W,C") INDArray x;
        @Conv(filtersOf = "F", kernel = 1) INDArray a;
        @Activation(RELU) INDArray b;
        @Conv(filtersOf = "F", kernelOf = "K", strideOf = "S", padding = SAME) INDArray c;
        @Conv(from = "x", filtersOf = "F", kernel = 1, strideOf = "S") INDArray shortcut;
        @Add(from = {"c", "shortcut"}) INDArray out;
      }
      @TensorModel class Split {
        @Input @Shape("N,H,W,2*C") INDArray x;
        @Crop(size = {1, 1}) @Output INDArray corner;
        @Dense(from = "x", unitsOf = "C") INDArray half;
        @GlobalAvgPool INDArray mean;
      }
      """;

  private static final String NET =
      """
      @TensorModel class Net {
        @Input @Shape("N,H,W,3") INDArray x;
        @Apply(with = "F=4,K=3,S=2") Bottleneck one;
        @Apply(with = "F=4,K=5,S=1", times = 2) Bottleneck two;
        @Apply Split three;
        @Flatten(from = "three.corner") INDArray flat;
        @Concat(from = {"flat", "three.mean"}) INDArray out;
      }
      """;

  private static final String WRITTEN_OUT =
      """
      @TensorModel class Net {
        @Input @Shape("N,H,W,3") INDArray x;
        %s
        @Crop(size = {1, 1}) INDArray corner;
        @Dense(from = "c", units = 2) INDArray half;
        @GlobalAvgPool INDArray mean;
        @Flatten(from = "corner") INDArray flat;
        @Concat(from = {"flat", "mean"}) INDArray out;
      }
      """
          .formatted(block("x", "a", 3, 2) + block("a", "b", 5, 1) + block("b", "c", 5, 1));

  private static String block(String from, String name, int kernel, int stride) {
    return """
    @Conv(from = "FROM", filters = 4, kernel = 1) INDArray NAMEa;
    @Activation(RELU) INDArray NAMEb;
    @Conv(filters = 4, kernel = KERNEL, stride = STRIDE, padding = SAME) INDArray NAMEc;
    @Conv(from = "FROM", filters = 4, kernel = 1, stride = STRIDE) INDArray NAMEs;
    @Add(from = {"NAMEc", "NAMEs"}) INDArray NAME;
    """
        .replace("FROM", from)
        .replace("NAME", name)
        .replace("KERNEL", "" + kernel)
        .replace("STRIDE", "" + stride);
  }

  @Test
  void computesWhatTheLayersWrittenOutDo() {
    Class<?> type = GeneratedAdapter.load("Net", NET + BLOCKS);
    Map<String, String> shapes = GeneratedAdapter.texts(type, "WEIGHTS");
    assertEquals("5,5,4,4", shapes.get("two/1/c/kernel"));
    assertEquals("4,2", shapes.get("three/half/kernel"));
    Weights weights = Weights.random(shapes, 7);
    GeneratedAdapter applying = GeneratedAdapter.of(type, weights);
    Map<String, INDArray> moved = new LinkedHashMap<>();
    for (String name : weights.names()) {
      moved.put(
          name.replaceFirst("^one/", "a")
              .replaceFirst("^two/0/", "b")
              .replaceFirst("^two/1/", "c")
              .replaceFirst("^three/", "")
              .replace("shortcut", "s"),
          weights.get(name));
    }
    GeneratedAdapter writtenOut = GeneratedAdapter.of(WRITTEN_OUT, Weights.of(moved));
    for (int size : new int[] {9, 2, 12}) {
      INDArray x = Maps.random(size, 2, size, size + 1, 3);
      INDArray y = writtenOut.forward(x);
      assertTrue(y.equalsWithEps(applying.forward(x), 1e-6));
      assertTrue(y.equalsWithEps(applying.defined(x).get(0), 1e-5));
    }
    assertEquals("N,2", applying.texts("SHAPES").get("three.mean"));
    assertTrue(applying.texts("SHAPES").containsKey("two"));
    assertFalse(applying.texts("SHAPES").containsKey("three"));
  }

  @Test
  void severalResultsAreOutputs() {
    Class<?> type =
        GeneratedAdapter.load(
            "Net",
            """
            @TensorModel class Net {
              @Input @Shape("N,H,W,8") INDArray x;
              @Apply Split parts;
            }
            """
                + BLOCKS);
    GeneratedAdapter adapter =
        GeneratedAdapter.of(type, Weights.random(GeneratedAdapter.texts(type, "WEIGHTS"), 3));
    Map<String, INDArray> results = adapter.named("forward", Maps.random(1, 2, 3, 3, 8));
    assertEquals(List.of("parts_corner", "parts_mean"), List.copyOf(results.keySet()));
    assertEquals(List.of(2L, 4L), shape(results.get("parts_mean")));
  }

  @Test
  void fieldsKeepTheirNames() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel class Net {
              @Input @Shape("N,C") INDArray x;
              @Apply @Output Two parts;
              @Activation(value = SIGMOID, from = "x") INDArray parts_left;
            }
            @TensorModel class Two {
              @Input @Shape("N,C") INDArray x;
              @Activation(value = RELU, from = "x") INDArray left;
              @Activation(value = TANH, from = "x") INDArray right;
            }
            """);
    Map<String, INDArray> results = adapter.named("forward", Nd4j.zeros(1, 2));
    assertEquals(
        List.of("parts_left_", "parts_right", "parts_left"), List.copyOf(results.keySet()));
    assertEquals(0.5, results.get("parts_left").getDouble(0), 1e-6);
  }

  @Test
  void noValueHidesAWeight() {
    Class<?> type =
        GeneratedAdapter.load(
            "Net",
            """
            @TensorModel class Net {
              @Input @Shape("N,3") INDArray x;
              @Apply(from = "x") Residue attnProj;
              @Apply(from = "attnProj") Projection attn;
            }
            @TensorModel class Residue {
              @Input @Shape("N,3") INDArray x;
              @Activation(TANH) INDArray bias;
              @Subtract(from = {"x", "bias"}) INDArray out;
            }
            @TensorModel class Projection {
              @Input @Shape("N,3") INDArray x;
              @Dense(units = 3) INDArray proj;
            }
            """);
    INDArray bias = Maps.random(2, 3);
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            type,
            Weights.builder()
                .put("attn/proj/kernel", Nd4j.eye(3))
                .put("attn/proj/bias", bias)
                .build());
    INDArray x = Maps.random(1, 2, 3);
    INDArray expected = x.sub(Transforms.tanh(x, true)).addRowVector(bias);
    assertTrue(expected.equalsWithEps(adapter.forward(x), 1e-5));
  }

  @Test
  void aTargetThatIsGivenIsNotWhatIsRepeated() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel class Net {
              @Input @Shape("N,C") INDArray t;
              @Input @Shape("N,C") INDArray x;
              @Apply(from = {"t", "x"}, times = 3) Doubled y;
            }
            @TensorModel class Doubled {
              @Input @Shape("N,C") INDArray t;
              @Input @Shape("N,C") INDArray x;
              @Add(from = {"x", "x"}) INDArray y;
              @Loss(value = MEAN_SQUARED_ERROR, target = "t") INDArray l;
            }
            """);
    INDArray x = Maps.random(1, 2, 4);
    assertTrue(x.mul(8).equalsWithEps(adapter.forward(Nd4j.zeros(2, 4), x), 1e-6));
  }

  @Test
  void aLossThatIsAnOutputIsAResult() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel class Net {
              @Input @Shape("N,4") INDArray x;
              @Input @Shape("N,4") INDArray t;
              @Apply(from = {"x", "t"}) Part a;
              @Apply(from = {"a.y", "t"}) Part b;
              @Add(from = {"a.loss", "b.loss"}) INDArray total;
            }
            @TensorModel class Part {
              @Input @Shape("N,C") INDArray x;
              @Input @Shape("N,C") INDArray t;
              @Add(from = {"x", "x"}) INDArray y;
              @Loss(value = MEAN_ABSOLUTE_ERROR, target = "t") @Output INDArray loss;
            }
            """);
    INDArray x = Maps.random(1, 2, 4);
    INDArray t = Maps.random(2, 2, 4);
    Map<String, INDArray> outputs = adapter.named("forward", x, t);
    assertEquals(Set.of("b_y", "total"), outputs.keySet());
    double total =
        Transforms.abs(x.mul(2).sub(t)).meanNumber().doubleValue()
            + Transforms.abs(x.mul(4).sub(t)).meanNumber().doubleValue();
    assertEquals(total, outputs.get("total").getDouble(0), 1e-5);
    assertTrue(outputs.get("total").equalsWithEps(adapter.defined(x, t).get(1), 1e-5));
  }

  private static List<Long> shape(INDArray array) {
    return Arrays.stream(array.shape()).boxed().toList();
  }

  @Test
  void conditionsAreChecked() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel class Net {
              @Input @Shape("N,H,W,8") INDArray x;
              @Pad(amounts = 1) INDArray wide;
              @Apply Pooled out;
            }
            @TensorModel(where = "W >= 6") class Pooled {
              @Input @Shape("N,H,W,C") INDArray x;
              @MaxPool(kernel = {5, 1}) INDArray y;
            }
            """);
    adapter.forward(Maps.random(1, 1, 3, 4, 8));
    assertMessage(
        adapter,
        Maps.random(1, 1, 2, 4, 8),
        "height 2 must be at least 3: pad to 3 (kernel 5 of `y` in `out`)");
    assertMessage(adapter, Maps.random(1, 1, 3, 3, 8), "width 3 must be at least 4");
  }

  private static void assertMessage(GeneratedAdapter adapter, INDArray x, String part) {
    String message =
        assertThrows(ShapeMismatchException.class, () -> adapter.forward(x)).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void operationsOfAppliedModelsAreTheUsers() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel class Net {
              @Input @Shape("N,4") INDArray x;
              @Apply(times = 3) Own y;
              @Custom("N,C -> N,C") INDArray y_z;
            }
            @TensorModel class Own {
              @Input @Shape("N,C") INDArray x;
              @Custom("N,C -> N,C") INDArray z;
            }
            """,
            inputs -> inputs[0].mul(2));
    INDArray x = Maps.random(1, 2, 4);
    assertTrue(x.mul(16).equalsWithEps(adapter.forward(x), 1e-6));
  }

  @Test
  void leadingDimensionsAreThoseOfTheArgument() {
    Class<?> type =
        GeneratedAdapter.load(
            "Net",
            """
            @TensorModel class Net {
              @Input @Shape("N,T,8") INDArray x;
              @Input @Shape("...,6") INDArray open;
              @Apply(from = "x", with = "F=3") @Shape("N,T,8") Feed y;
              @Apply(from = "open", with = "F=3") Feed z;
            }
            @TensorModel class Feed {
              @Input @Shape("...,C") INDArray x;
              @Dense(unitsOf = "F") INDArray a;
              @Dense(unitsOf = "C") INDArray b;
              @Add(from = {"b", "x"}) INDArray c;
            }
            """);
    GeneratedAdapter adapter =
        GeneratedAdapter.of(type, Weights.random(GeneratedAdapter.texts(type, "WEIGHTS"), 3));
    INDArray[] inputs = {Maps.random(1, 2, 5, 8), Maps.random(2, 2, 3, 4, 6)};
    List<INDArray> results = adapter.several("forward", inputs);
    List<INDArray> defined = adapter.defined(inputs);
    assertTrue(results.get(0).equalsWithEps(defined.get(0), 1e-5));
    assertTrue(results.get(1).equalsWithEps(defined.get(1), 1e-5));
    assertEquals(List.of(2L, 5L, 8L), shape(results.get(0)));
    assertEquals(List.of(2L, 3L, 4L, 6L), shape(results.get(1)));
  }

  @Test
  void aModelThatIsThereToBeAppliedSaysSo() {
    Class<?> type = GeneratedAdapter.load("Bottleneck", BLOCKS);
    String message =
        assertThrows(
                IllegalStateException.class, () -> GeneratedAdapter.of(type, Weights.of(Map.of())))
            .getMessage();
    assertEquals(
        "Bottleneck is there to be applied: only @Apply can say what K and S are", message);
  }

  @Test
  void whatAnInputNotGivenWouldProveIsDemandedOfTheOthers() {
    GeneratedAdapter net =
        GeneratedAdapter.of(
            """
            @TensorModel(axes = 1) class Block {
              @Input @Shape("N,H,1") INDArray x;
              @Input @Shape("N,H-K-2,1") INDArray notRead;
              @Crop(from = "x", amounts = {3, 0}) INDArray c;
              @Pad(amounts = {3, 0}) INDArray y;
            }
            @TensorModel(axes = 1) class Net {
              @Input @Shape("N,H,1") INDArray x;
              @Apply Block y;
            }
            """);
    assertEquals(4, net.forward(Maps.random(1, 1, 4, 1)).size(1));
    assertEquals(
        "width 3 must be at least 4: pad to 4 (crop of `c` in `y`)\n"
            + "  input 'x': expected [N, H, 1] but got [1, 3, 1]",
        assertThrows(ShapeMismatchException.class, () -> net.forward(Maps.random(1, 1, 3, 1)))
            .getMessage());
  }
}
