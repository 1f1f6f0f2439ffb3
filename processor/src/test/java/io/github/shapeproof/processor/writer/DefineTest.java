package io.github.shapeproof.processor.writer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.Compiled;
import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.GeneratedAdapter;
import io.github.shapeproof.runtime.ShapeMismatchException;
import io.github.shapeproof.runtime.Weights;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

  private static GeneratedAdapter neck() {
    return adapter(NECK);
  }

  private static GeneratedAdapter adapter(String source) {
    Class<?> type = GeneratedAdapter.load("Net", source);
    return GeneratedAdapter.of(type, Weights.random(GeneratedAdapter.texts(type, "WEIGHTS"), 7));
  }

  private static SDVariable placeHolder(SameDiff graph, String name, long... shape) {
    return graph.placeHolder(name, DataType.FLOAT, shape);
  }

  private static String faultOf(GeneratedAdapter adapter, SameDiff graph, SDVariable... inputs) {
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

  @Test
  void axesThatAreTooLongAreRefused() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel(axes = 1) class Net {
              @Input @Shape("N,T,2") INDArray x;
              @MaxPool(kernel = 2) INDArray y;
            }
            """);
    SameDiff graph = SameDiff.create();
    SDVariable x = placeHolder(graph, "x", 1, 100_000, 2);
    String message =
        assertThrows(ShapeMismatchException.class, () -> adapter.define(graph, x)).getMessage();
    assertEquals(
        "'y' takes a matrix of 100000 x 100000 elements in a graph, which has at most 16777216",
        message);
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

  @Test
  void servesAnyBatchOfAnOpenOne() {
    GeneratedAdapter adapter = neck();
    SameDiff graph = SameDiff.create();
    SDVariable high = placeHolder(graph, "high", -1, 8, 9, 6);
    SDVariable low = placeHolder(graph, "low", -1, 5, 5, 4);
    SDVariable out = adapter.define(graph, high, low).get("");
    for (int batch : new int[] {1, 3}) {
      INDArray a = Maps.random(1, batch, 8, 9, 6);
      INDArray b = Maps.random(2, batch, 5, 5, 4);
      INDArray result = graph.outputSingle(Map.of("high", a, "low", b), out.name());
      assertTrue(adapter.forward(a, b).equalsWithEps(result, 1e-5));
    }
  }

  @Test
  void leavesSpaceOpenWhereNoLayerCountsIt() {
    GeneratedAdapter adapter =
        adapter(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,H,W,3") INDArray x;
              @Conv(filters = 4, kernel = 3, padding = SAME) INDArray a;
              @Conv(filters = 4, kernel = 2, stride = 2) INDArray b;
              @LayerNorm INDArray c;
              @Dropout(rate = 0.1) INDArray d;
              @Dense(units = 5) INDArray e;
              @Activation(SOFTMAX) INDArray f;
              @Output @GlobalAvgPool INDArray mean;
              @Output @GlobalMaxPool(from = "f", keepDims = true) INDArray max;
            }
            """);
    SameDiff graph = SameDiff.create();
    List<String> names =
        adapter.define(graph, placeHolder(graph, "x", -1, -1, -1, 3)).values().stream()
            .map(SDVariable::name)
            .toList();
    assertEquals(List.of("mean", "max"), names);
    INDArray x = Maps.random(1, 2, 6, 9, 3);
    Map<String, INDArray> outputs = graph.output(Map.of("x", x), names);
    adapter
        .named("forward", x)
        .forEach((name, value) -> assertTrue(value.equalsWithEps(outputs.get(name), 1e-5), name));
  }

  @Test
  void takesWhatAnotherModelDefines() {
    GeneratedAdapter stem =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,H,W,3") INDArray x;
              @Activation(RELU) INDArray stem;
            }
            """);
    GeneratedAdapter head =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,H,W,3") INDArray features;
              @GlobalAvgPool INDArray mean;
            }
            """);
    SameDiff graph = SameDiff.create();
    SDVariable features = stem.define(graph, placeHolder(graph, "x", -1, 4, 4, 3)).get("");
    SDVariable mean = head.define(graph, features).get("");
    INDArray x = Maps.random(1, 2, 4, 4, 3);
    INDArray expected = head.forward(stem.forward(x));
    assertTrue(expected.equalsWithEps(graph.outputSingle(Map.of("x", x), mean.name()), 1e-5));
  }

  @Test
  void saysWhichOpenSizeALayerNeeds() {
    SameDiff graph = SameDiff.create();
    assertEquals(
        "'up' needs the number of H, which is open: give the placeholders that size in place of -1"
            + " (SameDiff knows none of a variable that an operation computes)",
        faultOf(
            neck(),
            graph,
            placeHolder(graph, "high", -1, -1, 9, 6),
            placeHolder(graph, "low", -1, 5, 5, 4)));
  }

  @Test
  void checksWhatItIsGiven() {
    GeneratedAdapter neck = neck();
    SameDiff graph = SameDiff.create();
    SDVariable high = placeHolder(graph, "high", -1, 8, 9, 6);
    SDVariable low = placeHolder(graph, "low", -1, 5, 5, 4);
    assertEquals(
        "input 'high': expected [N, H, W, 6] but got [-1, 8, 6]: rank is 3, must be 4",
        faultOf(neck, graph, placeHolder(graph, "flat", -1, 8, 6), low));
    assertEquals(
        "input 'high': expected [N, H, W, 6] but got [-1, 8, 8, 5]: dimension 3 (channels) is 5,"
            + " must be 6",
        faultOf(neck, graph, placeHolder(graph, "thin", -1, 8, 8, 5), low));
    assertEquals(
        "height 9 must be a multiple of 4: pad to 12\n"
            + "  input 'high': expected [N, H, W, 6] but got [-1, 9, 8, 6]",
        faultOf(neck, graph, placeHolder(graph, "odd", -1, 9, 8, 6), low));
    assertEquals(
        "input 'low': expected [N, 5, 5, 4] but got [3, 5, 5, 4]: dimension 0 (batch) is 3, must be"
            + " 2 as N in input 'high' [2, 8, 8, 6]",
        faultOf(
            neck,
            graph,
            placeHolder(graph, "two", 2, 8, 8, 6),
            placeHolder(graph, "three", 3, 5, 5, 4)));
    assertEquals(
        "input 'high' has type DOUBLE, must be FLOAT as the others",
        faultOf(neck, graph, graph.placeHolder("wide", DataType.DOUBLE, -1, 8, 8, 6), low));
    assertEquals("input 'low' is null", faultOf(neck, graph, high, null));
    SameDiff other = SameDiff.create();
    assertEquals(
        "input 'low' is a variable of another SameDiff instance",
        faultOf(neck, graph, high, placeHolder(other, "low", -1, 5, 5, 4)));
    assertThrows(NullPointerException.class, () -> neck.define(null, high, low));
  }

  @Test
  void knowsTheBatchThatAnotherInputGives() {
    SameDiff graph = SameDiff.create();
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,2*N + 1,C") INDArray x;
              @Input @Shape("N,H/2") INDArray y;
              @Input @Shape("N,H") INDArray z;
              @Reshape(from = "x", value = "_,C") INDArray flat;
              @Add(from = {"y", "y"}) INDArray twice;
              @Add(from = {"z", "z"}) INDArray more;
            }
            """);
    INDArray x = Nd4j.rand(DataType.FLOAT, 3, 7, 2);
    INDArray y = Nd4j.rand(DataType.FLOAT, 3, 4);
    INDArray z = Nd4j.rand(DataType.FLOAT, 3, 9);
    List<INDArray> defined = adapter.defined(x, y, z);
    assertArrayEquals(new long[] {21, 2}, defined.get(0).shape());
    assertEquals(
        "input 'y': expected [N, H/2] but got [-1, 4]: dimension 1 is 4, must be 5 = H/2 with H = 10\n"
            + "  input 'z': expected [N, H] but got [-1, 10]",
        faultOf(
            adapter,
            graph,
            placeHolder(graph, "x", -1, -1, 2),
            placeHolder(graph, "y", -1, 4),
            placeHolder(graph, "z", -1, 10)));
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
    SDVariable x = placeHolder(graph, "x", -1, 3);
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
