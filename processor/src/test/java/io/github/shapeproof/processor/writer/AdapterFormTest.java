package io.github.shapeproof.processor.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.Compilation;
import io.github.shapeproof.processor.testing.Compiled;
import io.github.shapeproof.processor.testing.CompilerKind;
import io.github.shapeproof.processor.testing.GeneratedAdapter;
import io.github.shapeproof.runtime.Adapters;
import io.github.shapeproof.runtime.ShapeMismatchException;
import io.github.shapeproof.runtime.Weights;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What generated classes look like from outside, for models of every form. */
class AdapterFormTest {

  @Test
  void takesTheModelsNamesWhateverTheyAre() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,session,sizes,C") INDArray session;
              @Input @Shape("N,session,sizes,C") INDArray sizes;
              @Add(from = {"session", "sizes"}) INDArray forward;
              @Activation(RELU) INDArray SHAPES;
              @Activation(from = "forward", value = RELU) INDArray type;
              @Activation(from = "forward", value = RELU) INDArray create;
              @Activation(from = "forward", value = RELU) INDArray hashCode;
              @Activation(from = "forward", value = RELU) INDArray n;
              @Activation(from = "forward", value = RELU) INDArray N;
              @Activation(from = "forward", value = RELU) INDArray sessions;
              @Activation(from = "forward", value = RELU) INDArray PARAMETERS;
              @Activation(from = "forward", value = RELU) INDArray FORWARD_GUARD;
              @Activation(from = "forward", value = RELU) INDArray Layers;
              @Activation(from = "forward", value = RELU) INDArray Tensor;
              @Activation(from = "forward", value = RELU) INDArray a$b;
              @Activation(from = "forward", value = RELU) INDArray weights;
              @Activation(RELU) INDArray bound;
              @Custom(from = {"bound", "bound"}, value = "N,H,W,C; N,H,W,C -> N,H,W,C")
              INDArray operations;
            }
            """,
            arrays -> arrays[0].add(arrays[1]));
    INDArray x = Maps.random(1, 1, 2, 3, 2);
    List<INDArray> outputs = adapter.several("forward", x, x);
    assertEquals(13, outputs.size());
    double[][][][] positive = Maps.relu(Maps.add(Maps.read(x), Maps.read(x)));
    Maps.assertEqual(positive, outputs.get(0));
    Maps.assertEqual(Maps.add(positive, positive), outputs.get(12));
  }

  @Test
  void namesAdaptersOfNestedModelsAfterAllTheirClasses() {
    Class<?> type =
        GeneratedAdapter.load(
            "Outer_Inner",
            """
            public class Outer {
              @TensorModel
              public static class Inner {
                @Input @Shape("N,H,W,C") INDArray x;
                @Activation(RELU) INDArray y;
              }
            }
            """);
    assertTrue(Modifier.isPublic(type.getModifiers()));
    try {
      assertEquals(type, Adapters.of(type.getClassLoader().loadClass("test.Outer$Inner")));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
    String message =
        assertThrows(IllegalStateException.class, () -> Adapters.of(AdapterFormTest.class))
            .getMessage();
    assertTrue(message.contains("did not run"), message);
  }

  @Test
  void isAsVisibleAsItsModel() {
    Class<?> type =
        GeneratedAdapter.load(
            "Outer_Inner",
            """
            public class Outer {
              @TensorModel
              private static class Inner {
                @Input @Shape("String,H,W,C") INDArray x;
                @Activation(RELU) INDArray y;
              }
              static class String {}
            }
            """);
    assertFalse(Modifier.isPublic(type.getModifiers()));
  }

  @Test
  void standsBesideUserClassesOfAnyName() {
    Compiled compiled =
        CompilerKind.JAVAC
            .compilation()
            .source(
                """
                @TensorModel class Net {
                  @Input @Shape("N,H,W,C") INDArray x;
                  @Activation(RELU) INDArray y;
                }
                """)
            .source("class String {}")
            .source("class Math {}")
            .source("class Tensor {}")
            .source("class Layers {}")
            .source("class Override {}")
            .compile();
    assertEquals(List.of(), compiled.messages());
  }

  @ParameterizedTest
  @EnumSource
  void compilesWithoutAWarning(CompilerKind compiler) {
    Compiled compiled =
        compiler
            .compilation()
            .source(
                """
                @TensorModel(where = "H % 4 == 0", layout = CHANNELS_FIRST)
                public class Net {
                  @Input @Shape("N,3,H,W") INDArray x;
                  @Input @Shape("N,H/2,W/2") INDArray label;
                  @Conv(from = "x", filters = 8, kernel = 3, padding = SAME) INDArray a;
                  @MaxPool(kernel = 2) INDArray b;
                  @Custom("N,C,H,W -> N,2*C,H,W") INDArray c;
                  @Resize(like = "a") INDArray d;
                  @Concat(from = {"a", "d"}) INDArray e;
                  @Loss(from = "c", value = SPARSE_SOFTMAX_CROSS_ENTROPY, target = "label") INDArray loss;
                }
                """)
            .compile();
    assertEquals(
        List.of(), compiled.messages().stream().filter(m -> !m.file().equals("Net.java")).toList());
    assertTrue(compiled.classes().containsKey("test.NetAdapter"));
  }

  @Test
  void compilesWithoutAWarningInAModuleThatExportsIt() {
    Compiled compiled =
        CompilerKind.JAVAC
            .compilation()
            .source(
                """
                @TensorModel public class Net {
                  @Input @Shape("N,4") INDArray x;
                  @Dense(units = 3) INDArray y;
                }
                """)
            .asModule()
            .options("-Xlint:all")
            .compile();
    assertEquals(
        List.of(), compiled.messages().stream().filter(m -> !m.file().equals("Net.java")).toList());
    assertTrue(compiled.classes().containsKey("test.NetAdapter"));
  }

  @Test
  void generatesNothingWhereOnlyChecked() {
    Compiled compiled =
        CompilerKind.JAVAC
            .compilation()
            .source("@TensorModel class Net { @Input @Shape(\"N\") INDArray x; }")
            .options("-Ashapeproof.generate=none")
            .compile();
    assertEquals(List.of(), compiled.messages());
    assertEquals(Set.of("test.Net"), compiled.classes().keySet());
  }

  @Test
  void fitsLongModelsIntoClassFiles() {
    StringBuilder source =
        new StringBuilder("@TensorModel class Net {\n@Input @Shape(\"N,H,W,2\") INDArray x0;\n");
    int layers = 700;
    for (int i = 1; i <= layers; i++) {
      source.append("@Conv(filters = 2, kernel = 1) INDArray x%d;%n".formatted(i));
    }
    GeneratedAdapter adapter = null;
    Class<?> type = GeneratedAdapter.load("Net", source.append("}").toString());
    Weights.Builder weights = Weights.builder();
    for (int i = 1; i <= layers; i++) {
      weights.put("x" + i + "/kernel", Nd4j.eye(2).reshape(1, 1, 2, 2));
      weights.put("x" + i + "/bias", Nd4j.createFromArray(1f, 0.5f));
    }
    adapter = GeneratedAdapter.of(type, weights.build());
    INDArray x = Maps.random(1, 1, 2, 3, 2);
    INDArray y = adapter.forward(x);
    assertEquals(x.getDouble(0, 1, 1, 0) + layers, y.getDouble(0, 1, 1, 0), 1e-2);
    assertEquals(x.getDouble(0, 1, 1, 1) + layers / 2.0, y.getDouble(0, 1, 1, 1), 1e-2);
  }

  @Test
  void noValueHidesAClassOfOperations() {
    StringBuilder source =
        new StringBuilder(
            """
            @TensorModel class Net {
              @Input @Shape("N,2,2,2") INDArray x;
              @Input @Shape("N,4,4,3") INDArray y;
              @Reconcile(from = "x", like = "y", channels = MATCH, combine = ADD) INDArray Layers;
            """);
    for (int i = 1; i <= 120; i++) {
      source.append("@MaxPool(kernel = %d, padding = SAME) INDArray x%d;%n".formatted(i, i));
    }
    GeneratedAdapter.load("Net", source.append("}").toString());
  }

  @Test
  void isTheSameWhateverTheOrderOfSources() {
    List<String> models = new ArrayList<>();
    for (String name : List.of("Net", "Alpha", "Omega")) {
      models.add(
          """
          @TensorModel(where = {"H % 4 == 0", "W >= 8"})
          class NAME {
            @Input @Shape("N,H,W,C") INDArray x;
            @Conv(filters = 4, kernel = 3, padding = SAME) INDArray a;
            @MaxPool(kernel = 2) INDArray b;
            @Resize(like = "a") INDArray c;
            @Concat(from = {"a", "c"}) INDArray d;
            @Output @Activation(from = "b", value = RELU) INDArray e;
          }
          """
              .replace("NAME", name));
    }
    var first = compile(models).sources();
    assertEquals(3, first.size());
    for (int i = 0; i < 3; i++) {
      Collections.rotate(models, 1);
      assertEquals(first, compile(models).sources());
    }
    assertFalse(first.values().stream().anyMatch(text -> text.contains("\r")));
  }

  private static Compiled compile(List<String> sources) {
    Compilation compilation = CompilerKind.JAVAC.compilation();
    sources.forEach(compilation::source);
    return compilation.compile();
  }

  @Test
  void fixesSymbolsByWeights() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,H,W,C") INDArray x;
              @Flatten INDArray flat;
              @Dense(units = 3) INDArray y;
            }
            """,
            Weights.builder()
                .put("y/kernel", Maps.random(1, 24, 3))
                .put("y/bias", Maps.random(2, 3))
                .build());
    assertEquals(3, adapter.forward(Maps.random(1, 1, 3, 4, 2)).size(1));
    assertEquals(3, adapter.forward(Maps.random(1, 5, 2, 2, 6)).size(1));
    String message =
        assertThrows(
                ShapeMismatchException.class, () -> adapter.forward(Maps.random(1, 1, 3, 4, 3)))
            .getMessage();
    assertEquals(
        "C*H*W == y/kernel[0] does not hold with C = 3, H = 3, W = 4, y/kernel[0] = 24\n"
            + "  input 'x': expected [N, H, W, C] but got [1, 3, 4, 3]\n"
            + "  weight 'y/kernel': expected [C*H*W, 3] but got [24, 3]",
        message);
  }

  @Test
  void tellsWhichSymbolsWeightsFix() {
    Compiled compiled =
        compile(
            List.of(
                """
                @TensorModel
                class Net {
                  @Input @Shape("N,C") INDArray x;
                  @Dense(units = 3) INDArray y;
                }
                """));
    String source = Objects.requireNonNull(compiled.sources().get("test/NetAdapter.java"));
    String sentence = "<p>{@code C} is that of the weights that are given: {@code y/kernel}.\n";
    assertTrue(source.contains(" * </table>\n *\n * " + sentence + " */"), source);
    assertTrue(source.contains("Computes {@code y}.\n   *\n   * " + sentence), source);
  }

  @Test
  void callsNamelessSizesByTheirPlaces() {
    Compiled compiled =
        compile(
            List.of(
                """
                @TensorModel
                class Net {
                  @Input @Shape("N,_") INDArray x;
                  @Input @Shape("N,_,_,3") INDArray map;
                  @Conv(kernel = 3, filters = 2) INDArray small;
                  @Activation(RELU) INDArray positive;
                  @Conv(kernel = 1, filters = 2) INDArray last;
                  @Concat(from = {"x", "x"}) @Output INDArray twice;
                  @Dense(units = 3) INDArray y;
                }
                """));
    assertEquals(List.of(), compiled.errors());
    String source = Objects.requireNonNull(compiled.sources().get("test/NetAdapter.java"));
    for (String shown :
        List.of(
            "<td>{@code N,2*_}</td>",
            "<p>{@code x[1]} is that of the weights that are given: {@code y/kernel}.",
            "<li>{@code map[1] >= 3}: kernel 3 of {@code small}",
            "into {@code twice}, 0 to x[1] of axis 1",
            "{@code 2*N*(map[1] - 2)*(map[2] - 2)} elements")) {
      assertTrue(source.contains(shown), source);
    }
    assertFalse(source.contains("\"*"), source);
  }

  @Test
  void solvesForSymbols() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel(where = "H == 2*K")
            class Net {
              @Input @Shape("N,H,2*W + 1,3") INDArray x;
              @Input @Shape("N,3*W + V,3") INDArray other;
              @MaxPool(from = "x", kernel = {2, 1}) @Shape("N,K,2*W + 1,3") INDArray y;
              @Activation(from = "other", value = RELU) INDArray z;
            }
            """);
    List<INDArray> outputs =
        adapter.several("forward", Maps.random(1, 2, 6, 5, 3), Maps.random(2, 2, 8, 3));
    assertEquals(3, outputs.get(0).size(1));
    for (long[][] wrong :
        new long[][][] {
          {{2, 5, 5, 3}, {2, 8, 3}}, {{2, 6, 4, 3}, {2, 8, 3}}, {{2, 6, 5, 3}, {2, 6, 3}}
        }) {
      ShapeMismatchException fault =
          assertThrows(
              ShapeMismatchException.class,
              () -> adapter.several("forward", Maps.random(1, wrong[0]), Maps.random(2, wrong[1])));
      assertTrue(fault.getMessage().length() > 10, fault.getMessage());
    }
  }

  @Test
  void handsOverCustomOperationsSafely() {
    String source =
        """
        @TensorModel
        class Net {
          @Input @Shape("N,H,W,C") INDArray x;
          @Activation(RELU) INDArray a;
          @Custom("N,H,W,C -> N,W,H,C") INDArray b;
          @Activation(RELU) INDArray c;
        }
        """;
    INDArray x = Maps.random(1, 1, 2, 3, 2);
    INDArray y = GeneratedAdapter.of(source, a -> a[0].permute(0, 2, 1, 3)).forward(x);
    Maps.assertEqual(Maps.relu(Maps.read(x)), y.permute(0, 2, 1, 3));
    String message =
        assertThrows(
                ShapeMismatchException.class,
                () -> GeneratedAdapter.of(source, a -> a[0]).forward(x))
            .getMessage();
    assertTrue(message.contains("'b' must return"), message);
    assertThrows(
        ShapeMismatchException.class, () -> GeneratedAdapter.of(source, a -> null).forward(x));
  }

  @Test
  void readsAnyNumberOfLeadingDimensions() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("...,4") INDArray x;
              @Dense(units = 2) INDArray y;
              @Activation(RELU) INDArray z;
              @Concat(from = {"z", "x"}, axis = -1) INDArray out;
            }
            """,
            Weights.builder()
                .put("y/kernel", Nd4j.ones(4, 2))
                .put("y/bias", Nd4j.zeros(2))
                .build());
    INDArray x = Nd4j.ones(2, 3, 5, 4);
    INDArray y = adapter.forward(x);
    assertEquals(List.of(2L, 3L, 5L, 6L), Arrays.stream(y.shape()).boxed().toList());
    assertEquals(4, y.getDouble(1, 2, 4, 1), 1e-6);
    assertEquals(1, y.getDouble(1, 2, 4, 2), 1e-6);
    assertEquals(6, adapter.forward(Nd4j.ones(7, 4)).size(1));
  }

  @ParameterizedTest
  @EnumSource
  void showsOneErrorForABrokenModelThatIsUsed(CompilerKind compiler) {
    Compiled compiled =
        compiler
            .compilation()
            .source(
                """
                @TensorModel class Net {
                  @Input @Shape("N,H,W,6") INDArray high;
                  @Input @Shape("N,5,5,4") INDArray low;
                  @Input @Shape("N,H,W,5") INDArray target;
                  @Resize(from = "low", like = "hihg") INDArray up;
                  @Concat(from = {"up", "high"}) INDArray fused;
                  @Conv(filters = 5, kernel = 3, padding = SAME) INDArray out;
                  @Output @Activation(from = "fused", value = RELU) INDArray side;
                  @Loss(from = "out", value = MEAN_SQUARED_ERROR, target = "target") INDArray loss;
                }
                """)
            .source(
                """
                class User {
                  INDArray run(INDArray a, INDArray b, io.github.shapeproof.runtime.Weights weights) {
                    NetAdapter adapter = NetAdapter.create(weights);
                    System.out.println(NetAdapter.SHAPES.get("out") + NetAdapter.WEIGHTS);
                    INDArray loss = adapter.loss(a, b, a);
                    NetAdapter.Outputs outputs = adapter.forward(a, b);
                    adapter.close();
                    return outputs.out().add(outputs.side()).add(loss);
                  }
                }
                """)
            .compile();
    assertTrue(compiled.onlyError().text().contains("SP001"), compiled.messages().toString());
  }

  @Test
  void hasAsManyTensorsAsMethodsTake() {
    assertEquals(List.of(), wide(253, 253, 253).messages());
  }

  @Test
  void tellsOfMoreTensorsThanMethodsTake() {
    String rest = ", but with Java's limit of parameters there can be 253";
    Map.of(
            "`Net` has 254 inputs", wide(254, 2, 1),
            "`Net` has 254 outputs", wide(2, 254, 1),
            "`last` has 254 inputs", wide(2, 2, 254))
        .forEach(
            (text, compiled) -> {
              String error = compiled.onlyError().text();
              assertTrue(error.startsWith("[SP012] " + text + rest), error);
            });
  }

  /** A model of so many tensors, and a class that uses its results. */
  private static Compiled wide(int inputs, int outputs, int operands) {
    StringBuilder source = new StringBuilder("@TensorModel class Net {\n");
    for (int i = 0; i < inputs; i++) {
      source.append("@Input @Shape(\"N,4\") INDArray x%d;%n".formatted(i));
    }
    String all =
        IntStream.range(0, inputs).mapToObj(i -> "\"x" + i + "\"").collect(Collectors.joining(","));
    source.append("@Concat(from = {%s}) INDArray first;%n".formatted(all));
    for (int i = 2; i < outputs; i++) {
      source.append("@Activation(from = \"x0\", value = RELU) INDArray y%d;%n".formatted(i));
    }
    source.append(
        "@Custom(from = {%s}, value = \"%s -> N,C\") INDArray last;%n}"
            .formatted(
                String.join(",", Collections.nCopies(operands, "\"x0\"")),
                String.join(";", Collections.nCopies(operands, "N,C"))));
    return CompilerKind.JAVAC
        .compilation()
        .source(source.toString())
        .source(
            """
            class User {
              NetAdapter.Operations operations;
              INDArray first(NetAdapter.Outputs outputs) { return outputs.first(); }
            }
            """)
        .options("-XDshould-stop.ifError=FLOW")
        .compile();
  }

  @ParameterizedTest
  @EnumSource
  void aFaultyModelThatIsAppliedTakesNoOutputFromAStub(CompilerKind compiler) {
    Compiled compiled =
        compiler
            .compilation()
            .source(
                """
                @TensorModel class Block {
                  @Input @Shape("N,C") INDArray x;
                  @Activation(RELU) @Output INDArray p;
                  @Reshape("N,C,2") INDArray q;
                }
                """)
            .source(
                """
                @TensorModel class Outer {
                  @Input @Shape("N,C") INDArray x;
                  @Apply Block t;
                  @Activation(value = RELU, from = "t.p") INDArray d;
                }
                """)
            .source(
                """
                @TensorModel class Net {
                  @Input @Shape("N,C") INDArray x;
                  @Apply Outer t;
                  @Activation(value = RELU, from = "t.d") INDArray e;
                  static INDArray run(NetAdapter adapter, OuterAdapter.Outputs outer, INDArray x) {
                    NetAdapter.Outputs outputs = adapter.forward(x);
                    return outputs.e().add(outputs.t_t_q()).add(outer.d()).add(outer.t_q());
                  }
                }
                """)
            .options("-XDshould-stop.ifError=FLOW")
            .compile();
    assertTrue(compiled.onlyError().text().contains("SP205"), compiled.messages().toString());
  }

  @ParameterizedTest
  @EnumSource
  void aStubOffersWhatTheHelpMakes(CompilerKind compiler) {
    Compiled compiled =
        compiler
            .compilation()
            .source(
                """
                @TensorModel class Net {
                  @Input @Shape("N,C") INDArray image;
                  @Activation(RELU) INDArray p;
                  @Activation(value = TANH, from = "imge") INDArray q;
                  static INDArray run(NetAdapter adapter, INDArray x) {
                    NetAdapter.Outputs outputs = adapter.forward(x);
                    return outputs.p().add(outputs.q());
                  }
                }
                """)
            .options("-XDshould-stop.ifError=FLOW")
            .compile();
    assertTrue(compiled.onlyError().text().contains("SP001"), compiled.messages().toString());
  }

  @ParameterizedTest
  @EnumSource
  void aFaultyLossTakesNoOutputFromAStub(CompilerKind compiler) {
    showsOneErrorBesideAFaultyLoss(
        compiler, "", "return adapter.forward(x).add(adapter.loss(x, t));");
  }

  @ParameterizedTest
  @EnumSource
  void aFaultyLossThatIsAnOutputTakesWhatItMeant(CompilerKind compiler) {
    showsOneErrorBesideAFaultyLoss(
        compiler,
        "@Output",
        "NetAdapter.Outputs outputs = adapter.forward(x, t); return outputs.y().add(outputs.l());");
  }

  private static void showsOneErrorBesideAFaultyLoss(
      CompilerKind compiler, String output, String use) {
    Compiled compiled =
        compiler
            .compilation()
            .source(
                """
                @TensorModel class Net {
                  @Input @Shape("N,6") INDArray x;
                  @Input @Shape("N,8") INDArray t;
                  @Dense(from = "x", units = 8) INDArray y;
                  @Loss(value = MEAN_SQUARED_ERROR, from = "y", target = "tt") %s INDArray l;
                  static INDArray run(NetAdapter adapter, INDArray x, INDArray t) { %s }
                }
                """
                    .formatted(output, use))
            .options("-XDshould-stop.ifError=FLOW")
            .compile();
    assertTrue(compiled.onlyError().text().contains("SP001"), compiled.messages().toString());
  }

  @Test
  void survivesHostileTextInStubs() {
    Compiled compiled =
        CompilerKind.JAVAC
            .compilation()
            .source(
                """
                @TensorModel class Net {
                  @Input @Shape("N,H,W,6") INDArray x;
                  @Custom("N,H,W,C -> N*/ \\\\u00 }{@ <b>") INDArray y;
                }
                """)
            .compile();
    assertTrue(compiled.onlyError().text().contains("SP1"), compiled.messages().toString());
  }
}
