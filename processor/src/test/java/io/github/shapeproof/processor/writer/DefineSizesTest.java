package io.github.shapeproof.processor.writer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.shapeproof.processor.testing.GeneratedAdapter;
import io.github.shapeproof.runtime.ShapeMismatchException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Sizes of graphs: which may be open, which are refused, what inputs are checked for. */
class DefineSizesTest {
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
    SDVariable x = DefineTest.placeHolder(graph, "x", 1, 100_000, 2);
    String message =
        assertThrows(ShapeMismatchException.class, () -> adapter.define(graph, x)).getMessage();
    assertEquals(
        "'y' takes a matrix of 100000 x 100000 elements in a graph, which has at most 16777216",
        message);
  }

  @Test
  void servesAnyBatchOfAnOpenOne() {
    GeneratedAdapter adapter = DefineTest.neck();
    SameDiff graph = SameDiff.create();
    SDVariable high = DefineTest.placeHolder(graph, "high", -1, 8, 9, 6);
    SDVariable low = DefineTest.placeHolder(graph, "low", -1, 5, 5, 4);
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
        DefineTest.adapter(
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
        adapter.define(graph, DefineTest.placeHolder(graph, "x", -1, -1, -1, 3)).values().stream()
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
    SDVariable features =
        stem.define(graph, DefineTest.placeHolder(graph, "x", -1, 4, 4, 3)).get("");
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
        DefineTest.faultOf(
            DefineTest.neck(),
            graph,
            DefineTest.placeHolder(graph, "high", -1, -1, 9, 6),
            DefineTest.placeHolder(graph, "low", -1, 5, 5, 4)));
  }

  @Test
  void callsANamelessOpenSizeByItsPlace() {
    SameDiff graph = SameDiff.create();
    GeneratedAdapter adapter =
        GeneratedAdapter.of(
            """
            @TensorModel
            class Net {
              @Input @Shape("N,_,9,3") INDArray x;
              @Resize(scale = 2) INDArray up;
            }
            """);
    String fault =
        DefineTest.faultOf(adapter, graph, DefineTest.placeHolder(graph, "x", -1, -1, 9, 3));
    assertTrue(fault.startsWith("'up' needs the number of x[1], which is open: "), fault);
  }

  @Test
  void checksWhatItIsGiven() {
    GeneratedAdapter neck = DefineTest.neck();
    SameDiff graph = SameDiff.create();
    SDVariable high = DefineTest.placeHolder(graph, "high", -1, 8, 9, 6);
    SDVariable low = DefineTest.placeHolder(graph, "low", -1, 5, 5, 4);
    assertEquals(
        "input 'high': expected [N, H, W, 6] but got [-1, 8, 6]: rank is 3, must be 4",
        DefineTest.faultOf(neck, graph, DefineTest.placeHolder(graph, "flat", -1, 8, 6), low));
    assertEquals(
        "input 'high': expected [N, H, W, 6] but got [-1, 8, 8, 5]: dimension 3 (channels) is 5,"
            + " must be 6",
        DefineTest.faultOf(neck, graph, DefineTest.placeHolder(graph, "thin", -1, 8, 8, 5), low));
    assertEquals(
        "height 9 must be a multiple of 4: pad to 12\n"
            + "  input 'high': expected [N, H, W, 6] but got [-1, 9, 8, 6]",
        DefineTest.faultOf(neck, graph, DefineTest.placeHolder(graph, "odd", -1, 9, 8, 6), low));
    assertEquals(
        "input 'low': expected [N, 5, 5, 4] but got [3, 5, 5, 4]: dimension 0 (batch) is 3, must be"
            + " 2 as N in input 'high' [2, 8, 8, 6]",
        DefineTest.faultOf(
            neck,
            graph,
            DefineTest.placeHolder(graph, "two", 2, 8, 8, 6),
            DefineTest.placeHolder(graph, "three", 3, 5, 5, 4)));
    assertEquals(
        "input 'high': expected [N, H, W, 6] but got [-1, 8, 8, 6]: type is DOUBLE, must be FLOAT"
            + " as the others",
        DefineTest.faultOf(
            neck, graph, graph.placeHolder("wide", DataType.DOUBLE, -1, 8, 8, 6), low));
    assertEquals("input 'low' is null", DefineTest.faultOf(neck, graph, high, null));
    SameDiff other = SameDiff.create();
    assertEquals(
        "input 'low' is a variable of another SameDiff instance",
        DefineTest.faultOf(neck, graph, high, DefineTest.placeHolder(other, "low", -1, 5, 5, 4)));
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
    Nd4j.getRandom().setSeed(1);
    INDArray x = Nd4j.rand(DataType.FLOAT, 3, 7, 2);
    INDArray y = Nd4j.rand(DataType.FLOAT, 3, 4);
    INDArray z = Nd4j.rand(DataType.FLOAT, 3, 9);
    List<INDArray> defined = adapter.defined(x, y, z);
    assertArrayEquals(new long[] {21, 2}, defined.get(0).shape());
    assertEquals(
        "input 'y': expected [N, H/2] but got [-1, 4]: dimension 1 is 4, must be 5 = H/2 with H = 10\n"
            + "  input 'z': expected [N, H] but got [-1, 10]",
        DefineTest.faultOf(
            adapter,
            graph,
            DefineTest.placeHolder(graph, "x", -1, -1, 2),
            DefineTest.placeHolder(graph, "y", -1, 4),
            DefineTest.placeHolder(graph, "z", -1, 10)));
  }
}
