package io.github.shapeproof.processor.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.annotation.Layout;
import io.github.shapeproof.processor.testing.GeneratedAdapter;
import io.github.shapeproof.runtime.ShapeMismatchException;
import io.github.shapeproof.runtime.Weights;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Generated adapters, run and compared with plain loops. */
class AdapterRunTest {
  private static final String NECK =
      """
      @TensorModel(where = "H % 4 == 0")
      class Net {
        @Input @Shape("N,H,W,6") INDArray high;
        @Input @Shape("N,5,5,4") INDArray low;
        @Resize(from = "low", like = "high") INDArray up;
        @Concat(from = {"up", "high"}) @Shape("N,H,W,10") INDArray fused;
        @Conv(filters = 7, kernel = 3, padding = SAME) INDArray mixed;
        @Activation(RELU) @Shape("N,H,W,7") INDArray out;
      }
      """;

  private static double[][][][] neck(INDArray high, INDArray low, Weights weights) {
    double[][][][] up = Maps.resize(Maps.read(low), (int) high.size(1), (int) high.size(2));
    double[][][][] fused = Maps.concat(up, Maps.read(high));
    return Maps.relu(Maps.conv(fused, weights.get("mixed/kernel"), weights.get("mixed/bias")));
  }

  private static Weights neckWeights() {
    return Weights.builder()
        .put("mixed/kernel", Maps.random(3, 3, 3, 10, 7))
        .put("mixed/bias", Maps.random(4, 7))
        .build();
  }

  @Test
  void resizesJoinsAndConvolvesAtEachSize() {
    Weights weights = neckWeights();
    GeneratedAdapter adapter = GeneratedAdapter.of(NECK, weights);
    for (int[] size : new int[][] {{1, 8, 9}, {2, 12, 5}, {1, 4, 3}, {1, 8, 9}}) {
      INDArray high = Maps.random(1, size[0], size[1], size[2], 6);
      INDArray low = Maps.random(2, size[0], 5, 5, 4);
      Maps.assertEqual(neck(high, low, weights), adapter.forward(high, low));
    }
    assertEquals("N,H,W,10", adapter.texts("SHAPES").get("fused"));
    assertEquals("3,3,10,7", adapter.texts("WEIGHTS").get("mixed/kernel"));
  }

  @Test
  void makesRandomWeightsOfShapesThatHoldExpressions() {
    String model =
        """
        @TensorModel
        class Net {
          @Input @Shape("N,H") INDArray x;
          @Input @Shape("N,3*ceil(H / 2)*H + (H + 5) % 4") INDArray y;
          @Dense(from = "x", unitsOf = "H", bias = false) INDArray square;
          @Dense(from = "y", units = 2, bias = false) INDArray narrow;
        }
        """;
    Map<String, String> shapes =
        Map.of("square/kernel", "H,H", "narrow/kernel", "3*H*ceil(H/2) + (H + 1) % 4,2");
    Weights weights = Weights.random(shapes, Map.of("H", 5L), 1);
    GeneratedAdapter adapter = GeneratedAdapter.of(model, weights);
    assertEquals(shapes, adapter.texts("WEIGHTS"));
    assertEquals(47, weights.get("narrow/kernel").size(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SAME", "SAME_LOWER"})
  void transposesTheSameConvolutionWithOutputPaddingAndWithout(String padding) {
    String window =
        "from = \"x\", filters = 2, kernel = {3, 5}, stride = {2, 3}, padding = " + padding;
    INDArray kernel = Maps.random(1, 3, 5, 2, 3);
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,4,5,3") INDArray x;
              @Deconv(%1$s, bias = false) INDArray plain;
              @Deconv(%1$s, bias = false, outputPadding = {1, 2}) @Output INDArray padded;
            }
            """
                .formatted(window),
            Weights.builder().put("plain/kernel", kernel).put("padded/kernel", kernel).build());
    INDArray x = Maps.random(2, 2, 4, 5, 3);
    List<INDArray> forward = adapter.several("forward", x);
    assertEquals(forward.get(0), forward.get(1));
    for (INDArray defined : adapter.defined(x)) {
      Maps.assertEqual(Maps.read(forward.get(0)), defined);
    }
  }

  @Test
  void joinsChannelsFirst() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel(layout = CHANNELS_FIRST)
            class Net {
              @Input @Shape("N,6,H,W") INDArray high;
              @Input @Shape("N,4,5,5") INDArray low;
              @Resize(from = "low", like = "high") INDArray up;
              @Activation(RELU) INDArray positive;
              @Concat(from = {"positive", "high"}) INDArray out;
            }
            """);
    INDArray high = Maps.random(1, 2, 7, 9, 6);
    INDArray low = Maps.random(2, 2, 5, 5, 4);
    INDArray out = adapter.forward(Maps.toFirst(high), Maps.toFirst(low));
    Maps.assertEqual(
        Maps.concat(Maps.relu(Maps.resize(Maps.read(low), 7, 9)), Maps.read(high)),
        out.permute(0, 2, 3, 1));
  }

  @Test
  void rearrangesWhatAnEllipsisStandsFor() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,H,W,6") INDArray x;
              @Rearrange(value = "n ... (g c) -> g (... n) c", sizes = "g = 2") INDArray y;
            }
            """);
    INDArray x = Maps.random(1, 2, 4, 5, 6);
    INDArray y = adapter.forward(x);
    for (int n = 0; n < 2; n++) {
      for (int h = 0; h < 4; h++) {
        for (int w = 0; w < 5; w++) {
          for (int c = 0; c < 6; c++) {
            assertEquals(x.getDouble(n, h, w, c), y.getDouble(c / 3, (h * 5 + w) * 2 + n, c % 3));
          }
        }
      }
    }
  }

  @Test
  void infersSizesWithFacts() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel(where = {"H % 2 == 0", "W == 2 * K"})
            class Net {
              @Input @Shape("N,H,W,3") INDArray x;
              @Output @Reshape(from = "x", value = "N,H/2,_,3") INDArray wide;
              @Output @Reshape(from = "x", value = "N,H,K,_") INDArray deep;
            }
            """);
    INDArray x = Maps.random(1, 2, 4, 6, 3);
    List<INDArray> outputs = adapter.several("forward", x);
    assertEquals(x.reshape('c', 2, 2, 12, 3), outputs.get(0));
    assertEquals(x.reshape('c', 2, 4, 3, 6), outputs.get(1));
  }

  @Test
  void keepsWhatIsReadAgainWhileActivationsOverwrite() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,H,W,3") INDArray x;
              @Activation(from = "x", value = RELU) INDArray a;
              @Add(from = {"a", "x"}) INDArray b;
              @Activation(from = "b", value = RELU) INDArray c;
              @Concat(from = {"b", "c"}) INDArray d;
              @Activation(from = "d", value = RELU) INDArray e;
              @Concat(from = {"d", "e"}) INDArray f;
            }
            """);
    INDArray x = Maps.random(1, 2, 4, 5, 3);
    INDArray before = x.dup();
    double[][][][] in = Maps.read(x);
    double[][][][] b = Maps.add(Maps.relu(in), in);
    double[][][][] d = Maps.concat(b, Maps.relu(b));
    Maps.assertEqual(Maps.concat(d, Maps.relu(d)), adapter.forward(x));
    assertEquals(before, x);
  }

  @Test
  void returnsOutputsThatShareNothing() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Output @Shape("N,H,W,3") INDArray x;
              @Output @Activation(RELU) INDArray a;
              @Output @Dropout(rate = 0.5) INDArray same;
              @Flatten(from = "a") INDArray flat;
              @Concat(from = {"a", "x"}) INDArray joined;
            }
            """);
    INDArray x = Maps.random(1, 1, 2, 3, 3);
    List<INDArray> outputs = adapter.several("forward", x);
    assertEquals(5, outputs.size());
    double[][][][] in = Maps.read(x);
    Maps.assertEqual(in, outputs.get(0));
    Maps.assertEqual(Maps.relu(in), outputs.get(1));
    Maps.assertEqual(Maps.relu(in), outputs.get(2));
    assertEquals(List.of(1L, 18L), List.of(outputs.get(3).size(0), outputs.get(3).size(1)));
    Maps.assertEqual(Maps.concat(Maps.relu(in), in), outputs.get(4));
    for (int i = 0; i < outputs.size(); i++) {
      assertNotSame(x, outputs.get(i));
      INDArray kept = outputs.get(i).dup();
      for (int j = 0; j < outputs.size(); j++) {
        if (j != i) {
          outputs.get(j).assign(7);
        }
      }
      x.assign(8);
      assertEquals(kept, outputs.get(i));
      outputs.forEach(output -> output.assign(kept.getDouble(0)));
      outputs.get(i).assign(kept);
    }
  }

  @Test
  void outlivesItsBuffers() {
    GeneratedAdapter adapter = GeneratedAdapter.of(NECK, neckWeights());
    INDArray first = adapter.forward(Maps.random(1, 1, 4, 4, 6), Maps.random(2, 1, 5, 5, 4));
    INDArray kept = first.dup();
    adapter.forward(Maps.random(5, 2, 8, 8, 6), Maps.random(6, 2, 5, 5, 4));
    adapter.call("close");
    adapter.forward(Maps.random(5, 2, 8, 8, 6), Maps.random(6, 2, 5, 5, 4));
    assertEquals(kept, first);
  }

  @Test
  void saysWhatIsWrongWithInputs() {
    GeneratedAdapter adapter = GeneratedAdapter.of(NECK, neckWeights());
    ShapeMismatchException size =
        assertThrows(
            ShapeMismatchException.class,
            () -> adapter.forward(Maps.random(1, 1, 6, 4, 6), Maps.random(2, 1, 5, 5, 4)));
    assertEquals(
        "height 6 must be a multiple of 4: pad to 8\n"
            + "  input 'high': expected [N, H, W, 6] but got [1, 6, 4, 6]",
        size.getMessage());
    ShapeMismatchException batch =
        assertThrows(
            ShapeMismatchException.class,
            () -> adapter.forward(Maps.random(1, 1, 8, 4, 6), Maps.random(2, 2, 5, 5, 4)));
    assertTrue(batch.getMessage().contains("'low'"), batch.getMessage());
    assertTrue(batch.getMessage().contains("[2, 5, 5, 4]"), batch.getMessage());
    assertThrows(ShapeMismatchException.class, () -> adapter.forward(null, null));
  }

  @Test
  void namesTheWeightsThatAreNull() {
    NullPointerException refused =
        assertThrows(NullPointerException.class, () -> GeneratedAdapter.of(NECK, (Weights) null));
    assertEquals("weights", refused.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void ordersChannelsOfBlocksAsTheDocsSay(Layout layout) {
    boolean last = layout == Layout.CHANNELS_LAST;
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel(layout = %s)
            class Net {
              @Input @Shape("%s") INDArray x;
              @SpaceToDepth(from = "x", block = {2, 3}) INDArray packed;
              @Rearrange(from = "x", value = "%s", sizes = "a=2,b=3") INDArray packedByPattern;
              @DepthToSpace(from = "x", block = {2, 3}) INDArray spread;
              @Rearrange(from = "x", value = "%s", sizes = "a=2,b=3") INDArray spreadByPattern;
            }
            """
                .formatted(
                    layout,
                    last ? "N,4,6,12" : "N,12,4,6",
                    last ? "n (h a) (w b) c -> n h w (c a b)" : "n c (h a) (w b) -> n (c a b) h w",
                    last
                        ? "n h w (c a b) -> n (h a) (w b) c"
                        : "n (c a b) h w -> n c (h a) (w b)"));
    INDArray x = last ? Maps.random(1, 2, 4, 6, 12) : Maps.random(1, 2, 12, 4, 6);
    List<INDArray> outputs = adapter.several("forward", x);
    assertEquals(outputs.get(1), outputs.get(0));
    assertEquals(outputs.get(3), outputs.get(2));
  }

  /** The levels of a pyramid are named by what they are parts of, and no input has that size. */
  @Test
  void knowsASizeByItsWholeParts() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel(where = {"H % 32 == 0", "W % 32 == 16"})
            class Net {
              @Input @Shape("N,H/8,W/8,2") INDArray fine;
              @Input @Shape("N,H/16,W/16,2") INDArray coarse;
              @Resize(from = "coarse", scale = 2) INDArray up;
              @Add(from = {"fine", "up"}) @Shape("N,H/8,W/8,2") INDArray sum;
            }
            """);
    INDArray fine = Maps.random(1, 1, 8, 6, 2);
    INDArray coarse = Maps.random(2, 1, 4, 3, 2);
    Maps.assertEqual(
        Maps.add(Maps.read(fine), Maps.resize(Maps.read(coarse), 8, 6)),
        adapter.forward(fine, coarse));
    String odd =
        assertThrows(
                ShapeMismatchException.class,
                () -> adapter.forward(Maps.random(1, 1, 7, 6, 2), coarse))
            .getMessage();
    assertTrue(odd.contains("fine"), odd);
  }

  @Test
  void knowsBoundsBeyondInt() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel(where = {
              "H >= 5000000000", "W % 3000000000 == 1", "H <= 9223372036854775807 * 2"})
            class Net {
              @Input @Shape("N,H,W,1") INDArray x;
              @Activation(RELU) INDArray y;
            }
            """);
    String message =
        assertThrows(
                ShapeMismatchException.class, () -> adapter.forward(Maps.random(1, 1, 2, 2, 1)))
            .getMessage();
    assertTrue(message.contains("5000000000"), message);
  }

  @Test
  void listsAllThatIsWrongWithWeights() {
    Weights weights =
        Weights.builder()
            .put("mixed/kernel", Maps.random(3, 3, 3, 9, 7))
            .put("mixed/extra", Maps.random(4, 7))
            .build();
    String message =
        assertThrows(ShapeMismatchException.class, () -> GeneratedAdapter.of(NECK, weights))
            .getMessage();
    assertTrue(message.contains("mixed/kernel"), message);
    assertTrue(message.contains("mixed/bias"), message);
    assertTrue(message.contains("mixed/extra"), message);
  }

  @Test
  void servesManyThreads() throws Exception {
    Weights weights = neckWeights();
    GeneratedAdapter adapter = GeneratedAdapter.of(NECK, weights);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> calls =
          IntStream.range(0, 64)
              .<Callable<Boolean>>mapToObj(
                  i ->
                      () -> {
                        INDArray high = Maps.random(i, 1, 4 + 4 * (i % 3), 5, 6);
                        INDArray low = Maps.random(100 + i, 1, 5, 5, 4);
                        Maps.assertEqual(neck(high, low, weights), adapter.forward(high, low));
                        return true;
                      })
              .toList();
      for (Future<Boolean> call : threads.invokeAll(calls)) {
        assertTrue(call.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void computesLossesFromAllInputs() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,3") INDArray x;
              @Input @Shape("N,3") INDArray target;
              @Input @Shape("N") INDArray label;
              @Activation(from = "x", value = RELU) INDArray y;
              @Loss(value = MEAN_SQUARED_ERROR, target = "target") INDArray distance;
              @Loss(from = "y", value = SPARSE_SOFTMAX_CROSS_ENTROPY, target = "label") INDArray entropy;
            }
            """);
    INDArray x = Maps.random(1, 4, 3);
    INDArray target = Maps.random(2, 4, 3);
    INDArray label = Nd4j.createFromArray(new int[] {0, 2, 1, 1});
    double squares = 0;
    double entropy = 0;
    for (int i = 0; i < 4; i++) {
      double sum = 0;
      for (int j = 0; j < 3; j++) {
        double y = Math.max(0, x.getDouble(i, j));
        squares += Math.pow(y - target.getDouble(i, j), 2) / 12;
        sum += Math.exp(y);
      }
      entropy += (Math.log(sum) - Math.max(0, x.getDouble(i, label.getInt(i)))) / 4;
    }
    List<INDArray> losses = adapter.several("loss", x, target, label);
    assertEquals(squares, losses.get(0).getDouble(0), 1e-5);
    assertEquals(entropy, losses.get(1).getDouble(0), 1e-5);
    assertEquals(0, losses.get(0).rank());
    assertEquals(4, adapter.forward(x).size(0));
    assertThrows(ShapeMismatchException.class, () -> adapter.call("loss", x, target, x));
  }

  @Test
  void lossesAreOutputsWhereTheySaySo() {
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel class Net {
              @Input @Shape("N,C") INDArray x;
              @Input @Shape("N,3") INDArray t;
              @Dense(from = "x", units = 3) INDArray y;
              @Loss(value = MEAN_SQUARED_ERROR, from = "y", target = "t") @Output INDArray loss;
              @Loss(value = MEAN_ABSOLUTE_ERROR, from = "y", target = "t") INDArray other;
            }
            """,
            Weights.random(Map.of("y/kernel", "4,3", "y/bias", "3"), 3));
    INDArray x = Maps.random(1, 5, 4);
    INDArray t = Maps.random(2, 5, 3);
    assertEquals(List.of("x", "t"), adapter.parameters("forward"));
    Map<String, INDArray> outputs = adapter.named("forward", x, t);
    assertEquals(List.of("y", "loss"), List.copyOf(outputs.keySet()));
    INDArray distance = t.sub(outputs.get("y"));
    INDArray loss = outputs.get("loss");
    assertEquals(distance.mul(distance).meanNumber().doubleValue(), loss.getDouble(0), 1e-5);
    assertEquals(0, loss.rank());
    assertEquals(loss, adapter.named("loss", x, t).get("loss"));
    assertEquals(Set.of("loss", "other"), adapter.named("loss", x, t).keySet());
    List<INDArray> defined = adapter.defined(x, t);
    assertEquals(2, defined.size());
    assertTrue(outputs.get("y").equalsWithEps(defined.get(0), 1e-5));
    assertTrue(loss.equalsWithEps(defined.get(1), 1e-5));
  }

  @Test
  void normalizesOneRow() {
    String source =
        """
        @TensorModel class Net {
          @Input @Shape("...,8") INDArray x;
          @LayerNorm INDArray y;
        }
        """;
    Weights weights = Weights.random(Map.of("y/gamma", "8", "y/beta", "8"), 3);
    GeneratedAdapter adapter = GeneratedAdapter.of(source, weights);
    INDArray row = Maps.random(1, 8);
    INDArray alone = adapter.forward(row);
    assertTrue(adapter.forward(row.reshape(1, 8)).reshape(8).equalsWithEps(alone, 1e-6));
  }
}
