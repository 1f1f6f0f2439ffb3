package io.github.shapeproof.processor.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.processor.testing.GeneratedAdapter;
import io.github.shapeproof.runtime.ShapeMismatchException;
import io.github.shapeproof.runtime.Weights;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.NameScope;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Graphs that adapters define: names, what is trained, sizes, errors, and training itself. */
class DefineTest {
  private static final String NECK =
      """
      @TensorModel(where = "H % 4 == 0")
      class Net {
        @Input @Shape("N,H,W,6") INDArray high;
        @Input @Shape("N,5,5,4") INDArray low;
        @Resize(from = "low", like = "high") INDArray up;
        @Concat(from = {"up", "high"}) INDArray fused;
        @Conv(filters = 7, kernel = 3, padding = SAME) INDArray mixed;
        @BatchNorm INDArray normal;
        @Dropout(rate = 0.5) INDArray kept;
        @Reconcile(from = "kept", like = "low", by = AVG_POOL, channels = MATCH) INDArray out;
      }
      """;

  static GeneratedAdapter neck() {
    return adapter(NECK);
  }

  static GeneratedAdapter adapter(String source) {
    Class<?> type = GeneratedAdapter.load("Net", source);
    return GeneratedAdapter.of(type, Weights.random(GeneratedAdapter.texts(type, "WEIGHTS"), 7));
  }

  static SDVariable placeHolder(SameDiff graph, String name, long... shape) {
    return graph.placeHolder(name, DataType.FLOAT, shape);
  }

  static String faultOf(GeneratedAdapter adapter, SameDiff graph, SDVariable... inputs) {
    return assertThrows(ShapeMismatchException.class, () -> adapter.define(graph, inputs))
        .getMessage();
  }

  @Test
  void namesVariablesAfterFieldsAndWeights() {
    SameDiff graph = SameDiff.create();
    SDVariable high = placeHolder(graph, "photo", -1, 8, 9, 6);
    SDVariable low = placeHolder(graph, "low", -1, 5, 5, 4);
    SDVariable out = neck().define(graph, high, low).get("");
    assertEquals("out", out.name());
    for (String tensor : List.of("up", "fused", "mixed", "normal", "kept")) {
      assertEquals(VariableType.ARRAY, graph.getVariable(tensor).getVariableType(), tensor);
    }
    Set<String> trained =
        Set.of(
            "mixed/kernel", "mixed/bias", "normal/gamma", "normal/beta", "out/kernel", "out/bias");
    for (SDVariable variable : graph.variables()) {
      boolean isTrained = variable.getVariableType() == VariableType.VARIABLE;
      assertEquals(trained.contains(variable.name()), isTrained, variable.name());
    }
    for (String fixed : List.of("normal/mean", "normal/variance")) {
      assertEquals(VariableType.CONSTANT, graph.getVariable(fixed).getVariableType());
    }
  }

  @Test
  void namesWhatAppliedModelsMake() {
    GeneratedAdapter adapter =
        adapter(
            """
            @TensorModel class Net {
              @Input @Shape("N,4") INDArray x;
              @Apply(times = 2) Block y;
            }
            @TensorModel class Block {
              @Input @Shape("N,C") INDArray x;
              @Dense(unitsOf = "C") INDArray a;
              @BatchNorm INDArray b;
            }
            """);
    SameDiff graph = SameDiff.create();
    assertEquals("y", adapter.define(graph, placeHolder(graph, "x", -1, 4)).get("").name());
    assertEquals(VariableType.ARRAY, graph.getVariable("y.1.a").getVariableType());
    assertEquals(VariableType.VARIABLE, graph.getVariable("y/1/b/gamma").getVariableType());
    assertEquals(VariableType.CONSTANT, graph.getVariable("y/1/b/mean").getVariableType());
  }

  @Test
  void hasTheWeightsOfTensorsOfWhichOnlyTheSizeMatters() {
    GeneratedAdapter adapter =
        adapter(
            """
            @TensorModel class Net {
              @Input @Shape("N,8,8,3") INDArray x;
              @Conv(filters = 4, kernel = 3) INDArray small;
              @BatchNorm INDArray normal;
              @Resize(from = "x", like = "normal") INDArray y;
            }
            """);
    SameDiff graph = SameDiff.create();
    adapter.define(graph, placeHolder(graph, "x", -1, 8, 8, 3));
    for (String weight : adapter.texts("WEIGHTS").keySet()) {
      boolean isFixed = Set.of("normal/mean", "normal/variance").contains(weight);
      assertEquals(
          isFixed ? VariableType.CONSTANT : VariableType.VARIABLE,
          graph.getVariable(weight).getVariableType(),
          weight);
    }
  }

  @Test
  void copiesWeights() {
    INDArray kernel = Nd4j.ones(4, 2);
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,4") INDArray x;
              @Dense(units = 2, bias = false) INDArray y;
            }
            """,
            Weights.builder().put("y/kernel", kernel).build());
    SameDiff graph = SameDiff.create();
    adapter.define(graph, placeHolder(graph, "x", -1, 4));
    graph.getVariable("y/kernel").getArr().muli(5);
    assertEquals(Nd4j.ones(4, 2), kernel);
  }

  @Test
  void takesOtherNamesWhereTheyAreTaken() {
    GeneratedAdapter adapter = neck();
    SameDiff graph = SameDiff.create();
    SDVariable high = placeHolder(graph, "out", 1, 8, 8, 6);
    SDVariable low = placeHolder(graph, "low", 1, 5, 5, 4);
    SDVariable first = adapter.define(graph, high, low).get("");
    String message =
        assertThrows(IllegalStateException.class, () -> adapter.define(graph, high, low))
            .getMessage();
    assertTrue(message.startsWith("the graph has a variable 'mixed/kernel' already"), message);
    SDVariable second;
    try (NameScope scope = graph.withNameScope("again")) {
      second = adapter.define(graph, high, low).get("");
    }
    assertEquals("out", high.name());
    assertEquals(3, Set.of(high.name(), first.name(), second.name()).size());
    Map<String, INDArray> inputs =
        Map.of("out", Maps.random(1, 1, 8, 8, 6), "low", Maps.random(2, 1, 5, 5, 4));
    Map<String, INDArray> outputs = graph.output(inputs, first.name(), second.name());
    assertEquals(outputs.get(first.name()), outputs.get(second.name()));
    assertTrue(graph.hasVariable("again/mixed/kernel"));
  }

  @Test
  void namesFieldsBeforeTheStepsOnTheWay() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel class Net {
              @Input @Shape("N,4") INDArray x;
              @Input @Shape("N,4") INDArray t;
              @LayerNorm(from = "x") INDArray n;
              @Multiply(from = {"n", "x"}) INDArray multiply;
              @Subtract(from = {"multiply", "x"}) INDArray mean;
              @Loss(value = MEAN_ABSOLUTE_ERROR, from = "multiply", target = "t") INDArray abs;
              @Loss(value = MEAN_SQUARED_ERROR, from = "mean", target = "t") INDArray subtract;
            }
            """,
            Weights.random(Map.of("n/gamma", "4", "n/beta", "4"), 3));
    SameDiff graph = SameDiff.create();
    adapter.define(graph, placeHolder(graph, "x", -1, 4), placeHolder(graph, "t", -1, 4));
    INDArray x = Maps.random(1, 3, 4);
    INDArray t = Maps.random(2, 3, 4);
    Map<String, INDArray> fed = Map.of("x", x, "t", t);
    List<INDArray> losses = adapter.several("loss", x, t);
    assertTrue(adapter.forward(x).equalsWithEps(graph.outputSingle(fed, "mean"), 1e-5));
    assertTrue(losses.get(0).equalsWithEps(graph.outputSingle(fed, "abs"), 1e-5));
    assertTrue(losses.get(1).equalsWithEps(graph.outputSingle(fed, "subtract"), 1e-5));
    assertEquals(List.of("abs", "subtract"), graph.getLossVariables());
  }

  @Test
  void aTargetIsNeverRepeated() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel class Net {
              @Input @Shape("N,1") INDArray x;
              @Input @Shape("N,1") INDArray t;
              @Loss(value = MEAN_SQUARED_ERROR, from = "x", target = "t") INDArray loss;
            }
            """);
    SameDiff graph = SameDiff.create();
    adapter.define(graph, placeHolder(graph, "x", -1, 1), placeHolder(graph, "t", -1, 1));
    INDArray x = Maps.random(1, 8, 1);
    INDArray t = Maps.random(2, 8, 1);
    INDArray expected = adapter.call("loss", x, t) instanceof INDArray one ? one : x;
    Map<String, INDArray> flat = Map.of("x", x, "t", t.reshape(8));
    assertTrue(expected.equalsWithEps(graph.outputSingle(flat, "loss"), 1e-6));
    Map<String, INDArray> one = Map.of("x", x, "t", t.getRows(0));
    assertThrows(RuntimeException.class, () -> graph.outputSingle(one, "loss"));
  }

  /** ND4J fails at some products and reductions of columns. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void takesASingleChannel(int batch) {
    GeneratedAdapter adapter =
        adapter(
            """
            @TensorModel class Net {
              @Input @Shape("N,1,2,1") INDArray x;
              @Input @Shape("N,1") INDArray t;
              @SeparableConv(from = "x", filters = 2, multiplier = 1, kernel = 1, padding = SAME)
              INDArray y;
              @Conv(filters = 1, kernel = 1) INDArray z;
              @GlobalAvgPool INDArray pooled;
              @LayerNorm INDArray normal;
              @Loss(value = SOFTMAX_CROSS_ENTROPY, target = "t") INDArray loss;
            }
            """);
    SameDiff graph = SameDiff.create();
    adapter.define(graph, placeHolder(graph, "x", -1, 1, 2, 1), placeHolder(graph, "t", -1, 1));
    INDArray x = Maps.random(1, batch, 1, 2, 1);
    INDArray t = Maps.random(2, batch, 1);
    Map<String, INDArray> fed = Map.of("x", x, "t", t);
    assertTrue(adapter.forward(x).equalsWithEps(graph.outputSingle(fed, "normal"), 1e-5));
    assertEquals(adapter.call("loss", x, t), graph.outputSingle(fed, "loss"));
  }

  @Test
  void namesThingsWithinAScope() {
    GeneratedAdapter adapter = neck();
    SameDiff graph = SameDiff.create();
    SDVariable high = placeHolder(graph, "high", -1, 8, 8, 6);
    SDVariable low = placeHolder(graph, "low", -1, 5, 5, 4);
    try (NameScope scope = graph.withNameScope("neck")) {
      assertEquals("neck/out", adapter.define(graph, high, low).get("").name());
    }
    assertTrue(graph.hasVariable("neck/mixed/kernel"));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void computesWhatForwardDoesInBothTypes(DataType type) {
    Class<?> net = GeneratedAdapter.load("Net", NECK);
    Weights.Builder weights = Weights.builder();
    Weights random = Weights.random(GeneratedAdapter.texts(net, "WEIGHTS"), 7);
    random.names().forEach(name -> weights.put(name, random.get(name).castTo(type)));
    GeneratedAdapter adapter = GeneratedAdapter.of(net, weights.build());
    INDArray high = Maps.random(1, 2, 8, 9, 6).castTo(type);
    INDArray low = Maps.random(2, 2, 5, 5, 4).castTo(type);
    INDArray defined = adapter.defined(high, low).get(0);
    assertEquals(type, defined.dataType());
    assertTrue(adapter.forward(high, low).equalsWithEps(defined, 1e-5));
  }

  private static final String CLASSIFIER =
      """
      @TensorModel
      class Net {
        @Input @Shape("N,6,6,1") INDArray image;
        @Input @Shape("N") INDArray label;
        @Conv(from = "image", filters = 4, kernel = 3, padding = SAME) INDArray a;
        @Activation(RELU) INDArray b;
        @MaxPool(kernel = 2) INDArray c;
        @Flatten INDArray d;
        @Dense(units = 2) INDArray logits;
        @Loss(value = SPARSE_SOFTMAX_CROSS_ENTROPY, target = "label") INDArray loss;
      }
      """;

  @Test
  void learnsToClassify() {
    GeneratedAdapter adapter = adapter(CLASSIFIER);
    SameDiff graph = SameDiff.create();
    SDVariable image = placeHolder(graph, "image", -1, 6, 6, 1);
    SDVariable label = graph.placeHolder("label", DataType.INT32, -1);
    SDVariable logits = adapter.define(graph, image, label).get("");
    assertEquals("logits", logits.name());
    assertEquals(List.of("loss"), graph.getLossVariables());
    Nd4j.getRandom().setSeed(1);
    INDArray images = Nd4j.rand(DataType.FLOAT, 32, 6, 6, 1);
    INDArray labels = images.get().mean(1, 2, 3).gt(0.5).castTo(DataType.INT32);
    Map<String, INDArray> batch = Map.of("image", images, "label", labels);
    double before = graph.outputSingle(batch, "loss").getDouble(0);
    assertEquals(adapter.call("loss", images, labels), graph.outputSingle(batch, "loss"));
    graph.setTrainingConfig(
        TrainingConfig.builder()
            .updater(new Adam(0.02))
            .dataSetFeatureMapping("image")
            .dataSetLabelMapping("label")
            .build());
    for (int epoch = 0; epoch < 40; epoch++) {
      graph.fit(new DataSet(images, labels));
    }
    double after = graph.outputSingle(batch, "loss").getDouble(0);
    assertTrue(after < before / 2, before + " to " + after);
    INDArray kernel = graph.getVariable("logits/kernel").getArr();
    assertFalse(kernel.equalsWithEps(weight(adapter, "logits/kernel"), 1e-3));
  }

  private static INDArray weight(GeneratedAdapter adapter, String name) {
    return Weights.random(adapter.texts("WEIGHTS"), 7).get(name);
  }

  @Test
  void returnsTheLossesWhereThereIsNothingElse() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,4") INDArray x;
              @Input @Shape("N,4") INDArray y;
              @Loss(from = "x", value = MEAN_SQUARED_ERROR, target = "y") INDArray squared;
              @Loss(from = "x", value = MEAN_ABSOLUTE_ERROR, target = "y") INDArray absolute;
            }
            """);
    SameDiff graph = SameDiff.create();
    SDVariable x = placeHolder(graph, "x", -1, 4);
    Map<String, SDVariable> losses = adapter.define(graph, x, placeHolder(graph, "y", -1, 4));
    assertEquals(Set.of("squared", "absolute"), losses.keySet());
    assertEquals(Set.of("squared", "absolute"), Set.copyOf(graph.getLossVariables()));
  }

  @Test
  void marksALossThatIsAnOutputToo() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,4") INDArray x;
              @Input @Shape("N,4") INDArray t;
              @Activation(from = "x", value = TANH) INDArray y;
              @Loss(value = MEAN_SQUARED_ERROR, target = "t") @Output INDArray loss;
            }
            """);
    SameDiff graph = SameDiff.create();
    SDVariable x = placeHolder(graph, "x", -1, 4);
    Map<String, SDVariable> outputs = adapter.define(graph, x, placeHolder(graph, "t", -1, 4));
    assertEquals(Set.of("y", "loss"), outputs.keySet());
    assertEquals(List.of("loss"), graph.getLossVariables());
  }

  @ParameterizedTest
  @EnumSource
  void takesArraysOfAnyOrder(Layout layout) {
    boolean last = layout == Layout.CHANNELS_LAST;
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel(axes = 1, layout = %s)
            class Net {
              @Input @Shape("%s") INDArray x;
              @SeparableConv(filters = 4, kernel = 3, multiplier = 2) INDArray y;
            }
            """
                .formatted(layout, last ? "N,9,3" : "N,3,9"),
            Weights.builder()
                .put("y/depthwise", Maps.random(1, 3, 3, 2).dup('f'))
                .put("y/pointwise", Maps.random(2, 1, 6, 4).dup('f'))
                .put("y/bias", Maps.random(3, 4))
                .build());
    INDArray x = last ? Maps.random(4, 2, 9, 3) : Maps.random(4, 2, 3, 9);
    INDArray y = adapter.forward(x);
    for (char order : new char[] {'c', 'f'}) {
      assertTrue(y.equalsWithEps(adapter.defined(x.dup(order)).get(0), 1e-5), "" + order);
    }
  }
}
